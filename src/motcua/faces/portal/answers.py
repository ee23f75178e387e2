"""Answering what the agency asked for: item by item, files kept as they come, and sent once all is there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest

from motcua.base.files.services.store import store
from motcua.casework.queries.page import CasePage
from motcua.casework.services.draft import attach_file
from motcua.domain.cases.models import CasePaper, PaperFile, SupplementItem
from motcua.faces.portal.views.filing.papers import file_row
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault, Invalid
from motcua.kernel.words import Words

LONGEST = 4000
NAME_SHOWN = 90
NEW = Words("Mới thêm", "Added now")
NO_FILE = Words("Bạn chưa chọn tệp nào.", "You have not chosen a file yet.")
ITEM_LACKS = Words(
    "“{text}”: chưa có tệp mới. Bạn thêm tệp, hoặc ghi câu trả lời ở cuối.",
    "“{text}”: no new file yet. Add one, or write an answer at the end.",
)
NOTHING_THERE = Words(
    "Bạn chưa thêm tệp nào và chưa ghi câu trả lời.", "You have added no file and written no answer yet."
)


class NoPaper(Invalid):
    code = "supplement.no_paper"
    sentence = Words("Bạn chọn tệp này thuộc giấy tờ nào.", "Please choose which paper this file is.")


Wrong = dict[str, str]
"""What could not be taken: the anchor on the page, and the sentence."""


def keep_files(request: HttpRequest, actor: Actor, page: CasePage) -> tuple[int, Wrong]:
    """Keep every file chosen at any item; how many were kept, and what was refused at which item."""
    kept, wrong = 0, Wrong()
    for item in items_of(page):
        for file in request.FILES.getlist(f"file-{item.position}"):
            try:
                paper_id = item.paper_id or chosen_paper(page, request.POST.get(f"paper-{item.position}", ""))
                stored = store(cast(BinaryIO, file), name=file.name or "")
                attach_file(actor=actor, case_id=page.case.pk, paper_id=paper_id, stored=stored)
                kept += 1
            except Fault as fault:
                wrong[anchor(item)] = f"{wrong.get(anchor(item), '')} {file.name}: {fault}".strip()
    return kept, wrong


def chosen_paper(page: CasePage, typed: str) -> UUID:
    """The paper of this case that was chosen. NoPaper for any other."""
    for paper in page.papers:
        if str(paper.pk) == typed:
            return paper.pk
    raise NoPaper


def lacking(page: CasePage, answer: str) -> Wrong:
    """What is still missing before it may be sent: an answer in words stands for any file."""
    if answer.strip() or page.open_supplement is None:
        return {}
    since = page.open_supplement.asked_at
    missing = {
        anchor(item): str(ITEM_LACKS.fill(text=short(item.text)))
        for item in items_of(page)
        if item.paper_id is not None and not new_files(page, since, item.paper_id)
    }
    if missing or new_files(page, since):
        return missing
    return {"tra-loi": str(NOTHING_THERE)}


def cards(page: CasePage, wrong: Wrong, sent: Mapping[str, str]) -> list[dict[str, object]]:
    """What the page shows of each thing asked for; `sent` is the form as it came, so that choices stay."""
    if page.open_supplement is None:
        return []
    since = page.open_supplement.asked_at
    loose = [short_paper(paper) for paper in page.papers]
    return [
        {
            "item": item,
            "anchor": anchor(item),
            "error": wrong.get(anchor(item), ""),
            "files": [row_of(page, file, since) for file in files_of(page, item.paper_id)] if item.paper_id else [],
            "done": bool(item.paper_id and new_files(page, since, item.paper_id)),
            "papers": [] if item.paper_id else loose,
            "chosen": sent.get(f"paper-{item.position}", ""),
        }
        for item in items_of(page)
    ]


def other_new_files(page: CasePage) -> list[dict[str, object]]:
    """Files added since the question to papers that no item names, with the paper's name."""
    if page.open_supplement is None:
        return []
    named = {item.paper_id for item in items_of(page)}
    since = page.open_supplement.asked_at
    return [
        row_of(page, file, since) | {"note": short(paper.name)}
        for paper in page.papers
        if paper.pk not in named
        for file in kept_of(paper)
        if file.added_at >= since
    ]


def items_of(page: CasePage) -> Iterable[SupplementItem]:
    return page.open_supplement.items.all() if page.open_supplement else ()


def new_files(page: CasePage, since: datetime, paper_id: UUID | None = None) -> list[PaperFile]:
    return [file for file in files_of(page, paper_id) if file.added_at >= since]


def files_of(page: CasePage, paper_id: UUID | None = None) -> list[PaperFile]:
    """The present files of one paper, or of all."""
    return [file for paper in page.papers if paper_id in (None, paper.pk) for file in kept_of(paper)]


def kept_of(paper: CasePaper) -> list[PaperFile]:
    kept: list[PaperFile] = paper.kept  # type: ignore[attr-defined]
    return kept


def row_of(page: CasePage, file: PaperFile, since: datetime) -> dict[str, object]:
    """A row of the "files" piece; only what was added since the question can be taken off again here."""
    fresh = file.added_at >= since
    return file_row(page.case, file, removable=fresh) | ({"note": NEW} if fresh else {})


def short_paper(paper: CasePaper) -> dict[str, object]:
    return {"value": str(paper.pk), "label": short(paper.name)}


def short(text: str) -> str:
    return text if len(text) <= NAME_SHOWN else f"{text[: NAME_SHOWN - 1].rstrip()}…"


def anchor(item: SupplementItem) -> str:
    return f"muc-{item.position}"


def control(place: str) -> str:
    """The field in which what is wrong at an anchor can be put right."""
    return "id_answer" if place == "tra-loi" else place.replace("muc-", "tep-")
