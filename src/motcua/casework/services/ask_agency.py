"""Asking other agencies about a case, one or several at once: an opinion to wait for, or a question on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from motcua.base.documents.services import take_number
from motcua.casework import steps, sub_requests
from motcua.casework.assigning import holders_of_asked
from motcua.casework.concrete import concrete
from motcua.casework.frame import lock_case
from motcua.casework.services.assign_request import give
from motcua.casework.services.supplement import NOT_ITS_PAPER
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.domain.directory.models import Agency, Position
from motcua.domain.directory.queries import agencies_on
from motcua.domain.routing.enums import AskKind
from motcua.domain.routing.errors import AlreadyAsked
from motcua.domain.routing.models import ShownPaper, SubRequest
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor, Post
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

BOOK = "PH"
ASK = Words("Xin ý kiến, hỏi cơ quan khác", "Ask another agency")
MOST_MINUTES = 60 * 8 * 60
TEXT_NEEDED = Words("Bạn ghi nội dung cần cơ quan được hỏi trả lời.", "Please write what the agency should answer.")
AGENCY_NEEDED = Words("Bạn chọn ít nhất một cơ quan.", "Please choose at least one agency.")
AGENCY_GONE = Words("Cơ quan này không có hoặc không còn hoạt động.", "There is no such agency, or not any more.")
OWN_AGENCY = Words("Đây là cơ quan của bạn.", "This is your own agency.")
TWICE = Words("Mỗi cơ quan chọn một lần.", "Choose each agency once.")
TIME_WRONG = Words(
    "Thời gian trả lời từ 1 giờ đến 60 ngày làm việc.", "The time to answer is 1 hour to 60 working days."
)
ENOUGH_WRONG = Words(
    "Số ý kiến cần có từ 1 đến số cơ quan được hỏi.", "How many are enough: from 1 to the number of agencies asked."
)


@dataclass(frozen=True, slots=True)
class AskedAgency:
    """One agency with the working time it has; `text` is asked of it alone, besides what all are asked."""

    agency_id: UUID
    minutes: int
    text: str = ""


@transaction.atomic
def ask_agencies(
    *,
    actor: Actor,
    case_id: UUID,
    expected: int | None,
    kind: str,
    text: str,
    agencies: Sequence[AskedAgency],
    papers: Sequence[UUID] = (),
    enough: int = 0,
    task_id: UUID | None = None,
) -> Case:
    """Who does a step asks; the receipt, the due date and the thread officer of the case stay as they are.

    `papers` of the case are shown to the asked while they are asked. `enough`: how many opinions must be back before
    the step can be left, 0 for all. Invalid names what is wrong, AlreadyAsked an agency that has not answered yet.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task, post, _ = steps.check_my_step(actor, case, task_id)
    if case.legal_state not in (State.ACCEPTED, State.PROCESSING):
        raise MoveRefused(move=ASK, state=FACTS[case.legal_state].words)
    asked_kind = check_asked(kind, text, agencies, enough)
    concrete(text, "text")
    found = check_agencies(case, post, asked_kind, agencies)
    check_shown(case, papers)
    asking = Asking(asked_kind, text, task.token, task.step, enough, papers)
    ask_round(case, actor, post, asking, [(found[one.agency_id], one) for one in agencies])
    return case


@dataclass(frozen=True, slots=True)
class Asking:
    """What all agencies of a round are asked, and where in the process. `token` 0: by itself, at no open step."""

    kind: AskKind
    text: str
    token: int
    step: str
    enough: int = 0
    papers: Sequence[UUID] = ()


def ask_round(
    case: Case, actor: Actor, post: Post, asking: Asking, agencies: Sequence[tuple[Agency, AskedAgency]]
) -> None:
    """The requests of one round, numbered on; the case is locked and everything is checked."""
    first = SubRequest.objects.filter(case=case).count() + 1
    desks = holders_of_asked(case, [agency for agency, _ in agencies])
    for place, (agency, one) in enumerate(agencies):
        request = SubRequest(
            case=case,
            number=first + place,
            round=first,
            enough=asking.enough or len(agencies),
            kind=asking.kind,
            token=asking.token,
            step=asking.step,
            asked_by_id=post.position_id,
            agency=agency,
            text="\n\n".join(part.strip() for part in (asking.text, one.text) if part.strip()),
        )
        request.minutes = one.minutes
        send(case, actor, post, request, asking.papers)
        if desk := desks[place]:
            give(case, request, Position.objects.get(pk=desk), SYSTEM)


def send(case: Case, actor: Actor, post: Post, request: SubRequest, papers: Sequence[UUID]) -> None:
    """Number it, reckon its due moment, show the papers, tell the ledger."""
    now = clock.now()
    request.asking_agency_id, request.asking_path = post.agency_id, post.agency_path
    request.agency_path = request.agency.path
    request.asked_at, request.due_at = now, sub_requests.due_for(case, request.agency, request.minutes, now)
    book = take_number(agency_identifier=identifier_of(post), book=BOOK, year=clock.local(now).year)
    request.slip = f"{book}/{BOOK}"
    request.save()
    ShownPaper.objects.bulk_create(ShownPaper(request=request, paper_id=paper) for paper in papers)
    standing = sub_requests.stand_still(case, now) if request.kind == AskKind.OPINION else {}
    facts = sub_requests.names_of(request) | {
        "kind": request.kind,
        "due": request.due_at.isoformat(),
        "agency_id": request.agency_id,
        "slip": request.slip,
    }
    sub_requests.tell(case, "case.agency_asked", actor, facts | standing, at=now, authority=post)


def identifier_of(post: Post) -> str:
    """The identifier of the post's agency: the last group of its path."""
    return post.agency_path.strip("/").rpartition("/")[2]


def check_asked(kind: str, text: str, agencies: Sequence[AskedAgency], enough: int) -> AskKind:
    """What was typed, apart from who is asked."""
    wrong: dict[str, Words] = {}
    if kind not in [str(one) for one in AskKind]:
        wrong["kind"] = Words("Bạn chọn xin ý kiến hay hỏi thông tin.", "Choose opinion or question.")
    if not text.strip():
        wrong["text"] = TEXT_NEEDED
    if not agencies:
        wrong["agencies"] = AGENCY_NEEDED
    elif not 0 <= enough <= len(agencies):
        wrong["enough"] = ENOUGH_WRONG
    if any(not 60 <= one.minutes <= MOST_MINUTES for one in agencies):
        wrong["agencies"] = TIME_WRONG
    if wrong:
        raise Invalid(wrong)
    return AskKind(kind)


def check_agencies(case: Case, post: Post, kind: AskKind, agencies: Sequence[AskedAgency]) -> dict[UUID, Agency]:
    """The agencies by id: existing today, each once, none of them one's own, none with an open request."""
    wanted = [one.agency_id for one in agencies]
    found = {one.pk: one for one in agencies_on(clock.today()).filter(pk__in=wanted)}
    if len(set(wanted)) < len(wanted):
        raise Invalid({"agencies": TWICE})
    if set(wanted) - found.keys():
        raise Invalid({"agencies": AGENCY_GONE})
    if post.agency_id in found:
        raise Invalid({"agencies": OWN_AGENCY})
    out = SubRequest.objects.filter(case=case, kind=kind, closed_at=None, agency__in=wanted).first()
    if out is not None:
        name = found[out.agency_id].label
        raise AlreadyAsked({"agencies": AlreadyAsked.sentence.fill(agency=name)}, agency=name)
    return found


def check_shown(case: Case, papers: Sequence[UUID]) -> None:
    """Every paper shown is one of the case's own. Invalid otherwise."""
    if set(papers) - set(case.papers.values_list("pk", flat=True)):
        raise Invalid({"papers": NOT_ITS_PAPER})
