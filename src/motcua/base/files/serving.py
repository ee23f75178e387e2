"""Handing a stored file to a browser so that it can do nothing there but be looked at or saved.

Who may see it, the caller has decided before.
"""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from motcua.base.files.models import StoredFile
from motcua.base.files.names import disposition
from motcua.base.files.previews import preview_jpeg
from motcua.base.files.services.store import open_file

SHOWN = frozenset(("application/pdf", "image/jpeg", "image/png"))
"""What browsers show by themselves; everything else is saved."""

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'self'"
PDF_VIEWER = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
"""Browsers refuse to show a PDF in a sandbox; scripts stay shut out."""


def serve(request: HttpRequest, file: StoredFile, *, inline: bool = False) -> HttpResponseBase:
    """The original bytes, to be saved, or shown where `inline` and the browser can. 405 for other than GET, HEAD."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    shown = inline and file.media_type in SHOWN
    response = FileResponse(open_file(file), content_type=file.media_type)
    response.headers["Content-Length"] = str(file.size)
    _guard(response, file.name, shown=shown, policy=PDF_VIEWER if file.media_type == "application/pdf" else SANDBOX)
    return response


def serve_preview(request: HttpRequest, file: StoredFile, *, page: int = 1, width: int = 960) -> HttpResponseBase:
    """One page as a picture (`preview_jpeg`)."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    response = HttpResponse(preview_jpeg(file, page=page, width=width), content_type="image/jpeg")
    _guard(response, f"trang-{page}.jpg", shown=True, policy=SANDBOX)
    return response


def _guard(response: HttpResponseBase, name: str, *, shown: bool, policy: str) -> None:
    response.headers["Content-Disposition"] = disposition(name, shown=shown)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
