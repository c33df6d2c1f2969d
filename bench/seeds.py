"""Inputs of every kind that the program reads, made from the reports and pages of this repository.

A seed is what a reader sees (`base`) and how it is wrapped on its way to a file: a page is put into an answer, that
into a record, that into a packed member. So a change can be made at any depth, and the wrapping around it be right.

    python3 bench/seeds.py FOLDER          writes them as they are
    python3 bench/seeds.py --fuzz FOLDER   and as the targets of fuzz/ take them, in a folder each
"""

import base64
import gzip
import html
import io
import json
import pathlib
import re
import sys
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Callable

ROOT = pathlib.Path(__file__).resolve().parent.parent
SITE = "https://news.example"
DAY = "2016-03-07T06:30:00+01:00"
RFC_DAY = "Mon, 07 Mar 2016 06:30:00 +0100"


@dataclass
class Seed:
    ending: str
    base: bytes
    wraps: list[Callable[[bytes], bytes]] = field(default_factory=list)

    def bytes(self):
        wrapped = self.base
        for wrap in self.wraps:
            wrapped = wrap(wrapped)
        return wrapped


@dataclass
class Story:
    number: int
    title: str
    paragraphs: list[str]

    @property
    def url(self):
        return f"{SITE}/world/{self.number}"

    @property
    def text(self):
        return "\n\n".join(self.paragraphs)


def stories():
    """The reports of corpus/open that are plain text."""
    found = []
    for number, file in enumerate(sorted((ROOT / "corpus" / "open").glob("*.txt"))):
        title, *paragraphs = [it.strip() for it in re.split(r"\n\s*\n", file.read_text("utf-8")) if it.strip()]
        found.append(Story(number, " ".join(title.split()), paragraphs or [title]))
    return found


# Wrappings.


def zstd(content):
    """A frame of Zstandard whose blocks are stored as they are."""
    blocks = [content[at : at + 100_000] for at in range(0, len(content), 100_000)] or [b""]
    frame = b"\x28\xb5\x2f\xfd\xa0" + len(content).to_bytes(4, "little")
    for at, block in enumerate(blocks):
        frame += (len(block) << 3 | (at == len(blocks) - 1)).to_bytes(3, "little") + block
    return frame


def brotli(content):
    """A stream of brotli whose blocks are stored as they are: a window of 64 KB, lengths of 16 bits."""
    stream, n_bits, bits = bytearray(), 1, 0
    for at in range(0, len(content), 65536):
        block = content[at : at + 65536]
        # Not the last; four nibbles of length; the length less one; stored.
        bits |= ((len(block) - 1) << 3 | 1 << 19) << n_bits
        n_bits += 20
        stream += bits.to_bytes((n_bits + 7) // 8, "little") + block
        n_bits = bits = 0
    # The last, and empty.
    return bytes(stream + (3 << n_bits).to_bytes(1, "little"))


def pack(content):
    return gzip.compress(content, 6, mtime=0)


def answer(content, kind="text/html; charset=utf-8", more=""):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def chunked(content):
    chunks = [content[at : at + 1000] for at in range(0, len(content), 1000)]
    body = b"".join(f"{len(it):x}\r\n".encode() + it + b"\r\n" for it in chunks)
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head.encode() + body + b"0\r\n\r\n"


def deflated(content):
    return answer(zlib.compress(content), more="Content-Encoding: deflate\r\n")


def packed_answer(content):
    return answer(pack(content), more="Content-Encoding: gzip\r\n")


def record(content, kind="response", content_type="application/http; msgtype=response", target=f"{SITE}/1"):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Target-URI: {target}\r\nWARC-Date: 2016-03-07T05:30:00Z\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def resource(content):
    return record(content, "resource", "text/html")


def wet(content):
    return record(content, "conversion", "text/plain")


def with_requests(content):
    """A record among those that crawlers write beside it."""
    info = record(b"software: none\r\nformat: WARC File Format 1.0\r\n", "warcinfo", "application/warc-fields")
    asked = record(b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n", "request", "application/http; msgtype=request")
    return info + asked + content + record(b"fetchTimeMs: 12\r\n", "metadata", "application/warc-fields")


def twice(content):
    return content + content


def wacz(name, how=zipfile.ZIP_STORED):
    def wrap(content):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", how) as archive:
            archive.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1", "resources": []}')
            archive.writestr(name, content)
        return file.getvalue()

    return wrap


def utf16(content):
    return b"\xff\xfe" + content.decode("utf-8", "replace").encode("utf-16-le")


def in_charset(name):
    """A page that says which character set it has."""

    def wrap(content):
        text = content.decode("utf-8", "replace").replace("utf-8", name)
        return text.encode(name, "xmlcharrefreplace")

    return wrap


def ninjs_line(content):
    return b" ".join(content.split()) + b"\n"


# Pages.


def paragraphs(story):
    return "".join(f"<p>{html.escape(it)}</p>\n" for it in story.paragraphs)


def plain_page(story):
    title = html.escape(story.title)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Example Times</title>'
        f'<link rel="canonical" href="{story.url}"></head><body><header><nav><a href="/">Home</a> <a href="/world">World</a>'
        f'</nav></header><main><article><h1>{title}</h1><p class="byline">By Rana Odeh</p>'
        f'<time datetime="{DAY}">7 March 2016</time><figure><img src="/a.jpg" width="800"><figcaption>The market of Tamrit. '
        f"(Ilya Samar/AFP)</figcaption></figure>{paragraphs(story)}</article></main>"
        f'<aside class="related"><h3>Related stories</h3><ul><li><a href="/2">Who was at the market of Tamrit</a></li>'
        f'<li><a href="/3">What the army says of the bridge</a></li></ul></aside><footer>&copy; Example Times</footer></body></html>'
    )


def linked_page(story):
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": story.title,
                "datePublished": DAY,
                "dateModified": "2016-03-07T09:00:00Z",
                "author": [{"@type": "Person", "name": "Rana Odeh"}, {"@type": "Person", "name": "Ilya Samar"}],
                "publisher": {"@type": "Organization", "name": "Example Times"},
                "image": {"@type": "ImageObject", "url": "/a.jpg", "caption": "The market", "width": 1200},
                "articleBody": story.text,
            },
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "name": "World"}]},
        ],
    }
    title = html.escape(story.title)
    return (
        f'<!doctype html><html lang=en><head><meta charset="utf-8"><meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="Example Times"><meta property="article:published_time" content="{DAY}">'
        f'<meta name="author" content="Rana Odeh"><meta property="og:image" content="/a.jpg">'
        f'<script type="application/ld+json">{json.dumps(data)}</script><style>p {{ margin: 0 }}</style></head><body>'
        f'<div class="article-body" itemprop="articleBody">{paragraphs(story)}</div>'
        f'<div class="comments"><h3>Comments</h3><p>So it goes, said a reader who had seen it.</p></div></body></html>'
    )


def old_page(story):
    lines = "<br><br>".join(html.escape(it) for it in story.paragraphs)
    return (
        f'<HTML><HEAD><TITLE>{html.escape(story.title)}</TITLE><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
        f'</HEAD><BODY><TABLE><TR><TD width=120><A HREF="/">Home</A><BR><A HREF="/2">World</A></TD><TD><FONT size=4><B>'
        f"{html.escape(story.title)}</B></FONT><P>March 7, 2016<P>{lines}</TD></TR></TABLE></BODY></HTML>"
    )


def live_page(story):
    posts = "".join(
        f'<div class="live-blog-post" id="post-{at}"><time datetime="2016-03-07T{at % 24:02}:00:00Z">{at % 24:02}:00</time><p>{html.escape(it)}</p></div>'
        for at, it in enumerate(story.paragraphs)
    )
    title = html.escape(story.title)
    return f'<html><head><title>{title}</title></head><body><h1>{title}</h1><p>This story is being updated.</p>{posts}</body></html>'


# Mails, feeds, wire, lists.


def mail(story, body, kind):
    head = (
        f"From: Rana Odeh <rana@news.example>\r\nTo: desk@news.example\r\nSubject: {story.title}\r\nDate: {RFC_DAY}\r\n"
        f"Message-ID: <{story.number}@news.example>\r\nMIME-Version: 1.0\r\n{kind}\r\n\r\n"
    )
    return (head + body).encode()


def plain_mail(story):
    return mail(story, story.text, "Content-Type: text/plain; charset=utf-8")


def mail_of_parts(story):
    part = "--=_a\r\nContent-Type: text/{}; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n\r\n{}\r\n"
    quoted = story.text.replace("=", "=3D").replace(" the ", " the=20=\r\n")
    packed = base64.encodebytes(linked_page(story).encode()).decode()
    inner = plain_mail(story).decode()
    body = (
        part.format("plain", "quoted-printable", quoted)
        + part.format("html", "base64", packed)
        + f"--=_a\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--=_a--\r\n"
    )
    return mail(story, body, 'Content-Type: multipart/alternative; boundary="=_a"')


def newsletter(all_stories):
    items = "".join(
        f'<h2><a href="{it.url}">{html.escape(it.title)}</a></h2><p>{html.escape(it.paragraphs[0])}</p>' for it in all_stories
    )
    return mail(all_stories[0], f"<html><body>{items}<p>Unsubscribe</p></body></html>", "Content-Type: text/html; charset=utf-8")


def rss(all_stories):
    items = "".join(
        f'<item><title>{html.escape(it.title)}</title><link>{it.url}</link><guid isPermaLink="true">{it.url}</guid>'
        f"<pubDate>{RFC_DAY}</pubDate><dc:creator>Rana Odeh</dc:creator><description>{html.escape(it.paragraphs[0])}</description>"
        f'<content:encoded><![CDATA[{paragraphs(it)}]]></content:encoded><media:content url="/a.jpg" medium="image"/></item>'
        for it in all_stories
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
        f"<title>Example Times</title><link>{SITE}</link><language>en</language>{items}</channel></rss>"
    ).encode()


def atom(all_stories):
    entries = "".join(
        f'<entry><title type="html">{html.escape(it.title)}</title><link rel="alternate" href="{it.url}"/><id>{it.url}</id>'
        f"<updated>{DAY}</updated><author><name>Rana Odeh</name></author><summary>{html.escape(it.paragraphs[0])}</summary>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{paragraphs(it)}</div></content></entry>'
        for it in all_stories
    )
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example Times</title>{entries}</feed>'.encode()


def json_feed(all_stories):
    items = [
        {"id": it.url, "url": it.url, "title": it.title, "content_html": paragraphs(it), "date_published": DAY, "authors": [{"name": "Rana Odeh"}]}
        for it in all_stories
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Example Times", "language": "en", "items": items}
    return json.dumps(feed, ensure_ascii=False).encode()


def sitemap(all_stories):
    urls = "".join(
        f"<url><loc>{it.url}</loc><news:news><news:publication><news:name>Example Times</news:name><news:language>en</news:language>"
        f"</news:publication><news:publication_date>{DAY}</news:publication_date><news:title>{html.escape(it.title)}</news:title></news:news></url>"
        for it in all_stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    ).encode()


def ninjs(story):
    item = {
        "uri": f"urn:news.example:{story.number}",
        "type": "text",
        "version": "3",
        "versioncreated": DAY,
        "firstcreated": "2016-03-07T05:00:00Z",
        "pubstatus": "usable",
        "urgency": 3,
        "language": "en",
        "headline": story.title,
        "byline": "By Rana Odeh",
        "located": "Tamrit",
        "body_xhtml": paragraphs(story),
        "associations": {"picture": {"type": "picture", "body_text": "The market", "renditions": {"a": {"href": "/a.jpg", "width": 800}}}},
    }
    return json.dumps(item, indent=1, ensure_ascii=False).encode()


def ninjs3(story):
    item = {
        "uri": f"urn:news.example:{story.number}",
        "standard": {"name": "ninjs", "version": "3.0"},
        "contentCreated": DAY,
        "versionCreated": DAY,
        "headlines": [{"role": "main", "value": story.title}],
        "bodies": [{"contentType": "text/plain", "value": story.text}, {"contentType": "text/html", "value": paragraphs(story)}],
        "evolvedFrom": "urn:news.example:0",
        "infoSources": [{"name": "dpa"}],
    }
    return json.dumps(item, ensure_ascii=False).encode()


def newsml(story):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:news.example:1" version="2" '
        f'xml:lang="en"><catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_32.xml"/><itemMeta><itemClass qcode="ninat:text"/>'
        f'<provider literal="dpa"/><versionCreated>{DAY}</versionCreated><pubStatus qcode="stat:usable"/><signal qcode="sig:update"/></itemMeta>'
        f"<contentMeta><contentCreated>{DAY}</contentCreated><by>Rana Odeh</by><headline>{html.escape(story.title)}</headline></contentMeta>"
        f'<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{paragraphs(story)}</body></html>'
        "</inlineXML></contentSet></newsItem>"
    ).encode()


def news_message(story):
    picture = (
        '<newsItem guid="urn:news.example:2"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentMeta><creditline>dpa</creditline>'
        '<description role="drol:caption">The market of Tamrit.</description></contentMeta><contentSet><remoteContent href="a.jpg" width="800"/>'
        "</contentSet></newsItem>"
    )
    item = newsml(story).decode().split("?>", 1)[1]
    return f'<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{item}{picture}</itemSet></newsMessage>'.encode()


def iptc7901(story):
    lines = "\r\n".join(f"    {it}" for it in story.paragraphs)
    return f"\x16\x16\x01dpa{story.number % 10000:04} 4 pl {len(story.text.split())}  Example/\r\n\x02{story.title} =\r\n{lines}\r\n\x03\r\n070630 Mar 16\r\n\x04".encode()


def articles(all_stories):
    lines = [
        {"url": it.url, "title": it.title, "maintext": it.text, "date_publish": "2016-03-07 06:30:00", "authors": ["Rana Odeh"], "outlet": "Example Times"}
        for it in all_stories
    ]
    return "".join(json.dumps(it, ensure_ascii=False) + "\n" for it in lines).encode()


def list_of_articles(all_stories):
    return json.dumps([{"link": it.url, "headline": it.title, "html": plain_page(it), "published": DAY} for it in all_stories], indent=1).encode()


def all_seeds():
    """One or more inputs of each kind."""
    found = []
    known = stories()
    for story in known:
        pages = [page(story).encode() for page in (plain_page, linked_page, old_page, live_page)]
        plain = "\n\n".join([story.title, *story.paragraphs]).encode()
        page = pages[story.number % len(pages)]
        found += [Seed(".txt", plain), Seed(".html", page), Seed(".html", pages[1])]
        more = [
            Seed(".eml", plain_mail(story)),
            Seed(".eml", mail_of_parts(story)),
            Seed(".json", ninjs(story)),
            Seed(".json", ninjs3(story)),
            Seed(".jsonl", ninjs(story), [ninjs_line, twice]),
            Seed(".xml", newsml(story)),
            Seed(".xml", news_message(story)),
            Seed(".txt", iptc7901(story)),
            Seed(".warc", page, [answer, record, with_requests]),
            Seed(".warc", page, [chunked, record, twice]),
            Seed(".warc", page, [packed_answer, record]),
            Seed(".warc.gz", page, [answer, record, pack, twice]),
            Seed(".warc.gz", page, [deflated, record, twice, pack]),
            Seed(".warc.gz", page, [answer, record, with_requests, pack, pack]),
            Seed(".warc.zst", page, [answer, record, zstd, twice]),
            Seed(".wet.gz", plain, [wet, pack]),
            Seed(".warc", page, [resource]),
            Seed(".wacz", page, [answer, record, pack, wacz("archive/a.warc.gz")]),
            Seed(".wacz", page, [answer, record, wacz("archive/a.warc", zipfile.ZIP_DEFLATED)]),
            Seed(".wacz", page, [answer, record, wacz("../../../a.warc")]),
            Seed(".html.gz", page, [pack]),
            Seed(".html.gz", page, [pack, pack, pack]),
            Seed(".html.zst", page, [zstd]),
            Seed(".html.br", page, [brotli]),
            Seed(".html", page, [utf16]),
            Seed(".html", page, [in_charset("windows-1252")]),
            Seed(".html", page, [in_charset("koi8-r")]),
            Seed(".html", page, [in_charset("shift_jis")]),
            Seed(".txt", plain, [utf16]),
        ]
        at = story.number * 5
        found += [more[(at + n) % len(more)] for n in range(5)]
    for at in range(0, len(known) - 4, 4):
        few = known[at : at + 4]
        makers = (rss, atom, json_feed, sitemap, articles, list_of_articles, newsletter)
        endings = (".rss", ".atom", ".json", ".xml", ".jsonl", ".json", ".eml")
        found += [Seed(ending, make(few)) for make, ending in zip(makers, endings)]
        found += [Seed(".jsonl.gz", articles(few), [pack]), Seed(".xml.gz", sitemap(few), [pack])]
    for folder in ("tests/pages", "outlets"):
        for file in sorted((ROOT / "crates" / "report" / folder).glob("*.html")):
            found.append(Seed(".html", file.read_bytes()))
    return found


# How the targets of fuzz/ take them.

# The forms and the kinds of page that a first byte stands for there.
FORMS = (".warc", ".warc.gz", ".warc.zst", ".jsonl", ".json", ".html.br")
KINDS = (".txt", ".html", ".eml", "ninjs", "newsml", "iptc7901")


def of_fuzz(all_seeds):
    """Target and content of each."""
    for seed in all_seeds:
        content = seed.bytes()
        if len(content) > 50_000:
            continue
        yield "page", content
        if seed.ending in FORMS:
            yield "archive", bytes([FORMS.index(seed.ending)]) + content
        if seed.ending in (".rss", ".atom", ".xml") or b"jsonfeed.org" in content:
            yield "feed", content
        kind = seed.ending
        for name, mark in (("ninjs", b'"uri"'), ("newsml", b"<newsItem"), ("iptc7901", b"\x16\x16\x01")):
            if mark in content[:400]:
                kind = name
        if kind in KINDS:
            yield "report", bytes([KINDS.index(kind)]) + content
    for file in sorted((ROOT / "crates" / "statement" / "rules").glob("*.toml")):
        # One rule a seed: the examples of a whole file take seconds.
        for rule in re.split(r"\n(?=\[\[\w+\]\]\n)", file.read_text("utf-8")):
            yield "rules", rule.encode()


def main():
    is_fuzz, into = sys.argv[1] == "--fuzz", pathlib.Path(sys.argv[-1])
    if is_fuzz:
        files = ((pathlib.Path(target) / f"{number:05}", content) for number, (target, content) in enumerate(of_fuzz(all_seeds())))
    else:
        files = ((f"{number:05}{seed.ending}", seed.bytes()) for number, seed in enumerate(all_seeds()))
    for name, content in files:
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
