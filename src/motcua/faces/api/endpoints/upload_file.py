"""POST /files: a photograph or PDF, sent ahead of its case."""

from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponse
from ninja import File, Status, UploadedFile

from motcua.base.files.services.store import store
from motcua.faces.api.auth import account_of, actor_of
from motcua.faces.api.described import acting
from motcua.faces.api.idempotency import idempotent
from motcua.faces.api.limits import UPLOADS, check_allowed
from motcua.faces.api.models import Upload
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.filing import Uploaded


@token_router.post(
    "/files", response={201: Uploaded}, summary="Send a file ahead", tags=["filing"], openapi_extra=acting(201, 429)
)
def upload_file(request: HttpRequest, file: UploadedFile = File(...)) -> HttpResponse:  # noqa: B008
    """JPG, PNG, HEIC or PDF up to 20 MB, checked by content. Only its sender may put it on a case."""
    check_allowed(UPLOADS, str(actor_of(request).account_id))
    return keep(request, file)


@idempotent
def keep(request: HttpRequest, file: UploadedFile) -> Status[Uploaded]:
    actor = actor_of(request)
    stored = store(cast(BinaryIO, file), name=file.name or "")
    upload = Upload.objects.create(account_id=account_of(actor), file=stored)
    return Status(
        201,
        Uploaded(
            id=upload.pk,
            name=stored.name,
            size=stored.size,
            media_type=stored.media_type,
            pages=stored.pages,
            sha256=stored.sha256,
        ),
    )
