"""What a file is, by its content alone: a photo or a PDF that harms nobody, or a refusal that names the rule.

Pure of the database and of Django. It reads what strangers send, so it runs in a limited process (`limited.py`).
"""

from pathlib import Path

import pillow_heif
import puremagic
from PIL import Image

from motcua.base.files.answers import Checked
from motcua.base.files.errors import (
    LIMIT_BYTES,
    LIMIT_PIXELS,
    UNKNOWN,
    DamagedFile,
    EmptyFile,
    FileRefused,
    TooComplex,
    TooLarge,
    TooManyPixels,
    WrongType,
)
from motcua.base.files.pdfs import check_pdf
from motcua.base.files.shapes import HEIC_BRANDS, JPEG, PNG, check_heic, check_jpeg, check_not_archive, check_png

Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before anything is decoded
pillow_heif.register_heif_opener()

SHAPES = {"image/jpeg": check_jpeg, "image/png": check_png, "image/heic": check_heic}
PILLOW_NAMES = {"image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",), "image/heic": ("HEIF",)}
ARCHIVE = b"PK\x03\x04"
OFFICE = {b"word/": ".docx", b"xl/": ".xlsx", b"ppt/": ".pptx"}
OPENERS = ("JPEG", "PNG", "HEIF")


def check(path: Path) -> Checked:
    """Look at the whole file. Raises a FileRefused; whatever cannot be read counts as damaged."""
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile()
    if size > LIMIT_BYTES:
        raise TooLarge()
    content = path.read_bytes()
    media_type = media_type_of(content)
    check_not_archive(content)
    if media_type == "application/pdf":
        return Checked(media_type, check_pdf(path, content))
    SHAPES[media_type](content)
    _check_picture(path, media_type)
    return Checked(media_type, 1)


def media_type_of(content: bytes) -> str:
    """By the first bytes. WrongType with the ending the content would deserve."""
    if content.startswith(JPEG):
        return "image/jpeg"
    if content.startswith(PNG):
        return "image/png"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "image/heic"
    if content[:64].lstrip(b"\xef\xbb\xbf\x00\t\n\r ").startswith(b"%PDF-"):
        return "application/pdf"
    raise WrongType(found=_looks_like(content))


def _looks_like(content: bytes) -> object:
    """The ending the content would deserve; archives are told apart by what office programs put in them."""
    if content.startswith(ARCHIVE):
        return next((ending for part, ending in OFFICE.items() if part in content), ".zip")
    try:
        return puremagic.from_string(content[:8192]) or UNKNOWN
    except (puremagic.PureError, ValueError, LookupError):
        return UNKNOWN


def _check_picture(path: Path, media_type: str) -> None:
    """Decoded once, after its size is known to be bearable."""
    try:
        with Image.open(path, formats=OPENERS) as picture:
            if picture.format not in PILLOW_NAMES[media_type]:
                raise DamagedFile()
            if picture.width * picture.height > LIMIT_PIXELS:
                raise TooManyPixels()
            picture.load()
    except FileRefused:
        raise
    except MemoryError as error:
        raise TooComplex() from error
    except Exception as error:  # decoders raise whatever they like
        raise DamagedFile() from error
