"""Pictures for the screen: upright, small, without what the camera wrote about itself."""

import io
from pathlib import Path

import pytest
from PIL import Image

from motcua.base.files.draw import draw
from tests.base.files import makers


def drawn(folder: Path, content: bytes, *, page: int = 1, width: int = 160) -> Image.Image:
    path = folder / "tep"
    path.write_bytes(content)
    return Image.open(io.BytesIO(draw(path, page=page, width=width)))


@pytest.mark.parametrize(
    "content",
    [makers.jpeg(), makers.jpeg("CMYK"), makers.png("RGBA"), makers.png("P"), makers.heic(), makers.pdf()],
    ids=["jpeg", "cmyk", "transparent", "palette", "heic", "pdf"],
)
def test_every_kind_becomes_a_jpeg_of_the_width_asked_for(content: bytes, tmp_path: Path) -> None:
    picture = drawn(tmp_path, content)
    assert (picture.format, picture.mode, picture.width) == ("JPEG", "RGB", 160)


def test_a_lying_photo_stands_up_and_forgets_where_it_was_taken(tmp_path: Path) -> None:
    picture = drawn(tmp_path, makers.photo_with_place())
    assert picture.height > picture.width
    assert not picture.getexif()
    assert b"BI-MAT" not in (tmp_path / "tep").read_bytes()[:0] + draw(tmp_path / "tep", page=1, width=160)


def test_a_small_photo_is_not_blown_up(tmp_path: Path) -> None:
    assert drawn(tmp_path, makers.jpeg(), width=1600).width == 320


def test_a_very_tall_page_stays_bounded(tmp_path: Path) -> None:
    picture = drawn(tmp_path, makers.saved(makers.picture(20, 4000), "PNG"))
    assert picture.height <= 480
    tall = makers.pdf(change=lambda pdf: pdf.pages[0].__setattr__("MediaBox", [0, 0, 10, 14_000]))
    assert drawn(tmp_path, tall).height <= 481


def test_the_page_asked_for_is_drawn(tmp_path: Path) -> None:
    wide = makers.pdf(2, change=lambda pdf: pdf.pages[1].__setattr__("MediaBox", [0, 0, 842, 595]))
    assert drawn(tmp_path, wide, page=1).height > 160
    assert drawn(tmp_path, wide, page=2).height < 160
