"""Files as people and attackers send them, made on the spot."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

SCRIPT = b"<script>alert(1)</script>"


def picture(width: int = 320, height: int = 240, mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).rectangle((10, 10, width // 2, height // 2), fill=(200, 30, 30))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def jpeg(mode: str = "RGB", **options: object) -> bytes:
    return saved(picture(mode=mode), "JPEG", **options)


def png(mode: str = "RGB", **options: object) -> bytes:
    return saved(picture(mode=mode), "PNG", **options)


def heic(width: int = 320, height: int = 240) -> bytes:
    target = io.BytesIO()
    pillow_heif.from_pillow(picture(width, height)).save(target, quality=60, enc_params={"preset": "ultrafast"})
    return target.getvalue()


def heic_with_box(content: bytes, kind: bytes = b"free") -> bytes:
    """With a box behind that every reader skips."""
    return heic() + struct.pack(">I", len(content) + 8) + kind + content


def photo_with_place() -> bytes:
    """A JPEG lying on its side, with the camera's name and a place."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "MAY-ANH-BI-MAT"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 42.0)
    return jpeg(exif=exif)


def pdf(pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **options: object) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if change is not None:
        change(document)
    target = io.BytesIO()
    document.save(target, deterministic_id="encryption" not in options, **options)
    return target.getvalue()


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "x" * 100)
    return target.getvalue()


def png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A PNG that claims 2.5 thousand million pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", head)
        + png_chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
        + png_chunk(b"IEND", b"")
    )


def with_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_named_script(document: pikepdf.Pdf) -> None:
    action = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", action]))


def with_launch(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = pikepdf.Array([link])


def with_submit(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://example.vn")


def with_xfa(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=document.make_stream(b"<xdp/>"))


def with_movie(document: pikepdf.Pdf) -> None:
    movie = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = pikepdf.Array([movie])


def with_attachment(document: pikepdf.Pdf) -> None:
    document.attachments["ma.exe"] = b"MZ"


def with_link(document: pikepdf.Pdf) -> None:
    """What ordinary papers have: a link to a site."""
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.vn")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = pikepdf.Array([link])


def with_running_link(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=" java\nscript:alert(1)")
    document.Root.OpenAction = action


def with_form(document: pikepdf.Pdf) -> None:
    """A plain form field without any script."""
    field = pikepdf.Dictionary(
        FT=pikepdf.Name.Tx, T="ten", V="An", Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9]
    )
    known = document.make_indirect(field)
    document.pages[0].Annots = pikepdf.Array([known])
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[known])


def with_deep_nest(document: pikepdf.Pdf, depth: int = 200) -> None:
    nest = pikepdf.Array([])
    for _ in range(depth):
        nest = pikepdf.Array([nest])
    document.pages[0].Nest = nest


def with_nest_left_out(document: pikepdf.Pdf) -> None:
    """So deep that the reader takes the whole page for nothing, and what else stands on it with it."""
    with_deep_nest(document, 700)
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def with_page_loop(document: pikepdf.Pdf) -> None:
    document.Root.Pages.Kids.append(document.Root.Pages)


def locked(user: str = "mat-khau", owner: str = "chu") -> bytes:
    return pdf(encryption=pikepdf.Encryption(user=user, owner=owner))
