"""Changes that damage, tamper and hostility make to an input. Each takes a source of chance, the bytes and all seeds,
and gives other bytes; what is read is in seeds.py."""

import gzip
import re

import seeds

# No input grows beyond this by a change.
MOST = 400_000

TAGS = (
    "<div>", "<b>", "<b><p>", "<table><tr><td>", "<ul><li>", "<a href=x>", "<font size=1><p>", "<svg>", "<template>", "<select>",
    "<span class=share>", "<blockquote>", "<figure><figcaption>", "<math>", "<noscript>", "<frameset>", "<textarea>", "<title>",
    "<script type=application/ld+json>", "<script>", "<style>", "<!--", "<![CDATA[", "<article>", "<h1>", "<h3>Related</h3>",
    "<div hidden>", "<item>", "<entry><content>", "<newsItem>", "<inlineXML>", "<div itemscope itemprop=articleBody>", "<button>", "<form>",
    "</p>", "</div>", "</body></html>", "</table>", "</html>", "]]>", "<br>", "<hr>", "<p ", "<p a='", "<a href=\"", "</", "<",
)
ENTITIES = (
    "&#0;", "&#x110000;", "&#xD800;", "&#xDFFF;", "&#99999999999999999999;", "&#x;", "&#;", "&amp", "&amp;amp;amp;lt;", "&nosuch;", "&notit;",
    "&CounterClockwiseContourIntegral;", "&#8238;", "&#x85;", "&#128;", "&nbsp;", "&shy;", "&zwj;", "&", "&&&&", "&lt;p&gt;", "&#xFFFE;",
)
BYTES = (
    b"\0", b"\0\0\0\0", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xed\xa0\xbd\xed\xb8\x80", b"\xc0\x80",
    b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\x80", b"\xe2\x80", b"\x1b$B", b"\x1b(B", b"\x01", b"\x02", b"\x03", b"\x0c", b"\x0b", b"\x7f",
    b"\x85", b"\r", b"\r\r\n", b"\x1a", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"PK\x03\x04",
)
LETTERS = (
    "\u202e", "\u2066", "\u2069", "\u200f", "\u200d", "\u200b", "\ufeff", "\u2028", "\u2029", "\u00a0", "\u3000", "\u1680", "\u00ad", "\ufffd",
    "\u0301", "\u0301" * 500, "İ", "ß", "ﬃ", "ǆ", "ſ", "K", "ᾆ", "Σς", "👩‍👩‍👧‍👦", "🇩🇪", "𝟗𝟗", "٩٩", "९९", "九十九人", "①", "½", "⅔", "«", "»", "“", "”", "’", "\U0010ffff",
    "\ud7ff", "\ue000", "\ufdd0", "\x85", "ﷺ" * 50, "a" * 20_000, "-(" * 2_000, "\"" * 999, "'" * 999, "(" * 5_000, "—" * 400, ", " * 3_000, "!" * 5_000,
)
NUMBERS = (
    "0", "-1", "-0", "1", "2", "9", "99", "255", "256", "65535", "65536", "2147483647", "2147483648", "4294967295", "4294967296", "9223372036854775807",
    "9223372036854775808", "18446744073709551615", "18446744073709551616", "1" + "0" * 40, "9" * 400, "1e400", "1e-400", "0x7f", "1,000,000,000,000",
    "1.5", "NaN", "٣", "३", "Ⅳ", "¹", "",
)
DAYS = (
    "0000-00-00", "0000-01-01", "0001-01-01", "9999-12-31", "-9999-01-01", "-009999-01-01T00:00:00Z", "10000-01-01", "2016-13-45", "2016-02-30",
    "2016-03-07T99:99:99+99:99", "2016-03-07T24:00:00Z", "2016-03-07T06:30:60-25:59", "31 February 2016", "February 29, 1900", "Mon, 99 Foo 9999 25:61:61 +9999",
    "Sunday", "yesterday", "last month", "a million years ago", "since 1 January 0001", "99999999999999", "-62135596801", "253402300800", "1457328600000",
    "next century", "the 1990s", "two centuries later", "on Friday",
)
CHARSETS = (
    "utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-7", "windows-1252", "iso-8859-1", "koi8-r", "shift_jis", "gb18030", "big5", "euc-kr",
    "iso-2022-jp", "iso-2022-kr", "hz-gb-2312", "x-user-defined", "replacement", "no-such-set", "", "\"", "a" * 5_000,
)
NEWS = (
    "At least ", "as many as ", "between 3 and 99999999999 ", "dozens of ", "a quarter of a million ", "two and a half hundred thousand ", "no ", "none of the ",
    "killed ", "were injured", " died", "civilians", "12 of them children", "including ", ", police said.", "said it had not said that ", "\n\nRelated stories\n\n",
    "\n\nLatest news\n\n", "market.jpg\n", "(Photo: EPA/X) ", "By Rana Odeh\n", "TAMRIT, March 7 (dpa) - ", "claimed responsibility for ", "denied ", "the group ", "it ",
    "on Monday ", "in Homs ", "an hour later, ", "the year before ", "not only ", "which who that whom ", "he said she said they said it said ", "Sunday's ", "'s", "--", "...", ". . .",
)
PIECES = (
    "{", "[", "[" * 5_000, "{\"a\":" * 5_000, "\"", "\\", "\\u0000", "\\ud800", "\\udfff\\ud800", "\\", "null", "true", "[]", "{}", "{\"@graph\":[{\"@type\":\"NewsArticle\"}]}",
    "<!DOCTYPE x [<!ENTITY a \"&b;&b;\"><!ENTITY b \"&a;\">]>", "<?xml version=\"1.1\" encoding=\"utf-7\"?>", "<?", "xmlns=\"\"", "xmlns:a=\"x\" ", "xml:base=\"http://[::1\"",
    "=?utf-8?Q?=FF?=", "=?utf-8?B?////?=", "=?x?", "--=_a\r\n", "--=_a--", "--", "=\r\n", "=XX", "Content-Type: multipart/mixed; boundary=\"\"\r\n",
    "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 200, "Content-Type: message/rfc822\r\n\r\n" * 200, "Content-Encoding: gzip\r\n", "Content-Encoding: br, gzip, deflate\r\n",
    "Transfer-Encoding: chunked\r\n", "Content-Length: 99999999999\r\n", "Content-Length: -1\r\n", "WARC/1.0\r\n", "WARC/9.9\r\n\r\n", "WARC-Type: continuation\r\n", "WARC-Segment-Number: 2\r\n",
    "WARC-Type: revisit\r\n", "WARC-Target-URI: file:///etc/passwd\r\n", "HTTP/1.1 999 \r\n", "HTTP/9 200\r\n", "\r\n\r\n", "\n\n\n\n", ": \r\n" * 300, "x: y\r\n" * 3_000, "ffffffffffffffff\r\n", "-1\r\n", "0\r\n\r\n",
    "javascript:alert(1)", "data:text/html,x", "//", "http://", "http://user:pass@news.example:99999/", "../../..", "%00", "\\\\host\\share", "mailto:a@b",
)

# The most exact feeds and pages still lead nowhere: a sitemap of sitemaps would be fetched.
FETCHED = b"sitemapindex"


def place(chance, content):
    return chance.randrange(len(content) + 1)


def put(chance, content, piece):
    at = place(chance, content)
    return content[:at] + piece + content[at:]


def text(piece):
    return piece.encode("utf-8", "surrogatepass")


def cut(chance, content, _):
    return content[: place(chance, content)]


def cut_head(chance, content, _):
    return content[min(place(chance, content), 2_000) :]


def leave_out(chance, content, _):
    at = place(chance, content)
    return content[:at] + content[at + chance.randrange(1, 400) :]


def flip(chance, content, _):
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def overwrite(chance, content, _):
    at = place(chance, content)
    noise = chance.randbytes(chance.choice((1, 4, 16, 200)))
    return content[:at] + noise + content[at + len(noise) :]


def repeat(chance, content, _):
    at = place(chance, content)
    piece = content[at : at + chance.choice((1, 4, 30, 300, 3_000))]
    most = max(1, chance.choice((2_000, 2_000, 20_000, MOST)) // max(1, len(piece)))
    return content[:at] + piece * chance.randint(2, most + 2) + content[at:]


def splice(chance, content, all_seeds):
    other = chance.choice(all_seeds).base
    at, end = sorted((place(chance, other), place(chance, other)))
    return put(chance, content, other[at:end])


def swap(chance, content, _):
    a, b, c = sorted(place(chance, content) for _ in range(3))
    return content[:a] + content[b:c] + content[a:b] + content[c:]


def nest(chance, content, _):
    tag = text(chance.choice(TAGS))
    return put(chance, content, tag * chance.choice((1, 1, 2, 50, 500, 5_000)))


def tags_everywhere(chance, content, _):
    piece = text(chance.choice(TAGS + ENTITIES))
    n = chance.choice((10, 100, 1_000))
    step = max(1, len(content) // n)
    return piece.join(content[at : at + step] for at in range(0, len(content), step))[: len(content) + MOST]


def entities(chance, content, _):
    for _ in range(chance.randint(1, 5)):
        content = put(chance, content, text(chance.choice(ENTITIES)))
    return content


def odd_bytes(chance, content, _):
    for _ in range(chance.randint(1, 5)):
        content = put(chance, content, chance.choice(BYTES) * chance.choice((1, 1, 1, 300)))
    return content


def odd_letters(chance, content, _):
    for _ in range(chance.randint(1, 5)):
        content = put(chance, content, text(chance.choice(LETTERS)))
    return content


def news(chance, content, _):
    for _ in range(chance.randint(1, 8)):
        content = put(chance, content, text(chance.choice(NEWS)))
    return content


def pieces(chance, content, _):
    for _ in range(chance.randint(1, 3)):
        content = put(chance, content, text(chance.choice(PIECES)))
    return content


def number(chance, content, _):
    return exchange(chance, content, rb"\d+", NUMBERS)


def day(chance, content, _):
    if chance.random() < 0.5:
        return put(chance, content, text(chance.choice(DAYS)))
    return exchange(chance, content, rb"\d{4}-\d\d-\d\d[\dT:.+Z -]*|\d+ March \d+|March \d+, \d+|\b[MTWFS]\w+day\b", DAYS)


def charset(chance, content, _):
    how = chance.randrange(3)
    if how == 0:
        return exchange(chance, content, rb"(?i)utf-?8|windows-1252", CHARSETS)
    name = chance.choice(("utf-16-le", "utf-16-be", "utf-32", "cp1252", "koi8-r", "shift_jis", "gb18030", "iso2022_jp", "utf-7", "cp037"))
    if how == 1:
        return content.decode("utf-8", "replace").encode(name, "replace")
    return content.decode(name, "replace").encode("utf-8", "replace")[: len(content) + MOST]


def lines(chance, content, _):
    """Lines of a head left out, doubled, made longer, put elsewhere, or ended otherwise."""
    all_lines = content.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(min(len(all_lines), 20))
        how = chance.randrange(6)
        if how == 0 and len(all_lines) > 1:
            del all_lines[at]
        elif how == 1:
            all_lines.insert(at, all_lines[at])
        elif how == 2:
            all_lines[at] = all_lines[at].replace(b": ", b": " + b"a" * chance.choice((10, 1_000, 70_000)), 1)
        elif how == 3:
            all_lines[at] = all_lines[at].replace(b":", chance.choice((b"", b" :", b"::", b"=", b"\0:")), 1)
        elif how == 4:
            all_lines.insert(chance.randrange(len(all_lines)), all_lines[at])
        else:
            all_lines[at] = all_lines[at].swapcase()
    return chance.choice((b"\n", b"\n", b"\r", b"\r\n", b"\n\n")).join(all_lines)


def casing(chance, content, _):
    return content.upper() if chance.random() < 0.7 else content.lower()


def spaces(chance, content, _):
    space = text(chance.choice(("\u00a0", "\u2003", "\t", "\n", "\n\n", "\r", "\u200b", "", "  ", "\u2028", "\x0b", "\x85")))
    return content.replace(b" ", space)


def pack(chance, content, _):
    for _ in range(chance.randint(1, 4)):
        content = gzip.compress(content, 1, mtime=0)
    return content


def bomb(chance, content, _):
    """What takes little room and unpacks to much, after the beginning as it was."""
    return put(chance, content, chance.choice((b"\0", b" ", b"\n", b"<p>", b"a")) * chance.choice((100_000, 1_000_000, 3_000_000)))


def exchange(chance, content, what, others):
    found = list(re.finditer(what, content[:100_000]))
    if not found:
        return content
    for it in sorted(chance.sample(found, min(len(found), chance.choice((1, 1, 3)))), key=lambda it: -it.start()):
        content = content[: it.start()] + text(chance.choice(others)) + content[it.end() :]
    return content


# How often each change is made, and whether it makes sense in what is packed.
OF_TEXT = (
    [cut, leave_out, flip, repeat, splice, swap, nest, tags_everywhere, entities, odd_bytes, odd_letters, news, pieces, number, day, charset, lines] * 3
    + [overwrite, cut_head, casing, spaces]
    + [pack]
)
OF_PACKED = [cut, cut, leave_out, flip, flip, flip, overwrite, repeat, swap, number, pieces, odd_bytes, cut_head, pack, splice]


def is_packed(content):
    return content[:2] in (b"\x1f\x8b", b"\x28\xb5", b"PK") or content.count(b"\0") > len(content) // 20


def mutated(chance, all_seeds):
    """A seed with one change or several, at any depth of its wrapping; its ending and its bytes."""
    seed = chance.choice(all_seeds)
    content = seed.base
    layers = [None, *seed.wraps]
    changed_at = {chance.randrange(len(layers)) for _ in range(chance.choice((1, 1, 2)))}
    for at, wrap in enumerate(layers):
        if wrap is not None:
            content = wrap(content)
        if at in changed_at:
            for _ in range(chance.choice((1, 1, 1, 2, 4))):
                change = chance.choice(OF_PACKED if is_packed(content) else OF_TEXT)
                content = change(chance, content, all_seeds)
            is_last = at == len(layers) - 1
            if not is_last and chance.random() < 0.005:
                content = bomb(chance, content, all_seeds)
    ending = seed.ending if chance.random() < 0.95 else chance.choice(all_seeds).ending
    if FETCHED in content.lower():
        return ".txt", b""
    return ending, content
