"""Small papers to attach: a photo, a two-page PDF, and a text that only calls itself a PDF."""

import io
from pathlib import Path

from PIL import Image, ImageDraw


def photo(folder: Path) -> Path:
    """A JPEG of about 20 kB."""
    place = folder / "giay-chung-sinh.jpg"
    _sheet("GIAY CHUNG SINH").save(place, "JPEG", quality=70)
    return place


def scan(folder: Path) -> Path:
    """A PDF of two pages."""
    place = folder / "to-khai.pdf"
    _sheet("TO KHAI").save(place, "PDF", save_all=True, append_images=[_sheet("TRANG 2")])
    return place


def pretender(folder: Path) -> Path:
    place = folder / "gia-mao.pdf"
    place.write_bytes(io.BytesIO(b"khong phai PDF" * 20).getvalue())
    return place


def _sheet(text: str) -> Image.Image:
    sheet = Image.new("RGB", (620, 877), "#fffdf6")
    pen = ImageDraw.Draw(sheet)
    pen.text((60, 60), text, fill="#1b1f24", font_size=36)
    for row in range(18):
        pen.line([(60, 160 + row * 36), (560 - row % 4 * 60, 160 + row * 36)], fill="#59616b", width=2)
    return sheet
