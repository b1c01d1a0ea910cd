"""Mutations of good items that keep their structure: a parser must get past the first bytes before it can fail.

All chance comes from the `random.Random` that is handed in, so that a seed tells a whole run again.
"""

import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any

Draw = random.Random
Mutate = Callable[[Draw, bytes], bytes]

VALUES = (
    b"", b" ", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf0\x9f\x92\xa3", b"&#0;", b"&#xD800;",
    b"&#x110000;", b"&#1114112;", b"&undefined;", b"&amp;amp;", b"<", b">", b"\"", b"'", b"]]>", b"<![CDATA[", b"<!--",
    b"--", b"0", b"-1", b"1e999", b"NaN", b"9" * 30, b"1970-01-01", b"2099-12-31", b"0000-00-00",
    b"9999-12-31T23:59:60Z", b"Thu, 32 Foo 20255 99:99:99 +9999", b"10000-01-01", b"2025-02-30",
    b"Wed, 05 Feb 2025 09:00:00 +0000", b"javascript:alert(1)", b"file:///etc/passwd", b"http://[::1", b"http://169.254.169.254/",
    b"//x", b"?", b"#",
    b"http://a.test:99999/", b"\xe2\x80\xae", b"\r\n\r\n", b"a" * 5000, b"%00", b"en-" + b"x" * 90, b"..", b"\\u0000",
    b"\xc2\x85\xe2\x80\xa8", b"'; drop table documents", b"<script>alert(1)</script>", b"{}", b"[]", b"null", b"true",
)  # fmt: skip
JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 1e308, float("nan"), float("inf"), "", " ", "\x00", "\ud800", "x" * 5000, [], {},
    [[]], [None], {"": None}, {"value": {}}, "1970-01-01", "2099-12-31", "2025-02-30", "20250205T090000Z", "https://a.test/x",
    "javascript:alert(1)", "http://[", 1.5, "1e999", "\u202e", ["a", 1, None], {"id": []}, "2025M01",
)  # fmt: skip
CHARSETS = ("utf-8", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "koi8-r", "cp932", "gb18030", "utf-7",
            "idna", "hex", "undefined", "iso-2022-jp", "cp037", "unicode_escape")  # fmt: skip
_TOKEN = re.compile(rb"<[^<>]*>|[^<>]+")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_NUMBER = re.compile(rb"\d+")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_DOCTYPES = (
    b'<!DOCTYPE r [<!ENTITY a "b">]>', b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"<!DOCTYPE html>",
    b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">', b'<?xml-stylesheet href="file:///etc/passwd"?>', b"<!DOCTYPE",
)  # fmt: skip


def mutate_bytes(draw: Draw, content: bytes) -> bytes:
    """Cut, repeat, flip, insert, overwrite: without knowing what it is."""
    if not content:
        return draw.choice(VALUES)
    at, length = draw.randrange(len(content)), draw.choice((1, 2, 8, 64, 1024))
    end = at + length
    match draw.randrange(6):
        case 0:
            return content[:at] + content[end:]
        case 1:
            return content[:at] + content[at:end] * draw.randint(2, 30) + content[end:]
        case 2:
            return content[:at] + bytes([content[at] ^ 1 << draw.randrange(8)]) + content[at + 1 :]
        case 3:
            return content[:at] + draw.choice(VALUES) + content[at:]
        case 4:
            return content[:at] + draw.randbytes(min(length, 16)) + content[end:]
    return content[:at]


def mutate_markup(draw: Draw, content: bytes) -> bytes:
    """Tags, attributes and texts of XML or HTML moved, repeated, nested, emptied, or said in another charset."""
    tokens = _TOKEN.findall(content)
    if len(tokens) < 3:
        return mutate_bytes(draw, content)
    at = draw.randrange(len(tokens))
    match draw.randrange(10):
        case 0:
            tokens[at] = draw.choice(VALUES)
        case 1:
            tokens[at:at] = [draw.choice(tokens)]
        case 2:
            end = at + draw.randint(1, 40)
            tokens[at:end] = tokens[at:end] * draw.choice((2, 3, 50))
        case 3:
            del tokens[at : at + draw.randint(1, 10)]
        case 4:
            tags = [token for token in tokens if token[:1] == b"<" and token[1:2] not in b"!?/"] or [b"<div>"]
            tokens[at:at] = [draw.choice(tags)] * draw.choice((5, 300, 3000))
        case 5:
            tokens[at] = _ATTRIBUTE.sub(lambda found: found[1] + b'="' + draw.choice(VALUES) + b'"', tokens[at])
        case 6:
            other = draw.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        case 7:
            tokens[draw.choice((0, 1, at)) : 0] = [draw.choice(_DOCTYPES)]
        case 8:
            return _recode(draw, content)
        case _:
            texts = [n for n, token in enumerate(tokens) if token[:1] != b"<" and token.strip()] or [at]
            tokens[draw.choice(texts)] = draw.choice(VALUES)
    return b"".join(tokens)


def mutate_json(draw: Draw, content: bytes) -> bytes:
    """Values of a JSON tree replaced, taken out, repeated, nested."""
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return mutate_bytes(draw, content)
    places = list(_list_places(tree))
    for _ in range(draw.choice((1, 1, 2, 5)) if places else 0):
        holder, key = draw.choice(places)
        _change_place(draw, holder, key)
    text = json.dumps(draw.choice(JUNK) if draw.random() < 0.02 else tree, ensure_ascii=draw.random() < 0.5)
    if draw.random() < 0.03:
        depth = draw.choice((50, 2000, 100_000))
        text = "[" * depth + text + "]" * depth
    return text.encode("utf-8", "surrogatepass")


def mutate_table(draw: Draw, content: bytes) -> bytes:
    """Cells, columns and lines of comma-separated values changed."""
    rows = [line.split(b",") for line in content.split(b"\n")]
    row = draw.choice(rows)
    match draw.randrange(6):
        case 0:
            row[draw.randrange(len(row))] = draw.choice(VALUES)
        case 1:
            rows.insert(draw.randrange(len(rows)), list(draw.choice(rows)))
        case 2:
            del rows[draw.randrange(len(rows))]
        case 3:
            row.insert(draw.randrange(len(row) + 1), draw.choice(VALUES))
        case 4:
            del row[draw.randrange(len(row))]
        case _:
            column = draw.randrange(len(row))
            for other in rows:
                other[column:column] = other[column : column + 1]
    return b"\n".join(b",".join(row) for row in rows)


def mutate_lines(draw: Draw, content: bytes) -> bytes:
    """Lines changed, moved, repeated: texts, robots.txt, headers."""
    lines = content.split(b"\n")
    at = draw.randrange(len(lines))
    match draw.randrange(6):
        case 0:
            lines[at] = draw.choice(VALUES)
        case 1:
            lines[at:at] = [draw.choice(lines)] * draw.choice((1, 2, 500))
        case 2:
            del lines[at]
        case 3:
            name, colon, _ = lines[at].partition(b":")
            lines[at] = name + colon + draw.choice(VALUES)
        case 4:
            draw.shuffle(lines)
        case _:
            return _recode(draw, content)
    return b"\n".join(lines)


def mutate_zip(draw: Draw, content: bytes) -> bytes:
    """One part of an archive mutated as the markup it is, taken out, or renamed; at times the archive's own bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part.filename: archive.read(part) for part in archive.infolist()}
    except Exception:  # a mutant of before that is no archive any more
        return mutate_bytes(draw, content)
    if not parts or draw.random() < 0.2:
        return mutate_bytes(draw, content)
    name = draw.choice(sorted(parts))
    match draw.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[draw.choice(sorted(parts))] = parts[name]
        case 2:
            parts[name] = mutate_bytes(draw, parts[name])
        case 3:
            parts[name] = _NUMBER.sub(lambda found: draw.choice((found[0], b"99999999")), parts[name], 200)
        case _:
            parts[name] = mutate_markup(draw, parts[name])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return made.getvalue()


def mutate_pdf(draw: Draw, content: bytes) -> bytes:
    """Numbers and names of a PDF changed, its packed streams mutated and packed again."""
    match draw.randrange(4):
        case 0:
            found = draw.choice(list(_NUMBER.finditer(content)) or [None])
            if found is not None:
                number = draw.choice((b"0", b"1", b"65535", b"4294967295", b"99999999999999999999", b"-1"))
                return content[: found.start()] + number + content[found.end() :]
        case 1:
            return _mutate_stream(draw, content)
        case 2:
            names = sorted(set(re.findall(rb"/[A-Za-z]+", content)))
            if len(names) > 1:
                return content.replace(draw.choice(names), draw.choice(names), draw.choice((1, 50)))
    return mutate_bytes(draw, content)


def _mutate_stream(draw: Draw, content: bytes) -> bytes:
    found = draw.choice(list(_STREAM.finditer(content)) or [None])
    if found is None:
        return mutate_bytes(draw, content)
    try:
        packed = zlib.compress(mutate_lines(draw, zlib.decompressobj().decompress(found[1], 1_000_000)))
    except zlib.error:
        packed = mutate_bytes(draw, found[1])
    return content[: found.start(1)] + packed + content[found.end(1) :]


def _recode(draw: Draw, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    declared = re.sub(r"((?:charset|encoding)\s*=\s*[\"']?)[\w-]+", rf"\g<1>{draw.choice(CHARSETS)}", text, count=1)
    try:
        return declared.encode(draw.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", *CHARSETS[:10])), "replace")
    except (UnicodeError, LookupError):
        return declared.encode("utf-8", "replace")


def _list_places(tree: Any) -> Sequence[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        holder = waiting.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ():
            found.append((holder, key))
            waiting.append(holder[key])
    return found


def _change_place(draw: Draw, holder: Any, key: Any) -> None:
    try:
        match draw.randrange(4):
            case 0:
                del holder[key]
            case 1:
                holder[key] = [holder[key]] * draw.choice((0, 1, 3))
            case 2 if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                holder[key] = draw.choice(JUNK)
    except (KeyError, IndexError):
        return  # a change of before took it out
