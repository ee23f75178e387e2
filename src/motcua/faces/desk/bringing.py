"""What a person at the counter brings along: a scanned card, a draft from home, earlier cases, the visit going on."""

from uuid import UUID

from motcua.base.access.looks import record_look
from motcua.base.ledger import Subject
from motcua.casework.frame import subject
from motcua.casework.queries.at_counter import cases_of, draft_for, last_applicant, past_case, ready_for
from motcua.casework.queries.page import papers_of
from motcua.casework.queries.scanned import Scanned
from motcua.casework.queries.visits import cases_in, visit_of
from motcua.casework.services import typed
from motcua.domain.cases.models import Applicant, Case
from motcua.domain.cases.permissions import may_see
from motcua.domain.cases.states import State
from motcua.domain.directory.models import Person
from motcua.domain.directory.queries import person_by_identity
from motcua.faces.desk import counter
from motcua.faces.desk.scanning import UNREAD
from motcua.faces.desk.sheet import BUSINESS_FIELDS, PERSON_FIELDS, Sheet
from motcua.kernel.actor import Actor
from motcua.kernel.identity_card import IdentityCard, written
from motcua.kernel.text import fold
from motcua.kernel.words import Words

PURPOSE = "Tiếp nhận hồ sơ tại quầy"
OTHER_NAME = Words(
    "Hệ thống ghi người có số này là “{known}”, thẻ ghi “{card}”. Bạn so với thẻ trước khi tiếp nhận.",
    "The system knows this number as “{known}”, the card says “{card}”. Please compare before you accept.",
)
NOT_HERE = Words(
    "Bản nháp {draft}: thủ tục nay không nhận ở đây hoặc đã có phiên bản mới. Thông tin đã khai vẫn dùng được.",
    "Draft {draft}: the procedure is not received here now, or has a new version. The details can still be used.",
)
BY_CASE = Words("Đã tìm người nộp theo hồ sơ {case}.", "The applicant was found by case {case}.")


def take_scan(sheet: Sheet, found: Scanned, actor: Actor) -> None:
    """A card fills the person, a draft's code the whole sheet, a receipt's code the person of its case."""
    if found.card is not None:
        take_card(sheet, found.card)
    elif found.case is not None and found.case.legal_state is State.DRAFT:
        draft = draft_for(found.case.pk)
        if draft is not None:
            take_draft(sheet, draft, actor)
    elif found.case is not None and may_see(actor, found.case):
        applicant = Applicant.objects.select_related("person").get(case=found.case)
        sheet.fill_from(applicant)
        if applicant.person is not None:
            sheet.choose_person(applicant.person)
        sheet.notices.append(BY_CASE.fill(case=found.case))
    else:
        sheet.notices.append(UNREAD)


def result_of(found: Scanned, actor: Actor) -> Case | None:
    """The scanned case where its result waits to be handed over here."""
    if found.case is None or found.case.legal_state is not State.DECIDED:
        return None
    return ready_for(actor).filter(pk=found.case.pk).first()


def take_card(sheet: Sheet, card: IdentityCard) -> None:
    """Who has the number, or the old one, is chosen; else the card's own facts fill the fields. Nothing is proven."""
    known = person_by_identity(card.number) or (person_by_identity(card.old_number) if card.old_number else None)
    reached = {name: sheet.typed.get(name, "") for name in ("phone", "email")} if sheet.person is None else {}
    visit, cases = (sheet.visit, sheet.visit_cases) if known is not None and sheet.person == known else (None, [])
    sheet.drop_person()
    sheet.visit, sheet.visit_cases, sheet.typed["visit"] = visit, cases, str(visit.pk) if visit else ""
    sheet.card = card
    sheet.typed |= {"card": written(card), "card_compared": ""}
    if known is not None:
        sheet.choose_person(known)
        if known.name_folded != fold(card.name) and "name" not in card.doubts:
            sheet.notices.append(OTHER_NAME.fill(known=known.full_name, card=card.name))
    else:
        sheet.typed |= {"full_name": card.name, "birth_date": card.birth.shown if card.birth else "", **reached}
    sheet.typed["identity_number"] = card.number
    sheet.typed["address"] = sheet.typed.get("address") or card.address


def take_draft(sheet: Sheet, draft: Case, actor: Actor) -> None:
    """Everything told at home stands on the sheet; whoever looks is on record."""
    record_look(actor=actor, subject=subject(draft), purpose=PURPOSE)
    person = draft.filer
    applicant = getattr(draft, "applicant", None)
    if person is not None and sheet.person is None:
        sheet.choose_person(person)
    if applicant is not None:
        sheet.fill_from(applicant)
    sheet.typed |= typed_at_home(draft)
    version = counter.version_at(sheet.office, str(draft.procedure_version_id))
    if version is None:
        sheet.notices.append(NOT_HERE.fill(draft=draft.filing_number))
        return
    sheet.choose_version(version)
    sheet.draft = draft
    sheet.typed |= {
        "draft": str(draft.pk), "draft_version": str(draft.version), "summary": draft.summary,
        "result_wanted": draft.result_wanted,
    }  # fmt: skip
    for paper in draft.papers.all():
        if paper.originals or paper.copies:
            sheet.typed |= {f"originals_{paper.position}": str(paper.originals)}
            sheet.typed |= {f"copies_{paper.position}": str(paper.copies)}


def typed_at_home(draft: Case) -> dict[str, str]:
    """What was typed on the applicant's page and not sent on yet: kept by itself, complete or not."""
    texts = typed.kept(draft, typed.APPLICANT).texts
    return {name: text for name, text in texts.items() if name in (*PERSON_FIELDS, *BUSINESS_FIELDS) and text}


def take_past(sheet: Sheet, key: str, actor: Actor) -> None:
    """Begin another case with what an earlier one says."""
    case_id = _uuid(key)
    case = past_case(actor, case_id) if case_id else None
    if case is None:
        return
    sheet.fill_from(case.applicant)
    version = counter.version_at(sheet.office, str(case.procedure_version_id))
    if version is not None:
        sheet.choose_version(version)


def chosen_draft(sheet: Sheet, key: str, actor: Actor) -> Case | None:
    """A draft among those of the person on the sheet."""
    if sheet.person is None:
        return None
    return next((draft for draft in cases_of(actor, sheet.person).drafts if str(draft.pk) == key), None)


def continue_visit(sheet: Sheet, key: str, actor: Actor) -> None:
    """The next case of the same visit begins with the same person."""
    visit_id = _uuid(key)
    visit = visit_of(actor, visit_id) if visit_id else None
    if visit is None:
        sheet.typed["visit"] = ""
        return
    sheet.visit, sheet.visit_cases, sheet.typed["visit"] = visit, cases_in(visit), str(visit.pk)


def same_person(sheet: Sheet) -> None:
    """Whoever the visit's last case was for stands on the sheet again."""
    if not sheet.visit_cases or sheet.visit is None:
        return
    last = sheet.visit_cases[-1]
    if sheet.visit.person is not None:
        sheet.choose_person(sheet.visit.person)
    sheet.fill_from(last.applicant)
    sheet.typed["result_wanted"] = last.result_wanted


def look_up(sheet: Sheet, actor: Actor, before: Person | None) -> None:
    """Beside a chosen person: their drafts and cases; how they were reached last. A new look is on record."""
    if sheet.person is None:
        return
    sheet.cases = cases_of(actor, sheet.person)
    if sheet.person != before:
        record_look(actor=actor, subject=Subject("person", sheet.person.pk), purpose=PURPOSE)
        if applicant := last_applicant(actor, sheet.person):
            sheet.reuse(applicant)


def files_at_home(sheet: Sheet) -> dict[int, list[str]]:
    """Names of the files a draft already holds, by the position of their paper."""
    if sheet.draft is None:
        return {}
    return {paper.position: [file.name for file in paper.kept] for paper in papers_of(sheet.draft)}  # type: ignore[attr-defined]


def _uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None
