"""Files in pieces over HTTP, as the tus protocol 1.0.0 has it (core, creation, checksum, termination), and a verdict.

Create with the size, send pieces with their offset, ask for the offset after a cut, at last ask for the verdict.
The script of the pages speaks it, and so does any other tus client; without a script the form sends whole files.
"""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base.access.routes import citizen
from motcua.base.files.errors import LIMIT_BYTES
from motcua.base.files.models import Upload
from motcua.base.files.services import uploads
from motcua.casework.services.uploads import begin_upload, finish_upload, owner_of
from motcua.faces.portal.views.filing.frame import actor_of
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

VERSION = "1.0.0"
KEPT = Words("Đã nhận và kiểm tra xong.", "Received and checked.")
PIECE_TYPE = "application/offset+octet-stream"


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers a script, so a fault is told as JSON: `said` for the person, `final` when trying again is no use."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Fault as fault:
            final = not fault.temporary
            response = JsonResponse({"said": str(fault), "code": fault.code, "final": final}, status=fault.status)
        response.headers["Tus-Resumable"] = VERSION
        response.headers["Cache-Control"] = "no-store"
        return response

    return answered


@citizen
@require_http_methods(["OPTIONS", "POST"])
@told
def begin(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A new upload, or the same one again: `Upload-Offset` says how much of it is here."""
    if request.method == "OPTIONS":
        extensions = "creation,checksum,termination,expiration"
        headers = {"Tus-Version": VERSION, "Tus-Extension": extensions, "Tus-Checksum-Algorithm": "sha256"}
        return HttpResponse(status=204, headers=headers | {"Tus-Max-Size": str(LIMIT_BYTES)})
    facts = metadata(request.headers.get("Upload-Metadata", ""))
    upload = begin_upload(
        actor=actor_of(request),
        case_id=case_id,
        target=facts.get("target", ""),
        name=facts.get("filename", ""),
        size=number(request.headers.get("Upload-Length", "")),
        fingerprint=facts.get("fingerprint", "") or facts.get("filename", ""),
        sha256=digits(facts.get("sha256", "")),
    )
    where = reverse("portal:upload", kwargs={"upload_id": upload.pk})
    return HttpResponse(status=201, headers={"Location": where} | standing(upload))


@citizen
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@told
def one(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """How far it is, a further piece, or no more of it.

    Of a piece cut on its way what came is kept: the digest of the whole file is looked at in the end.
    """
    owner = owner_of(actor_of(request))
    if request.method == "DELETE":
        uploads.find(owner, upload_id)
        uploads.drop(owner, upload_id=upload_id)
        return HttpResponse(status=204)
    if request.method == "HEAD":
        upload = uploads.find(owner, upload_id)
        return HttpResponse(headers=standing(upload) | {"Upload-Length": str(upload.size)})
    if request.content_type != PIECE_TYPE:
        return HttpResponse(status=415)
    piece = uploads.read_piece(request)  # type: ignore[arg-type]
    cut = len(piece) < number(request.headers.get("Content-Length", "0"))
    upload = uploads.receive(
        owner=owner,
        upload_id=upload_id,
        offset=number(request.headers.get("Upload-Offset", "")),
        piece=piece,
        digest=None if cut else checksum(request.headers.get("Upload-Checksum", "")),
    )
    return HttpResponse(status=204, headers=standing(upload))


@citizen
@require_POST
@told
def finish(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """The verdict on the whole file: `said`, and whether it was kept."""
    upload = finish_upload(actor=actor_of(request), upload_id=upload_id)
    if upload.file_id is None:
        refused = Words(upload.refused_vi, upload.refused_en)
        return JsonResponse({"said": str(refused), "final": True}, status=422)
    return JsonResponse({"said": str(KEPT), "file": upload.outcome})


def standing(upload: Upload) -> dict[str, str]:
    return {
        "Upload-Offset": str(upload.received),
        "Upload-Expires": (upload.moved_at + uploads.LIFE).strftime("%a, %d %b %Y %H:%M:%S GMT"),
    }


def metadata(header: str) -> dict[str, str]:
    """`name base64, name base64`; what cannot be read is left out."""
    found = {}
    for pair in header.split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode("utf-8").replace("\x00", "")[:300]
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def checksum(header: str) -> bytes | None:
    """The digest of `sha256 base64`; None when there is none, or of another kind."""
    kind, _, value = header.partition(" ")
    try:
        return base64.b64decode(value, validate=True) if kind == "sha256" else None
    except binascii.Error:
        return b""


def number(header: str) -> int:
    """A count of bytes; a broken one fits no file."""
    return int(header) if header.isascii() and header.isdigit() and len(header) < 16 else 10**15


def digits(text: str) -> str:
    return text if len(text) == 64 and all(digit in "0123456789abcdef" for digit in text) else ""
