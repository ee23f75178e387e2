"""The papers: each is a card; a file goes up by itself, is looked at, and is kept before anything else happens."""

from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.base.access.routes import citizen
from motcua.base.files.models import Upload
from motcua.base.files.services.store import store
from motcua.casework.queries.page import papers_of
from motcua.casework.services.draft import attach_file, remove_file
from motcua.casework.services.uploads import drop_upload, half_sent
from motcua.domain.cases.models import Case, CasePaper, PaperFile
from motcua.domain.catalogue.enums import PaperKind
from motcua.faces.portal.views.filing import frame
from motcua.faces.portal.views.filing.frame import actor_of
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault, Invalid
from motcua.kernel.words import Words


@citizen
@frame.draft_page
def attach(request: HttpRequest, case: Case) -> HttpResponse:
    wrong: dict[str, Fault] = {}
    if request.method == "POST":
        paper_id = request.POST.get("paper", "")
        try:
            take(request, case, paper_id)
        except Fault as fault:
            wrong[paper_id] = fault
        else:
            return redirect(f"{frame.back_to('filing-papers', case)}#giay-{paper_id}")
    half = halves_of(actor_of(request), case)
    context = {
        "way": frame.way_of(case),
        "saved_at": case.changed_at,
        "cards": [card(case, paper, wrong) | half_at(half, paper) for paper in papers_of(case)],
        "where": frame.where(frame.PAPERS),
        "wrong": [{"href": f"#giay-{key}", "words": str(fault)} for key, fault in wrong.items()],
    }
    status = next((fault.status for fault in wrong.values()), 200)
    return render(request, "portal/filing/papers.html", context, status=status)


def take(request: HttpRequest, case: Case, paper_id: str) -> None:
    """Keep the files of one paper, or take one off again."""
    actor = frame.actor_of(request)
    if "remove" in request.POST:
        remove_file(actor=actor, case_id=case.pk, file_id=UUID(request.POST["remove"]))
        return
    if "drop" in request.POST:
        drop_upload(actor=actor, upload_id=request.POST["drop"])
        return
    files = request.FILES.getlist("file")
    if not files:
        raise NoFile({"file": NoFile.sentence})
    for file in files:
        stored = store(cast(BinaryIO, file), name=file.name or "")
        attach_file(actor=actor, case_id=case.pk, paper_id=UUID(paper_id), stored=stored)


class NoFile(Invalid):
    code = "filing.no_file"
    sentence = Words("Bạn chưa chọn tệp.", "Please choose a file.")


def card(case: Case, paper: CasePaper, wrong: dict[str, Fault]) -> dict[str, object]:
    """What one paper's card shows."""
    return {
        "paper": paper,
        "required": paper.required,
        "upload": reverse("portal:uploads", kwargs={"case_id": case.pk}),
        "condition": PaperKind(paper.requirement.kind).words if paper.requirement else "",
        "error": str(wrong[str(paper.pk)]) if str(paper.pk) in wrong else "",
        "files": [file_row(case, file) for file in paper.kept],  # type: ignore[attr-defined]
    }


def halves_of(actor: Actor, case: Case) -> dict[str, list[Upload]]:
    """Files of this case that are not whole yet, by what they are for."""
    found: dict[str, list[Upload]] = {}
    for upload in half_sent(actor, case.pk):
        found.setdefault(upload.place.rpartition("/")[2], []).append(upload)
    return found


def half_at(half: dict[str, list[Upload]], paper: CasePaper) -> dict[str, object]:
    return {"target": f"paper:{paper.pk}", "half": half.get(f"paper:{paper.pk}", [])}


def file_row(case: Case, file: PaperFile, *, removable: bool = True) -> dict[str, object]:
    address = {"case_id": case.pk, "file_id": file.pk}
    row: dict[str, object] = {
        "name": file.name,
        "size": file.size,
        "good": True,
        "url": reverse("portal:case-file", kwargs=address),
        "thumb": reverse("portal:case-file-preview", kwargs=address),
    }
    return row | ({"remove_name": "remove", "remove_value": file.pk} if removable else {})
