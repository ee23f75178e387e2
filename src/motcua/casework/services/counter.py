"""Reception at the counter: find or register the person, tick the papers, accept; one transaction, one receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from motcua.base.access import permissions
from motcua.base.acting import act
from motcua.base.files.models import StoredFile
from motcua.casework import post
from motcua.casework.frame import move, record
from motcua.casework.papers import HandedIn, handed_in
from motcua.casework.post import HandedByPost
from motcua.casework.services.accept import Promise, take_in
from motcua.casework.services.draft import add_file, checklist, new_case
from motcua.casework.services.submit import filing_facts, note_filing, open_reception
from motcua.casework.services.take_over import DraftRef, take_over
from motcua.casework.services.visits import visit_for
from motcua.domain.cases.enums import Channel, ResultWanted
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case, CasePaper, Visit
from motcua.domain.cases.services.applicants import ApplicantDetails, write_applicant
from motcua.domain.directory.models import Office
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied


@dataclass(frozen=True, slots=True)
class PaperTick:
    """What was handed in for the paper at `position` of the version's checklist."""

    position: int
    originals: int = 0
    copies: int = 0
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class AtCounter:
    """What surrounds a case at the counter: the visit going on, the draft it continues, what was seen of the card.

    `visit` is the one it surely belongs to, also where the case is for another office. `card`: "" nothing scanned,
    "scanned" read only, "compared" the official looked at the card itself. `post`: the record signed with the post
    that brought it.
    """

    visit_id: UUID | None = None
    draft: DraftRef | None = None
    card: str = ""
    post: HandedByPost | None = None
    visit: Visit | None = None


NOTHING = AtCounter()


@dataclass(frozen=True, slots=True)
class Brought:
    """What a person brings to the counter; `elsewhere`: linked to a case of here, received where its own office is."""

    version_id: UUID
    office_id: UUID
    applicant: ApplicantDetails
    ticks: Sequence[PaperTick] = ()
    summary: str = ""
    result_wanted: str = ResultWanted.COUNTER
    channel: Channel = Channel.COUNTER
    around: AtCounter = NOTHING
    bundle_id: UUID | None = None
    elsewhere: bool = False


@act
def file_at_counter(
    *,
    actor: Actor,
    version_id: UUID,
    office_id: UUID,
    applicant: ApplicantDetails,
    ticks: Sequence[PaperTick] = (),
    summary: str = "",
    result_wanted: str = ResultWanted.COUNTER,
    channel: Channel = Channel.COUNTER,
    around: AtCounter = NOTHING,
) -> Case:
    """Write down what a person brings to the counter; the case then waits for acceptance like any other.

    Invalid names every wrong field of the applicant. NotReceivable when the office does not take the procedure.
    DraftGone or CaseChanged when the draft it continues is no longer as it was shown.
    """
    brought = Brought(version_id, office_id, applicant, ticks, summary, result_wanted, channel, around)
    return write_down(actor, brought)[0]


def write_down(actor: Actor, brought: Brought) -> tuple[Case, list[HandedIn]]:
    """The case and its checklist, inside the caller's transaction, which alone knows of it yet: as good as locked."""
    handed = brought.around.post
    post.check_handed(brought.channel, handed)
    post.check_sendable(brought.result_wanted, brought.applicant.address)
    case = begun(actor, brought)
    if brought.around.visit is not None:
        case.visit = brought.around.visit
    elif brought.channel == Channel.COUNTER:
        case.visit = visit_of(actor, brought, case.office)
    move(case, "submit")
    planned = note_filing(case, waits=brought.elsewhere)
    lines = laid_down(actor, case, brought)
    if handed is not None:
        post.note(case, handed, actor, lines)
    walked = open_reception(case, planned)
    files = sum(len(line.files) for line in lines)
    facts = filing_facts(case, walked, papers=len(lines), files=files) | around_facts(case, brought.around)
    facts |= {"bundle": brought.bundle_id} if brought.bundle_id else {}
    record(case, "case.submitted", actor, facts, first=not files and brought.around.draft is None)
    if handed is not None:
        post.tell(case, handed, actor)
    return case, lines


def visit_of(actor: Actor, brought: Brought, office: Office) -> Visit:
    around, person_id = brought.around, brought.applicant.person_id
    return visit_for(actor=actor, office=office, person_id=person_id, visit_id=around.visit_id)


def begun(actor: Actor, brought: Brought) -> Case:
    """The case before it is written: a new one, or the locked draft it continues."""
    case = new_case(version_id=brought.version_id, office_id=brought.office_id, channel=brought.channel)
    if not brought.elsewhere:
        check_here(actor, case)
    if brought.around.draft is not None:
        case = take_over(actor, brought.around.draft, case)
    case.filer_id, case.result_wanted = case.filer_id or brought.applicant.person_id, brought.result_wanted
    case.summary = brought.summary.strip()
    return case


def check_here(actor: Actor, case: Case) -> None:
    """This office is the actor's to receive at. CaseNotFound for strangers, Denied without the right."""
    if not actor.may(permissions.CASE_SEE, case.receiving_path):
        raise CaseNotFound
    if not actor.may(permissions.CASE_RECEIVE, case.receiving_path):
        raise Denied


def laid_down(actor: Actor, case: Case, brought: Brought) -> list[HandedIn]:
    """Write the case, its applicant and its checklist; a draft's own lines and files stay."""
    new = brought.around.draft is None
    case.save()
    write_applicant(case, brought.applicant, first=new)
    return write_ticked(case, brought.ticks, actor) if new else tick_again(case, brought.ticks, actor)


def around_facts(case: Case, around: AtCounter) -> dict[str, object]:
    """What the ledger tells of the visit and of how the person showed who they are."""
    facts: dict[str, object] = {"visit": str(case.visit_id)} if case.visit_id else {}
    return facts | ({"card": around.card} if around.card else {})


@act
def receive_at_counter(
    *,
    actor: Actor,
    version_id: UUID,
    office_id: UUID,
    applicant: ApplicantDetails,
    ticks: Sequence[PaperTick] = (),
    summary: str = "",
    result_wanted: str = ResultWanted.COUNTER,
    promise: Promise | None = None,
    around: AtCounter = NOTHING,
) -> Case:
    """File and accept in one go: code, due date and slip 01 come back with the case."""
    channel = Channel.POST if around.post else Channel.COUNTER
    brought = Brought(version_id, office_id, applicant, ticks, summary, result_wanted, channel, around)
    case, lines = write_down(actor, brought)
    return take_in(actor, case, promise or Promise(), lines)


def write_ticked(case: Case, ticks: Sequence[PaperTick], actor: Actor) -> list[HandedIn]:
    """The checklist with what was handed in; a tick beside the checklist counts for nothing."""
    lines = checklist(case)
    ticked = {tick.position: tick for tick in ticks}
    for line in lines:
        tick = ticked.get(line.position, PaperTick(line.position))
        line.originals, line.copies = tick.originals, tick.copies
    CasePaper.insert_all(lines)
    brought = ((line, ticked[line.position].files if line.position in ticked else ()) for line in lines)
    return [
        HandedIn(line, [add_file(case=case, paper=line, stored=stored, actor=actor) for stored in files])
        for line, files in brought
    ]


def tick_again(case: Case, ticks: Sequence[PaperTick], actor: Actor) -> list[HandedIn]:
    """The lines of a draft with what was handed in now, besides the files they have."""
    ticked = {tick.position: tick for tick in ticks}
    lines = []
    for line in handed_in(case):
        tick = ticked.get(line.paper.position, PaperTick(line.paper.position))
        line.paper.originals, line.paper.copies = tick.originals, tick.copies
        line.paper.save(update_fields=["originals", "copies"])
        added = [add_file(case=case, paper=line.paper, stored=stored, actor=actor) for stored in tick.files]
        lines.append(HandedIn(line.paper, [*line.files, *added]))
    return lines
