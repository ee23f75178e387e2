"""Slips as people hold them: the PDF's words, and the address its QR code opens."""

import io
from dataclasses import dataclass
from urllib.parse import urlsplit

import pypdfium2
import zxingcpp
from playwright.sync_api import Locator

from tests.browser.walker import Walker

QR_SCALE = 3


@dataclass(frozen=True)
class Slip:
    """`path` is what the QR code opens, on this house."""

    text: str
    path: str


def open_slip(walker: Walker, link: Locator) -> Slip:
    """What a link to a PDF gives, asked for with the walker's own cookies."""
    href = link.get_attribute("href")
    assert href
    answer = walker.context.request.get(walker.site + href)
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
    return read(walker, answer.body())


def read(walker: Walker, pdf: bytes) -> Slip:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        picture = document[0].render(scale=QR_SCALE).to_pil().convert("L")
    codes = [code.text for code in zxingcpp.read_barcodes(picture)]
    addresses = [urlsplit(code) for code in codes if code.startswith(walker.site)]
    assert addresses, codes
    return Slip(text, addresses[0].path)
