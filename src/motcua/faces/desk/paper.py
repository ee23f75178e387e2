"""Which paper lies in this counter's printer: chosen once, remembered by its browser."""

from django.http import HttpRequest, HttpResponseBase

from motcua.base.documents.printing import PaperSize
from motcua.kernel.words import Words

COOKIE = "kho_giay"
YEAR_SECONDS = 366 * 24 * 3600
NAMES = {
    PaperSize.A5: Words("A5", "A5"),
    PaperSize.A4: Words("A4, hai bản một tờ", "A4, two copies a sheet"),
    PaperSize.ROLL: Words("Cuộn 80 mm", "Roll of 80 mm"),
}


def sizes() -> list[tuple[str, Words]]:
    return [(size.value, words) for size, words in NAMES.items()]


def size_named(text: str) -> PaperSize | None:
    return next((size for size in PaperSize if size.value == text), None)


def chosen_size(request: HttpRequest) -> PaperSize:
    """What was chosen at this counter, A5 until something was."""
    return size_named(request.COOKIES.get(COOKIE, "")) or PaperSize.A5


def remember_size(request: HttpRequest, response: HttpResponseBase, size: PaperSize) -> None:
    response.set_cookie(
        COOKIE, size.value, max_age=YEAR_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
    )
