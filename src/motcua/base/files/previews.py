"""Pictures of stored files for the screen: re-encoded, upright, without the original's metadata."""

from motcua.base.files.errors import NoSuchPage
from motcua.base.files.limited import draw_limited
from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import readable, storage

WIDTHS = (160, 480, 960, 1600)
"""Widths a page may ask for; another one becomes the next larger, or the largest."""


def preview_jpeg(file: StoredFile, *, page: int = 1, width: int = 960) -> bytes:
    """Page `page` (from 1) as JPEG about `width` pixels wide, drawn once in a limited process and kept.

    NoSuchPage, TooComplex, CheckUnavailable, FileLost, FileErased.
    """
    readable(file)
    if not 1 <= page <= file.pages:
        raise NoSuchPage()
    fitting = next((known for known in WIDTHS if known >= width), WIDTHS[-1])
    with storage().open(file.sha256) as original:
        kept = storage().picture(file.sha256, page, fitting)
        if kept is None:
            kept = draw_limited(original, page=page, width=fitting)
            storage().keep_picture(file.sha256, page, fitting, kept)
    return kept
