"""The inputs of docs/inputs.md that are made to be too large, too deep, or without an end: what is given, which exit
status follows, what is shown, and what is said. Some come from servers on this machine."""

import base64
import contextlib
import gzip
import io
import re
import socket
import threading
import time
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Callable

import seeds

STORY = "<p>A flood killed two people in Oruro on Sunday, police said.</p>"
PAGE = f"<!DOCTYPE html><html><head><title>Flood in Oruro</title></head><body><article><h1>Flood in Oruro</h1>{STORY}"
END = "</article></body></html>"
# What is shown of it.
KILLED = "killed two people"
MB = 1_000_000


@dataclass
class Tried:
    name: str
    # Files by name, each its bytes or what writes them; or a server's answers by path.
    make: Callable
    status: int = 0
    says: str = ""
    shows: str = ""
    longest: int = 60
    flags: list = field(default_factory=list)

    @contextlib.contextmanager
    def at(self, folder):
        """Makes it in a folder, and gives the arguments to read it by."""
        made = self.make()
        if isinstance(made, Server):
            with made as server:
                yield [server.url + made.first]
            return
        name, content = made
        path = folder / name
        if callable(content):
            with path.open("wb") as file:
                content(file)
        elif isinstance(content, dict):
            for inner, its in content.items():
                inner = folder / name / inner
                inner.parent.mkdir(parents=True, exist_ok=True)
                inner.write_bytes(its)
        else:
            path.write_bytes(content)
        yield [name]


ALL = []


def tried(name, **how):
    """Adds what a function makes."""

    def add(make):
        ALL.append(Tried(name, make, **how))
        return make

    return add


# Large pages.


def filled(piece, size=49 * MB, head=PAGE, end=END):
    piece = piece.encode()
    head, end = head.encode(), end.encode()
    return head + piece * ((size - len(head) - len(end)) // len(piece)) + end


@tried("a page of 49 MB of paragraphs", shows=KILLED)
def _():
    return "a.html", filled("<p>The river rose again in the night, a driver told the radio.</p>\n")


@tried("a page of 49 MB in one paragraph", shows=KILLED)
def _():
    return "a.html", filled("The river rose again in the night, a driver told the radio. ")


@tried("a page of 49 MB of tags", shows=KILLED)
def _():
    return "a.html", filled("<i></i>")


@tried("a page of 49 MB of scripts", shows=KILLED)
def _():
    return "a.html", filled("<script>if (a < b) { load('</div>') }</script>")


@tried("a page of 49 MB in UTF-16", shows=KILLED)
def _():
    return "a.html", seeds.utf16(filled("<p>The river rose again in the night.</p>\n", 24 * MB))


@tried("a plain text of 49 MB")
def _():
    return "a.txt", filled("The river rose again in the night, a driver told the radio.\n\n", head="Flood in Oruro\n\n", end="")


@tried("a plain text of 49 MB in one line")
def _():
    return "a.txt", filled("The river rose again in the night, a driver told the radio. ", head="", end="")


@tried("a plain text of 49 MB in capitals")
def _():
    return "a.txt", filled("THE RIVER ROSE AGAIN IN THE NIGHT, A DRIVER TOLD THE RADIO.\n\n", head="FLOOD IN ORURO\n\n", end="")


@tried("one word of 49 MB")
def _():
    return "a.txt", b"a" * (49 * MB)


@tried("a mail of 49 MB")
def _():
    head = "From: a@news.example\nSubject: Flood in Oruro\nDate: Mon, 07 Mar 2016 06:30:00 +0100\n\n"
    return "a.eml", filled("The river rose again in the night.\n\n", head=head, end="")


@tried("a page of 51 MB", status=2, says="it is larger than 50 MB")
def _():
    return "a.html", filled("<p>The river rose again in the night.</p>\n", 51 * MB)


@tried("a page of 51 MB, packed", status=2, says="it is larger than 50 MB")
def _():
    return "a.html.gz", gzip.compress(filled("<p>The river rose again in the night.</p>\n", 51 * MB), 1)


@tried("a folder of six pages of 49 MB", shows=KILLED)
def _():
    page = filled("<p>The river rose again in the night, a driver told the radio.</p>\n")
    return "pages", {f"{n}.html": page for n in range(6)}


@tried("a feed of 49 MB", flags=["--report"])
def _():
    item = f"<item><title>Flood in Oruro</title><description>{'The river rose again. ' * 20}</description></item>"
    return "a.rss", filled(item, head="<rss><channel>", end="</channel></rss>")


@tried("100,000 entries in a feed", flags=["--report"])
def _():
    items = "".join(f"<item><title>Flood {n} in Oruro</title><link>https://news.example/{n}</link></item>" for n in range(100_000))
    return "a.rss", f"<rss><channel>{items}</channel></rss>".encode()


# Deep ones.


NESTED = ("<div>", "<b>", "<span class=share>", "<blockquote>", "<table><tr><td>", "<ul><li>", "<a href=/x>", "<svg>", "<select>", "<template>")


def nested(n):
    """A folder with a page for each kind of element."""
    pages = {}
    for at, opened in enumerate(NESTED):
        closed = re.sub(r"<(\w+)[^>]*>", r"</\1>", opened)
        pages[f"{at}.html"] = f"{PAGE}{opened * n}{STORY}{closed * n}{END}".encode()
    return "pages", pages


@tried("ten thousand nested elements", shows=KILLED)
def _():
    return nested(10_000)


@tried("a million nested elements", shows=KILLED)
def _():
    return nested(1_000_000)


@tried("a million open tags that nobody closes", shows=KILLED)
def _():
    return "a.html", (PAGE + "<font color=red><p>" * 500_000 + STORY).encode()


@tried("a million attributes of one element", shows=KILLED)
def _():
    attributes = " ".join(f"a{n}=b" for n in range(1_000_000))
    return "a.html", f"{PAGE}<div {attributes}>{STORY}</div>{END}".encode()


@tried("a million pieces of markup that is none", shows=KILLED)
def _():
    return "a.html", (PAGE + STORY + "<!-- < </ &amp &#x; &nosuch; <a <![CDATA[" * 1_000_000 + END).encode()


@tried("linked data nested a million deep", shows=KILLED)
def _():
    data = '{"@graph":[' * 1_000_000
    return "a.html", f"{PAGE.replace('<title>', f'<script type=application/ld+json>{data}</script><title>')}{STORY}{END}".encode()


@tried("a ninjs item nested 120,000 deep", status=2, says="recursion limit exceeded")
def _():
    deep = '{"associations":' * 120_000
    return "a.json", f'{{"uri":"a","headline":"Flood","body_text":"Two died.","x":{deep}1{"}" * 120_000}}}'.encode()


@tried("a JSON object nested a million deep", status=2, says="recursion limit exceeded")
def _():
    return "a.jsonl", ('{"title":"Flood","text":"Two people died.","x":' + "[" * 1_000_000 + "]" * 1_000_000 + "}\n").encode()


@tried("a NewsML-G2 item nested a million deep", shows=KILLED)
def _():
    item = seeds.newsml(seeds.Story(1, "Flood in Oruro", ["A flood killed two people in Oruro on Sunday, police said."])).decode()
    return "a.xml", item.replace("<contentSet>", "<a>" * 1_000_000 + "</a>" * 1_000_000 + "<contentSet>").encode()


@tried("a feed nested a million deep")
def _():
    entry = "<item><title>Flood in Oruro</title><description>Two people died.</description></item>"
    return "a.rss", f"<rss><channel>{entry}{'<a>' * 1_000_000}{'</a>' * 1_000_000}{entry}</channel></rss>".encode()


@tried("a feed whose document type unpacks to a billion words")
def _():
    kinds = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return "a.rss", (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{kinds}]><rss><channel><item><title>Flood in Oruro</title>'
        "<description>Two people died. &l9;</description></item></channel></rss>"
    ).encode()


@tried("a mail of ten thousand parts within each other", status=2, says="it holds no story")
def _():
    head = "From: a@news.example\nSubject: Flood in Oruro\nDate: Mon, 07 Mar 2016 06:30:00 +0100\nMIME-Version: 1.0\n"
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(10_000))
    return "a.eml", f"{head}{parts}Content-Type: text/plain\n\nA flood killed two people in Oruro on Sunday, police said.\n".encode()


# Bombs.


def zeros(size, of=b"\0"):
    """So many bytes packed by gzip, without having them all."""

    def write(file):
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        piece = of * (MB // len(of))
        for _ in range(size // MB):
            file.write(packer.compress(piece))
        file.write(packer.flush())

    return write


def packed(write):
    file = io.BytesIO()
    write(file)
    return file.getvalue()


@tried("a gzip bomb of 2 GB", status=2, says="it is larger than 50 MB")
def _():
    return "a.html.gz", zeros(2_000 * MB, b"<p>Ten died.</p>")


@tried("a gzip bomb in five layers", status=2, says="unpack it, and give what is in it")
def _():
    bomb = packed(zeros(1_000 * MB))
    for _ in range(4):
        bomb = gzip.compress(bomb)
    return "a.html.gz", bomb


@tried("a Zstandard bomb of 40 GB", status=2, says="it is larger than 50 MB")
def _():
    # Each block of three bytes and one stands for 128 KB of the same byte.
    block = (128 * 1024 << 3 | 1 << 1).to_bytes(3, "little") + b"a"
    return "a.html.zst", b"\x28\xb5\x2f\xfd\x00\x38" + block * 300_000


@tried("a brotli bomb of 60 MB in 124 bytes", status=2, says="it is larger than 50 MB")
def _():
    bomb = (
        "y///P/gdCXYs5H8YaUJYklGVFYhLpbnFgaEAsPd/HYv//3/wSwDEYQGA7v0f////4JcAiMMCAN37P/7//8EvARCHBQC693/8//+DXwIgDgsAdO//+P//B78EQBwWAOje"
        "//H//w9+CYA4LADQvf/Lf8MJ/BIAcVgAoOs3AQ=="
    )
    return "a.txt.br", base64.b64decode(bomb)


@tried("a web archive whose member unpacks to 2 GB", status=1, says="1 damaged, and left out")
def _():
    def write(file):
        file.write(seeds.pack(seeds.record(seeds.answer((PAGE + END).encode()))))
        zeros(2_000 * MB)(file)
        file.write(seeds.pack(seeds.record(seeds.answer((PAGE + END).encode()))))

    return "a.warc.gz", write


@tried("a record whose body unpacks to 1 GB", says="larger than any page")
def _():
    body = packed(zeros(1_000 * MB, b"<p>Ten died.</p>"))
    bomb = seeds.record(seeds.answer(body, more="Content-Encoding: gzip\r\n"))
    return "a.warc", bomb + seeds.record(seeds.answer((PAGE + END).encode()))


@tried("a WACZ whose archive unpacks to 1 GB", status=2, says="it unpacks to more than 200 times its size")
def _():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("archive/a.warc", "w", force_zip64=True) as inner:
            for _ in range(1_000):
                inner.write(b"\0" * MB)
    return "a.wacz", file.getvalue()


@tried("a WACZ of 100,000 archives")
def _():
    file = io.BytesIO()
    one = seeds.record(seeds.answer((PAGE + END).encode()))
    with zipfile.ZipFile(file, "w") as archive:
        for n in range(100_000):
            archive.writestr(f"archive/{n}.warc", one if n % 1_000 == 0 else b"")
    return "a.wacz", file.getvalue()


@tried("a WACZ that says its archive has 4 GB", status=1, says="there is no record where one should begin")
def _():
    made = seeds.wacz("archive/a.warc")(seeds.record(seeds.answer((PAGE + END).encode())))
    # The sizes in the list of files, at its end.
    at = made.rindex(b"PK\x01\x02")
    return "a.wacz", made[: at + 20] + b"\xfe\xff\xff\xff" * 2 + made[at + 28 :]


@tried("a WACZ whose names lead out of it", shows=KILLED)
def _():
    return "a.wacz", seeds.wacz("../../../../etc/a.warc")(seeds.record(seeds.answer((PAGE + END).encode())))


@tried("a header of a record without an end", status=2, says="its header has no end")
def _():
    return "a.warc", b"WARC/1.0\r\n" + b"X-Nothing: " + b"a" * (100 * MB)


@tried("a record that says it has 10^18 bytes", says="larger than any page")
def _():
    one = seeds.record(seeds.answer((PAGE + END).encode()))
    return "a.warc", re.sub(rb"Content-Length: \d+\r\n\r\nHTTP", b"Content-Length: 1000000000000000000\r\n\r\nHTTP", one) + one


@tried("a million damaged records", status=2)
def _():
    return "a.warc", b"WARC/1.0\r\nContent-Length: -1\r\n\r\n" * 1_000_000


@tried("one line of JSON of 100 MB", says="larger than any page")
def _():
    return "a.jsonl", b'{"title": "Flood", "text": "' + b"Ten died. " * (10 * MB) + b'"}\n'


@tried("a million objects of nothing")
def _():
    return "a.jsonl", b"{}\n" * 1_000_000


# Servers.


class Server:
    """A server on this machine that answers by a function, to each client in a thread of its own."""

    def __init__(self, answer, first="/"):
        self.answer, self.first = answer, first

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d" % self.socket.getsockname()[1]
        self.is_over = False
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.is_over = True
        self.socket.close()

    def serve(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(client,), daemon=True).start()

    def talk(self, client):
        # A client that has had enough hangs up, and that is what it should do.
        with contextlib.suppress(OSError), client:
            asked = b""
            while b"\r\n\r\n" not in asked and len(asked) < 100_000:
                piece = client.recv(4096)
                if not piece:
                    return
                asked += piece
            path = asked.split(b" ", 2)[1].decode()
            for piece in self.answer(path, self):
                if self.is_over:
                    return
                client.sendall(piece)


def head(kind="text/html", more="", status="200 OK"):
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Connection: close\r\n\r\n".encode()


def whole(content, kind="text/html", **more):
    yield head(kind, f"Content-Length: {len(content)}\r\n", **more) + content


def without_end(first, piece, kind="text/html", more=""):
    def answer(path, _):
        if path == "/robots.txt":
            yield from whole(b"", "text/plain")
            return
        yield head(kind, more) + first
        while True:
            yield piece

    return answer


ITEM = b"<item><title>Flood in Oruro</title><link>/1</link><description>Two people died in the flood.</description></item>"
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Example</title>'


@tried("a page without an end", status=2, says="it is larger than 50 MB")
def _():
    return Server(without_end(PAGE.encode(), STORY.encode() * 1_000))


@tried("a feed without an end", status=2, says="it is larger than 50 MB")
def _():
    return Server(without_end(FEED, ITEM * 1_000, "application/rss+xml"))


@tried("a feed without an end, packed", status=2, says="it is larger than 50 MB")
def _():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    first = packer.compress(FEED) + packer.flush(zlib.Z_SYNC_FLUSH)
    packer.compress(ITEM * 20_000)
    piece = packer.flush(zlib.Z_FULL_FLUSH)
    return Server(without_end(first, piece, "application/rss+xml", "Content-Encoding: gzip\r\n"))


@tried("a feed of chunks without an end", status=2, says="it is larger than 50 MB")
def _():
    piece = b"%x\r\n" % (len(ITEM) * 1_000) + ITEM * 1_000 + b"\r\n"
    return Server(without_end(b"%x\r\n" % len(FEED) + FEED + b"\r\n", piece, "application/rss+xml", "Transfer-Encoding: chunked\r\n"))


@tried("a gzip bomb from a server", status=2, says="it is larger than 50 MB")
def _():
    bomb = packed(zeros(1_000 * MB, b"<p>Ten died.</p>"))
    return Server(lambda *_: whole(bomb, status="200 OK\r\nContent-Encoding: gzip"))


@tried("a feed whose sitemaps lead to ever more sitemaps", status=2, says="it stands in a sitemap that another one led to", flags=["--allow-private"])
def _():
    index = "<sitemapindex><sitemap><loc>/{}</loc></sitemap></sitemapindex>"
    return Server(lambda path, _: whole(b"" if path == "/robots.txt" else index.format(len(path)).encode() + b" " * len(path), "text/xml"), "/a")


@tried("a feed whose entries lead to private machines", status=2, says="it stands in a private network", flags=["--follow"])
def _():
    links = ("http://127.0.0.1:1/", "http://[::1]:1/", "http://0x7f.1:1/", "http://localhost:1/", "http://169.254.169.254/latest/meta-data/")
    items = "".join(f"<item><title>Flood</title><link>{it}</link></item>" for it in links)
    return Server(lambda *_: whole(FEED + items.encode() + b"</channel></rss>", "application/rss+xml"))


@tried("a page that trickles in, a byte a second", status=2, says="it took longer than 60 seconds")
def _():
    def answer(_, server):
        yield head() + PAGE.encode()
        while not server.is_over:
            yield b"a"
            time.sleep(1)

    return Server(answer)


@tried("a server that says nothing", status=2, says="it took longer than 60 seconds")
def _():
    def answer(_, server):
        while not server.is_over:
            time.sleep(1)
        yield b""

    return Server(answer)


@tried("a head without an end", status=2, says="its answer is no HTTP")
def _():
    def answer(*_):
        yield b"HTTP/1.1 200 OK\r\n"
        while True:
            yield b"X-Nothing: nothing\r\n" * 1_000

    return Server(answer)


@tried("a line of a head without an end", status=2, says="the head of its answer is too long")
def _():
    def answer(*_):
        yield b"HTTP/1.1 200 OK\r\nX-Nothing: "
        while True:
            yield b"a" * 10_000

    return Server(answer)


@tried("redirects in a circle", status=2, says="it leads back to itself")
def _():
    return Server(lambda path, _: whole(b"", status="302 Found\r\nLocation: " + ("/b" if path == "/a" else "/a")), "/a")


@tried("redirects without an end", status=2, says="it leads on to another address more than 5 times")
def _():
    return Server(lambda path, _: whole(b"", status=f"302 Found\r\nLocation: {path}a"), "/a")


@tried("a redirect to a file", status=2, says="which is not a web address")
def _():
    return Server(lambda *_: whole(b"", status="302 Found\r\nLocation: file:///etc/passwd"))


@tried("an answer shorter than it says", status=2, says="the host broke off its answer")
def _():
    def answer(*_):
        yield head(more="Content-Length: 1000000\r\n") + PAGE.encode()

    return Server(answer)


@tried("an answer longer than it says", shows=KILLED)
def _():
    def answer(*_):
        yield head(more=f"Content-Length: {len(PAGE)}\r\n") + PAGE.encode() + STORY.encode() * 1_000

    return Server(answer)


@tried("an answer that says it has 10^18 bytes", status=2, says="the host broke off its answer")
def _():
    def answer(*_):
        yield head(more="Content-Length: 1000000000000000000\r\n") + PAGE.encode()

    return Server(answer)


@tried("a robots.txt without an end", shows=KILLED, flags=["--follow"])
def _():
    def answer(path, _):
        if path == "/robots.txt":
            yield head("text/plain")
            while True:
                yield b"User-agent: other\nDisallow: /\n" * 1_000
        elif path == "/":
            yield from whole(FEED + ITEM + b"</channel></rss>", "application/rss+xml")
        else:
            yield from whole((PAGE + END).encode())

    return Server(answer)


@tried("a server that asks for a day of rest", status=2, says="asks to be left alone for 86400 seconds")
def _():
    return Server(lambda *_: whole(b"", status="503 Service Unavailable\r\nRetry-After: 99999999"))
