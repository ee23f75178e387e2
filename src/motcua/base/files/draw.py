"""A page of a stored file as a fresh JPEG: upright, without the original's metadata. Runs in the limited process."""

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from motcua.base.files.check import OPENERS
from motcua.base.files.errors import LIMIT_PIXELS, NoSuchPage, TooManyPixels

QUALITY = 80
TALLEST = 3


def draw(path: Path, *, page: int, width: int) -> bytes:
    """`page` counts from 1; the picture is at most `width` pixels wide and three times as high. NoSuchPage."""
    with path.open("rb") as stream:
        is_pdf = b"%PDF-" in stream.read(64)
    picture = _page(path, page, width) if is_pdf else _photo(path, page, width)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()


def _page(path: Path, page: int, width: int) -> Image.Image:
    document = pypdfium2.PdfDocument(path.read_bytes())  # the path may be that of memory without a name
    if not 1 <= page <= len(document):
        raise NoSuchPage()
    sheet = document[page - 1]
    wide, high = sheet.get_size()
    scale = min(width / wide, TALLEST * width / high)
    picture: Image.Image = sheet.render(scale=scale).to_pil()
    return picture.convert("RGB")


def _photo(path: Path, page: int, width: int) -> Image.Image:
    if page != 1:
        raise NoSuchPage()
    with Image.open(path, formats=OPENERS) as original:
        if original.width * original.height > LIMIT_PIXELS:
            raise TooManyPixels()
        whole = original.convert("RGBA") if original.mode == "P" else original
        whole.thumbnail((TALLEST * width, TALLEST * width))
        small = whole.copy()
    upright = ImageOps.exif_transpose(small)
    upright.thumbnail((width, TALLEST * width))
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layered = upright.convert("RGBA")
        upright = Image.new("RGB", layered.size, "white")
        upright.paste(layered, mask=layered.getchannel("A"))
    clean = upright.convert("RGB")
    clean.info.clear()
    return clean
