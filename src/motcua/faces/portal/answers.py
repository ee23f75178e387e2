"""Answering what the agency asked for: item by item, each kept as it is given, and sent once all of it is there."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest

from motcua.base.files.models import Upload
from motcua.base.files.services.store import store
from motcua.casework.queries.page import CasePage
from motcua.casework.services.answers import attach_answer
from motcua.domain.cases.models import CasePaper, PaperFile, SupplementItem
from motcua.faces.portal.views.filing.papers import file_row
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

LONGEST = 4000
NAME_SHOWN = 90
NEW = Words("Mới thêm", "Added now")
NOTHING_GIVEN = Words("Bạn chưa chọn tệp và chưa ghi câu trả lời.", "You have chosen no file and written no answer.")
ITEM_LACKS = Words(
    "“{text}”: chưa có tệp, cũng chưa có câu trả lời. Bạn thêm tệp, hoặc ghi vì sao không có.",
    "“{text}”: no file and no answer yet. Add a file, or write why there is none.",
)

Wrong = dict[str, str]
"""What could not be taken: the anchor on the page, and the sentence."""


def texts_of(page: CasePage, posted: Mapping[str, str]) -> dict[str, str]:
    """The words written at each item, by the name of their field."""
    return {text_name(item): posted.get(text_name(item), "")[:LONGEST] for item in items_of(page)}


def keep_files(request: HttpRequest, actor: Actor, page: CasePage) -> tuple[int, Wrong]:
    """Keep every file chosen at any item; how many were kept, and what was refused at which item."""
    kept, wrong = 0, Wrong()
    for item in items_of(page):
        for file in request.FILES.getlist(f"file-{item.position}"):
            try:
                stored = store(cast(BinaryIO, file), name=file.name or "")
                attach_answer(actor=actor, case_id=page.case.pk, item_id=item.pk, stored=stored)
                kept += 1
            except Fault as fault:
                wrong[anchor(item)] = f"{wrong.get(anchor(item), '')} {file.name}: {fault}".strip()
    return kept, wrong


def lacking(page: CasePage, texts: Mapping[str, str]) -> Wrong:
    """What is still missing before it may be sent: each item wants a file, or words that explain."""
    return {
        anchor(item): str(ITEM_LACKS.fill(text=short(item.text)))
        for item in items_of(page)
        if not is_given(page, item, texts)
    }


def is_given(page: CasePage, item: SupplementItem, texts: Mapping[str, str]) -> bool:
    return bool(texts.get(text_name(item), "").strip() or new_files(page, item))


def by_item(page: CasePage, texts: Mapping[str, str]) -> dict[UUID, str]:
    """The words of each item, for sending."""
    return {item.pk: texts.get(text_name(item), "") for item in items_of(page)}


def cards(
    page: CasePage, wrong: Wrong, texts: Mapping[str, str], half: Mapping[str, list[Upload]]
) -> list[dict[str, object]]:
    """What the page shows of each thing asked for; `texts` are the words written so far."""
    return [
        {
            "item": item,
            "anchor": anchor(item),
            "error": wrong.get(anchor(item), ""),
            "files": [row_of(page, file) for file in files_at(page, item)],
            "given": is_given(page, item, texts),
            "text_name": text_name(item),
            "text": texts.get(text_name(item), ""),
            "target": f"item:{item.pk}",
            "half": half.get(f"item:{item.pk}", []),
        }
        for item in items_of(page)
    ]


def items_of(page: CasePage) -> Iterable[SupplementItem]:
    return page.open_supplement.items.all() if page.open_supplement else ()


def files_at(page: CasePage, item: SupplementItem) -> list[PaperFile]:
    """The files of this item's paper, but those given for another item."""
    return [
        file
        for paper in page.papers
        if item.paper_id == paper.pk
        for file in kept_of(paper)
        if file.item_id in (None, item.pk)
    ]


def new_files(page: CasePage, item: SupplementItem) -> list[PaperFile]:
    """Those that came since it was asked for, from the applicant or at the counter."""
    assert page.open_supplement
    return [file for file in files_at(page, item) if file.added_at >= page.open_supplement.asked_at]


def kept_of(paper: CasePaper) -> list[PaperFile]:
    kept: list[PaperFile] = paper.kept  # type: ignore[attr-defined]
    return kept


def row_of(page: CasePage, file: PaperFile) -> dict[str, object]:
    """A row of the "files" piece; only what was added since the question can be taken off again here."""
    assert page.open_supplement
    fresh = file.added_at >= page.open_supplement.asked_at
    return file_row(page.case, file, removable=fresh) | ({"note": NEW} if fresh else {})


def short(text: str) -> str:
    return text if len(text) <= NAME_SHOWN else f"{text[: NAME_SHOWN - 1].rstrip()}…"


def anchor(item: SupplementItem) -> str:
    return f"muc-{item.position}"


def text_name(item: SupplementItem) -> str:
    return f"text-{item.position}"


def control(place: str) -> str:
    """The field in which what is wrong at an anchor can be put right."""
    return place.replace("muc-", "tep-")
