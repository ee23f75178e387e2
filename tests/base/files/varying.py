"""Hostile files of each class, otherwise each time: sizes, places, encodings, and which trick stands where."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from random import Random

import pillow_heif
from PIL import Image

from motcua.base.files.errors import LIMIT_BYTES, LIMIT_PIXELS
from motcua.base.files.scanner import SIGNATURE
from tests.base.files import makers, varying_pdfs
from tests.base.files.varying_pdfs import paper, words

Maker = Callable[[Random], bytes]

SCRIPTS = (
    "<script>alert(1)</script>", "<SCRIPT SRC=//x>", "<html><body onload=alert(1)>", "<!DOCTYPE html><p>", "<HtMl>",
    "<iframe src=javascript:alert(1)>", "<svg/onload=alert(1)>", "<?php system($_GET[1]); ?>", "<?PHP phpinfo();",
)  # fmt: skip
"""What another program would run, as browsers and servers know it."""
MODES = ("RGB", "L", "CMYK", "1")


def canvas(by: Random, mode: str = "RGB") -> Image.Image:
    """Coloured fields of any size up to 400 × 400."""
    width, height = by.randint(17, 400), by.randint(17, 400)
    image = Image.new("RGB", (width, height), tuple(by.randbytes(3)))
    for _ in range(by.randint(1, 6)):
        left, top = by.randrange(width - 8), by.randrange(height - 8)
        image.paste(tuple(by.randbytes(3)), (left, top, by.randint(left + 1, width), by.randint(top + 1, height)))
    return image.convert(mode)


def jpeg(by: Random, **options: object) -> bytes:
    told = {"quality": by.randint(20, 95), "progressive": by.random() < 0.5, "optimize": by.random() < 0.5}
    return makers.saved(canvas(by, by.choice(("RGB", "L", "CMYK"))), "JPEG", **told | options)


def png(by: Random) -> bytes:
    mode = by.choice(("RGB", "RGBA", "L", "P", "1", "LA"))
    return makers.saved(canvas(by, mode), "PNG", compress_level=by.randint(0, 9))


def heic(by: Random) -> bytes:
    target = io.BytesIO()
    told = {"quality": by.randint(30, 90), "enc_params": {"preset": "ultrafast"}}
    pillow_heif.from_pillow(canvas(by)).save(target, **told)
    return target.getvalue()


def any_file(by: Random) -> bytes:
    return by.choice((jpeg, png, heic, paper))(by)


def zipped(by: Random) -> bytes:
    """A plain archive, an office document, a program of Java's, a bomb, one in another, one that climbs out."""
    kinds = (
        ("a.txt",), ("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), ("xl/workbook.xml",),
        ("META-INF/MANIFEST.MF", "A.class"), ("../../../etc/cron.d/x", "..\\..\\x.exe"), ("mimetype", "content.xml"),
        ("ppt/presentation.xml", "ppt/embeddings/oleObject1.bin"), ("x/" * 60 + "y",), ("con", "aux.txt"),
    )  # fmt: skip
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", by.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name in by.choice(kinds):
            archive.writestr(name, by.choice((words(by).encode(), by.randbytes(by.randint(0, 900)))))
        if by.random() < 0.3:
            archive.writestr("bomb", b"\0" * by.randint(100_000, 4_000_000), zipfile.ZIP_DEFLATED)
        archive.comment = by.randbytes(by.choice((0, 0, 7, 300))).replace(b"PK", b"--")
    return target.getvalue()


def text(by: Random) -> bytes:
    encoding = by.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1258"))
    return words(by, by.randint(1, 400)).encode(encoding, "ignore")


def html(by: Random) -> bytes:
    before = by.choice(("", "", " \r\n\t", "<?xml version='1.0'?>", "<!-- " + words(by) + " -->", "\ufeff"))
    return (before + by.choice(SCRIPTS) + words(by, 30)).encode(by.choice(("utf-8", "utf-8", "utf-16", "utf-7")))


def svg(by: Random) -> bytes:
    heads = (
        "", "<?xml version='1.0' encoding='UTF-8'?>", "<!DOCTYPE svg SYSTEM 'http://127.0.0.1:1/x.dtd'>",
        "<!DOCTYPE x [<!ENTITY a 'aaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
    )  # fmt: skip
    bodies = ("<script>alert(1)</script>", "<foreignObject><iframe src='//x'/></foreignObject>", "<text>&c;</text>",
              "<image href='file:///etc/passwd'/>", f"<text>{words(by)}</text>")  # fmt: skip
    content = f"{by.choice(heads)}<svg xmlns='http://www.w3.org/2000/svg' onload='x()'>{by.choice(bodies)}</svg>"
    return gzip.compress(content.encode()) if by.random() < 0.2 else content.encode()


def program(by: Random) -> bytes:
    heads = (b"MZ", b"\x7fELF\2\1\1", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"#!/bin/sh\n", b"dex\n035\0", b"\0asm",
             b"L\0\0\0\1\x14\2\0", b"@echo off\r\n", b"\xed\xab\xee\xdb", b"!<arch>\n", b"\x1bLua")  # fmt: skip
    return by.choice(heads) + by.randbytes(by.randint(20, 9000))


def old_office(by: Random) -> bytes:
    sector = by.choice((b"\x09\0", b"\x0c\0"))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\3\0\xfe\xff" + sector
    stream = by.choice(
        ("WordDocument", "Workbook", "PowerPoint Document", "Macros", "EncryptedPackage", "\1Ole10Native")
    )
    return head + b"\0" * by.randint(400, 900) + stream.encode("utf-16-le") + by.randbytes(by.randint(0, 5000))


def animated(by: Random) -> bytes:
    frames = [canvas(by, "P") for _ in range(by.randint(0, 12))]
    return makers.saved(canvas(by, "P"), "GIF", save_all=True, append_images=frames, loop=by.randint(0, 3))


def tiff(by: Random) -> bytes:
    pages = [canvas(by) for _ in range(by.randint(0, 4))]
    packing = by.choice(("raw", "tiff_lzw", "tiff_deflate", "jpeg"))
    return makers.saved(canvas(by), "TIFF", compression=packing, save_all=True, append_images=pages)


def infected(by: Random) -> bytes:
    """The test signature alone, in any text, over the edge of what is read at once, or behind any file."""
    before = by.choice((b"", b"\r\n", text(by), by.randbytes(64 * 1024 - by.randint(1, 67)), any_file(by), zipped(by)))
    return before + SIGNATURE + by.choice((b"", b"\n", by.randbytes(by.randint(1, 70_000))))


def infected_inside(by: Random) -> bytes:
    """In the comment of a photo, a text of a drawing, the head of a paper: the file is whole otherwise."""
    kind = by.choice(("comment", "chunk", "paper"))
    if kind == "comment":
        return jpeg(by, comment=by.randbytes(by.randint(0, 5000)) + SIGNATURE)
    if kind == "chunk":
        return with_chunk(png(by), by.choice((b"tEXt", b"eXIf", b"prVt")), b"a\0" + SIGNATURE)
    head, line, rest = paper(by).partition(b"\n")
    return head + line + b"%" + SIGNATURE + b"\n" + rest


def too_large(by: Random) -> bytes:
    """Any file with anything behind it, one byte or a mebibyte over the limit."""
    content, over = any_file(by), by.choice((1, 2, by.randint(3, 1024 * 1024)))
    return content + by.choice((b"\0", b" ", b"%\n"))[:1] * (LIMIT_BYTES + over - len(content))


def behind(maker: Maker) -> Maker:
    """Something that is not blank, then a file."""
    return lambda by: by.choice((b"hello ", b"\x01", text(by), b"GIF89a", b"\0" * 65, html(by))) + maker(by)


def cut(maker: Maker, least: int = 0, most: float = 1.0) -> Maker:
    """Cut anywhere between `least` bytes and that part of it, the last byte always missing."""

    def made(by: Random) -> bytes:
        whole = maker(by)
        return whole[: by.randint(least, max(least, int(len(whole) * most) - 1))]

    return made


def jpeg_of_nothing(by: Random) -> bytes:
    """Marked beginning and end, segments between them, no pixels."""
    kinds = by.choices(b"\xe0\xe1\xe2\xec\xfe\xdb", k=by.randint(0, 5))
    parts = [segment(kind, by.randbytes(by.randint(0, 300))) for kind in kinds]
    return b"\xff\xd8" + (b"".join(parts) or b"\xff") + b"\xff\xd9"


def segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def with_segment(photo: bytes, content: bytes, by: Random) -> bytes:
    """In a comment, or in what a program of its own would keep (APP1 to APP13)."""
    return photo[:2] + segment(by.choice((0xFE, 0xE1, 0xE2, 0xE5, 0xED)), content) + photo[2:]


def with_chunk(drawing: bytes, kind: bytes, content: bytes, at: int = 33) -> bytes:
    """Behind the head, which is 33 bytes long with the sign of the format."""
    return drawing[:at] + makers.png_chunk(kind, content) + drawing[at:]


def png_broken(by: Random) -> bytes:
    """The compressed pixels, their sum or the head are changed."""
    content = bytearray(png(by))
    at = content.index(b"IDAT") + by.choice((4, 5)) if by.random() < 0.5 else by.randint(8, 32)
    content[at] ^= by.randint(1, 255)
    return bytes(content)


def bomb(by: Random) -> bytes:
    """A drawing or a photo that claims more pixels than are borne: hugely, or by a few."""
    side = by.choice((7086, 20_000, 65_000))
    other = max(LIMIT_PIXELS // side + by.randint(1, 9), by.choice((1, 40_000)))
    if by.random() < 0.5:
        return makers.png_bomb(*by.sample((side, other), 2))
    photo = bytearray(makers.jpeg(progressive=by.random() < 0.5))
    at = next(photo.index(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if mark in photo)
    photo[at + 5 : at + 9] = struct.pack(">HH", min(other, 65_500), max(side, 1 + LIMIT_PIXELS // min(other, 65_500)))
    return bytes(photo)


def script(by: Random) -> bytes:
    said = by.choice(SCRIPTS)
    return (by.choice(("", "\n", words(by), "GIF89a/*")) + said + words(by, 9)).encode()


def noise(by: Random) -> bytes:
    """Not blank, no photo, no trailer of a camera's maker."""
    return by.choice((b"\1", b"x", b"\xff\xd9", b"--")) + by.randbytes(by.randint(1, 3000)) + b"."


def photo_with_segment(by: Random) -> bytes:
    return with_segment(jpeg(by), script(by), by)


def photo_after_photo(by: Random) -> bytes:
    """Taken for what a camera adds, were it not for the script in it, within the second picture or behind it."""
    second = with_segment(jpeg(by), script(by), by) if by.random() < 0.5 else jpeg(by) + script(by)
    return jpeg(by) + b"\0" * by.choice((0, 0, 9)) + second


def drawing_with_script(by: Random) -> bytes:
    drawing, said = png(by), script(by)
    if by.random() < 0.5:
        return drawing + b"\0" * by.randint(0, 40) + said
    kind = by.choice((b"tEXt", b"iTXt", b"eXIf", b"prVt"))
    return with_chunk(drawing, kind, b"a\0" + said, by.choice((33, len(drawing) - 12)))


def heic_with_box(by: Random) -> bytes:
    """In a box of its own that every reader skips."""
    content, said = heic(by), script(by)
    return content + struct.pack(">I", len(said) + 8) + by.choice((b"free", b"skip", b"uuid", b"udta")) + said


def added(maker: Maker, tail: Maker) -> Maker:
    return lambda by: maker(by) + tail(by)


def padded(maker: Maker) -> Maker:
    return lambda by: by.choice((b"", b"\0" * by.randint(1, 500))) + maker(by)


VARYING: dict[str, Maker] = {
    "empty": lambda by: b"",
    "one byte": lambda by: by.choice((b"\xff", b"\xff\xd8", b"\x89PNG", b"%PDF", b"\0", b"PK")),
    "over the limit": too_large,
    "text": text,
    "html": html,
    "svg": svg,
    "zip": zipped,
    "gif": animated,
    "tiff": tiff,
    "webp": lambda by: makers.saved(canvas(by, "RGBA"), "WEBP", lossless=by.random() < 0.5),
    "bmp": lambda by: makers.saved(canvas(by, by.choice(("RGB", "L", "1"))), "BMP"),
    "program": program,
    "old word": old_office,
    "virus test text": infected,
    "virus test text in a jpeg": infected_inside,
    "pdf behind text": behind(paper),
    "jpeg cut": cut(jpeg, 30),
    "jpeg head only": cut(jpeg, 4, 0.05),
    "jpeg without pixels": jpeg_of_nothing,
    "png cut": cut(png, 12),
    "png with broken pixels": png_broken,
    "heic cut": cut(heic, 24),
    "picture bomb": bomb,
    "jpeg with php": added(jpeg, lambda by: b"<?php " + words(by).encode()),
    "jpeg with html": added(jpeg, padded(script)),
    "jpeg with noise": added(jpeg, padded(noise)),
    "jpeg with zip": added(jpeg, padded(zipped)),
    "jpeg with pdf": added(jpeg, padded(paper)),
    "jpeg with a second picture and a script": photo_after_photo,
    "jpeg with a script as comment": photo_with_segment,
    "png with html": drawing_with_script,
    "png with zip": added(png, padded(zipped)),
    "heic with html": added(heic, script),
    "heic with html in a box": heic_with_box,
    "heic with zip": added(heic, zipped),
} | varying_pdfs.VARYING  # fmt: skip
CUT = ("file.damaged", "file.hidden_content")
ALSO = {
    "jpeg cut": CUT,
    "png cut": CUT,
    "heic cut": CUT,
    "pdf cut": CUT,
    "pdf nested beyond its reader": ("file.damaged",),
}
"""Further verdicts of which each is right: what a cut leaves may look like a whole with a foreign tail."""


def variant(kind: str, number: int) -> bytes:
    """The same for the same number on every machine, as far as the libraries that make it are the same."""
    return VARYING[kind](Random(f"{kind} {number}"))
