"""POST /process-imports: a decision's file, read and kept for review, or read alone."""

from django.http import HttpRequest, HttpResponse
from ninja import File, Status, UploadedFile

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.files import scanner
from motcua.domain.processes.reading.files import MOST_BYTES, lines_of
from motcua.domain.processes.reading.officials import understood
from motcua.domain.processes.reading.telling import shortly
from motcua.domain.processes.services.importing import import_decision as keep_decision
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import acting
from motcua.faces.api.idempotency import idempotent
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.processes import DecisionRead, ImportTold


@token_router.post(
    "/process-imports",
    response={200: DecisionRead, 201: ImportTold},
    summary="Read a decision that approves processes",
    tags=["processes"],
    openapi_extra=acting(201),
)
def import_decision(request: HttpRequest, file: UploadedFile = File(...), dry_run: bool = False) -> HttpResponse:  # noqa: B008
    """For the city's administrator: .docx, .md or .txt up to 20 MB. The same file is kept once; one that was discarded
    comes back. `dry_run` tells each step with performer, working hours and source lines, and keeps nothing.
    """
    check_citywide(actor_of(request), permissions.SETTINGS_MANAGE)
    return brought_in(request, file, dry_run)


@idempotent
def brought_in(request: HttpRequest, file: UploadedFile, dry_run: bool) -> "Status[DecisionRead | ImportTold]":
    scanner.look(file)
    content = file.read(MOST_BYTES + 1)
    if dry_run:
        return Status(200, DecisionRead.model_validate(shortly(understood(lines_of(content)))))
    kept = keep_decision(actor=actor_of(request), file_name=file.name or "", content=content)
    return Status(201, ImportTold.of(kept))
