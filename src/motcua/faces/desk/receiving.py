"""Sending the counter's form: the person is found or registered, then the case is received or written down."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from motcua.base.access.vault import digests_of
from motcua.base.territory.addresses import address_today
from motcua.casework.post import check_handed, check_sendable
from motcua.casework.services.accept import check_entered
from motcua.casework.services.bundle_at_counter import receive_bundle_at_counter
from motcua.casework.services.counter import AtCounter, Brought, PaperTick, file_at_counter, receive_at_counter
from motcua.casework.services.guide import guide_at_counter
from motcua.domain.cases.enums import ApplicantKind, Channel, ResultWanted
from motcua.domain.cases.models import Case
from motcua.domain.cases.services.applicants import checked
from motcua.domain.catalogue.errors import ProcedureStopped
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries import stop_on
from motcua.domain.directory.enums import BirthPrecision, Sex
from motcua.domain.directory.services.people import PersonDetails, register_person
from motcua.faces.desk.bringing import files_at_home
from motcua.faces.desk.forms.reception import ReceptionForm
from motcua.faces.desk.sheet import RECORD, Sheet, draft_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault, Invalid
from motcua.kernel.identifiers import identity_number
from motcua.kernel.text import fold
from motcua.kernel.typed_dates import typed_birth
from motcua.kernel.words import Words

RECEIVE, WRITE_DOWN, GUIDE = "receive", "write_down", "guide"
COMPARE = Words(
    "Thẻ quét được có chỗ phải xem lại. Bạn so với thẻ rồi đánh dấu “Tôi đã đối chiếu với thẻ”.",
    "Something on the scanned card is doubtful. Compare it, then tick “I compared it with the card”.",
)
PROCEDURE_NEEDED = Words("Bạn chọn thủ tục.", "Please choose the procedure.")
FILES_WRONG = Words("Có tệp chưa nhận được, xem mục giấy tờ.", "Some files were not taken, see the papers.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The case, or the form with everything that is wrong."""

    form: ReceptionForm
    case: Case | None = None
    status: int = 422


def send(actor: Actor, sheet: Sheet, pressed: str) -> Outcome:
    """Nothing is written while something is wrong."""
    form = sheet.form(sheet.typed)
    objections(form, sheet, accept=pressed == RECEIVE)
    if form.errors or sheet.version is None:
        return Outcome(form)
    try:
        return Outcome(form, _carry_out(actor, sheet, form, pressed))
    except Fault as fault:
        return Outcome(_after(fault, sheet, form), status=fault.status)


def _after(fault: Fault, sheet: Sheet, form: ReceptionForm) -> ReceptionForm:
    """The form as it goes on: with the draft as it is now, or without one that is gone. Everything typed stays."""
    if sheet.draft_ref is not None:
        now = draft_of(sheet.typed["draft"])
        sheet.draft = now
        sheet.typed |= {"draft": str(now.pk) if now else "", "draft_version": str(now.version) if now else ""}
        form = sheet.form(sheet.typed)
        form.is_valid()
    form.add_fault(fault)
    return form


def objections(form: ReceptionForm, sheet: Sheet, *, accept: bool) -> None:
    """Everything that is wrong, said at once."""
    form.is_valid()
    if sheet.version is None:
        form.add_error("seek", str(stopped_words(sheet.typed.get("version", "")) or PROCEDURE_NEEDED))
    if sheet.wrong_files:
        form.add_error(None, str(FILES_WRONG))
    if sheet.card is not None and sheet.card.doubts and not sheet.compared:
        form.add_error("card_compared", str(COMPARE))
    promise = form.promise()
    try:
        checked(form.applicant(None))
    except Invalid as fault:
        form.add_fault(fault)
    handed = form.handed_by_post(None)
    try:
        check_handed(Channel.POST if handed else Channel.COUNTER, handed)
        check_sendable(form.cleaned_data.get("result_wanted") or "", form.details()["address"])
    except Invalid as fault:
        form.add_fault(fault)
    if accept and sheet.version is not None and promise.time_limit_id is None:
        try:
            check_entered(promise, clock.now())
        except Invalid as fault:
            form.add_fault(fault)


def stopped_words(version_id: str) -> Words | None:
    """Why the procedure that was chosen is received no longer, where it was suspended or abolished meanwhile."""
    try:
        version = ProcedureVersion.objects.select_related("procedure").filter(pk=UUID(version_id)).first()
    except ValueError:
        return None
    stopped = stop_on(version.procedure_id) if version else None
    return ProcedureStopped(code=version.procedure.code, told=stopped.words).words if version and stopped else None


def _carry_out(actor: Actor, sheet: Sheet, form: ReceptionForm, pressed: str) -> Case:
    assert sheet.version is not None
    facts: dict[str, Any] = {
        "actor": actor,
        "version_id": sheet.version.pk,
        "office_id": sheet.office.pk,
        "applicant": form.applicant(_person_id(actor, sheet, form)),
        "ticks": ticks_of(sheet, form),
        "summary": form.cleaned_data.get("summary") or "",
        "result_wanted": form.cleaned_data.get("result_wanted") or ResultWanted.COUNTER,
    }
    if pressed == GUIDE:
        return guide_at_counter(**facts, missing=missing_of(sheet, form), draft=sheet.draft_ref)
    carried = sheet.files.get(RECORD, ())
    around = AtCounter(
        visit_id=sheet.visit.pk if sheet.visit else None,
        draft=sheet.draft_ref,
        card=sheet.card_state,
        post=form.handed_by_post(carried[0].stored if carried else None),
    )
    if sheet.linked is not None:
        channel = Channel.POST if around.post else Channel.COUNTER
        brought = Brought(**without(facts, "actor", "ticks"), around=around, channel=channel)
        handed = handed_once(sheet, facts["ticks"])
        key = sheet.linked.bundle.key
        return receive_bundle_at_counter(actor=actor, key=key, brought=brought, handed=handed, promise=form.promise())[
            0
        ]
    if pressed == RECEIVE:
        return receive_at_counter(**facts, promise=form.promise(), around=around)
    return file_at_counter(**facts, around=around, channel=Channel.POST if around.post else Channel.COUNTER)


def without(facts: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if name not in names}


def handed_once(sheet: Sheet, ticks: list[PaperTick]) -> dict[str, PaperTick]:
    """What was handed in for linked procedures, by the folded name of the paper."""
    names = {line.position: fold(line.paper.name) for line in sheet.lines}
    return {names[tick.position]: tick for tick in ticks}


def missing_of(sheet: Sheet, form: ReceptionForm) -> list[str]:
    """The papers that are asked for and were not brought, then what the official wrote."""
    held = files_at_home(sheet)
    absent = [
        line.paper.name
        for line in sheet.lines
        if line.paper.must_be_attached
        and not any(form.counts(line.position))
        and not sheet.files.get(line.position)
        and not held.get(line.position)
    ]
    return [*absent, *(form.cleaned_data.get("guidance") or "").splitlines()]


def ticks_of(sheet: Sheet, form: ReceptionForm) -> list[PaperTick]:
    """What was handed in, paper by paper."""
    ticks = []
    for line in sheet.lines:
        originals, copies = form.counts(line.position)
        files = tuple(carried.stored for carried in sheet.files.get(line.position, ()))
        ticks.append(PaperTick(line.position, originals, copies, files))
    return ticks


def _person_id(actor: Actor, sheet: Sheet, form: ReceptionForm) -> UUID | None:
    """The chosen person while number and name still are theirs; else whoever has the number, or a new one with it."""
    typed = form.details()
    if not typed["identity_number"]:
        return sheet.person.pk if sheet.person and not sheet.person.identity_digest else None
    digits = identity_number(typed["identity_number"]).digits
    theirs = {digits, sheet.card.old_number} - {""} if sheet.card and sheet.card.number == digits else {digits}
    if sheet.person is not None and sheet.person.identity_digest in {
        one for number in theirs for one in digests_of(number)
    }:
        return sheet.person.pk
    if typed["kind"] == ApplicantKind.ORGANISATION and not typed["full_name"]:
        return None
    birth = typed_birth(typed["birth_date"]) if typed["birth_date"] else None
    details = PersonDetails(
        full_name=typed["full_name"],
        birth_date=birth.earliest if birth else None,
        birth_precision=_precision(birth),
        identity_number=digits,
        phone=typed["phone"],
        email=typed["email"],
        address=typed["address"],
        **_from_card(sheet, digits),
    )
    return register_person(actor=actor, details=details).person.pk


def _from_card(sheet: Sheet, digits: str) -> dict[str, Any]:
    """What only the card says: the sex, and the ward of today its address lies in."""
    card = sheet.card
    if card is None or card.number != digits:
        return {}
    today = address_today(card.address)
    return {
        "sex": Sex(card.sex) if card.sex else Sex.UNKNOWN,
        "commune_code": today.units[0].code if today and today.certain else "",
    }


def _precision(birth: object) -> BirthPrecision:
    if getattr(birth, "day", None):
        return BirthPrecision.DAY
    return BirthPrecision.MONTH if getattr(birth, "month", None) else BirthPrecision.YEAR
