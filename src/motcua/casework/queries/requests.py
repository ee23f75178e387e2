"""What agencies ask each other, as each side may read it: lists for both, one request with its papers and answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from motcua.base.access import permissions
from motcua.base.files.models import StoredFile
from motcua.casework.queries.wanted import NEAR, NOBODY
from motcua.casework.services.chase_agency import may_escalate
from motcua.domain.cases.models import Case, CasePaper, PaperFile
from motcua.domain.cases.permissions import may_see
from motcua.domain.cases.states import OPEN as CASE_OPEN
from motcua.domain.routing.enums import AskKind
from motcua.domain.routing.errors import RequestNotFound
from motcua.domain.routing.models import AnswerFile, SubRequest
from motcua.domain.routing.permissions import check_request, has_in_hand, is_asked
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

PAGE = 50
INCOMING, OUTGOING, ENDED = "den", "di", "xong"
TABS = {
    INCOMING: Words("Cần trả lời", "To answer"),
    OUTGOING: Words("Đã hỏi, đang chờ", "Asked, waiting"),
    ENDED: Words("Đã xong", "Done"),
}
OWN = "mine"
HOLDERS = {OWN: Words("Của tôi", "Mine"), NOBODY: Words("Chưa ai nhận", "Nobody has it")}
DUE = ("late", "near", "ontime")
SHOWN = (
    "case__procedure_version__procedure", "agency__parent", "asking_agency", "escalated_to", "asked_by__person",
    "taken_by__person", "closed_by__person",
)  # fmt: skip
CHASE = ("remind", "escalate", "recall")
ANSWER = ("take", "answer", "refuse")


@dataclass(frozen=True, slots=True)
class RequestList:
    """Fifty of a tab; `more` is the key behind the last one. `counts` by colour, of the tab as it is."""

    items: Sequence[SubRequest]
    more: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request; `asked`: the reader is of the agency that answers. `case`: only where they may see that, too.

    `papers` are those shown to the asked agency, with their files under `kept`; it reads them while it is asked.
    """

    request: SubRequest
    asked: bool
    case: Case | None
    papers: Sequence[CasePaper]
    acts: tuple[str, ...]


def in_tab(actor: Actor, tab: str) -> Q:
    """The requests of one's own agencies; those told to an agency from below are its own as well."""
    paths = actor.paths(permissions.CASE_SEE)
    incoming = Q(agency_path__in=paths) | Q(escalated_to__path__in=paths)
    outgoing = Q(asking_path__in=paths)
    if tab == ENDED:
        return (incoming | outgoing) & Q(closed_at__isnull=False)
    return (outgoing if tab == OUTGOING else incoming) & Q(closed_at=None)


def due_as(due: str, now: datetime) -> Q:
    conditions = {
        "late": Q(due_at__lt=now),
        "near": Q(due_at__gte=now, due_at__lt=now + NEAR),
        "ontime": Q(due_at__gte=now + NEAR),
    }
    return conditions.get(due, Q())


def held_as(actor: Actor, holder: str) -> Q:
    """Those in one's own hands, or that nobody has."""
    if holder == NOBODY:
        return Q(taken_by=None)
    return Q(taken_by__in=[post.stands_for or post.position_id for post in actor.posts]) if holder == OWN else Q()


def request_list(
    actor: Actor, tab: str, *, due: str = "", kind: str = "", holder: str = "", after: str = "", room: int = PAGE
) -> RequestList:
    """What is due first stands first; of what is over, the latest. Five statements at most."""
    now, own = clock.now(), SubRequest.objects.filter(in_tab(actor, tab), held_as(actor, holder))
    counts = {}
    if tab != ENDED:
        counts = {name: count for name in DUE if (count := own.filter(due_as(name, now))[:1000].count())}
        own = own.filter(due_as(due, now))
    if kind in [str(one) for one in AskKind]:
        own = own.filter(kind=kind)
    found = list(_ordered(own, tab, after).select_related(*SHOWN)[: room + 1])
    more = _key(found[room - 1], tab) if len(found) > room else ""
    return RequestList(found[:room], more, counts)


def _ordered(own: QuerySet[SubRequest], tab: str, after: str) -> QuerySet[SubRequest]:
    name = "closed_at" if tab == ENDED else "due_at"
    at, _, last = after.rpartition("~")
    try:
        moment, key = datetime.fromisoformat(at), UUID(last)
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is not None:
        beyond = Q(**{f"{name}__{'lt' if tab == ENDED else 'gt'}": moment})
        own = own.filter(beyond | Q(**{name: moment, "pk__gt": key}))
    return own.order_by(f"{'-' if tab == ENDED else ''}{name}", "id")


def _key(request: SubRequest, tab: str) -> str:
    moment = request.closed_at if tab == ENDED else request.due_at
    assert moment
    return f"{moment.isoformat()}~{request.pk}"


def find_request(actor: Actor, request_id: UUID) -> SubRequest:
    """For reading. RequestNotFound for strangers."""
    request = SubRequest.objects.select_related(*SHOWN, "case__applicant").filter(pk=request_id).first()
    if request is None:
        raise RequestNotFound
    check_request(actor, request)
    return request


def request_page(actor: Actor, request_id: UUID) -> RequestPage:
    """RequestNotFound for strangers."""
    request = find_request(actor, request_id)
    sees_case = may_see(actor, request.case)
    open_to_them = sees_case or request.is_open
    return RequestPage(
        request=request,
        asked=is_asked(actor, request),
        case=request.case if sees_case else None,
        papers=papers_shown(request) if open_to_them else [],
        acts=acts_for(actor, request),
    )


def papers_shown(request: SubRequest) -> list[CasePaper]:
    kept = Prefetch("files", PaperFile.objects.filter(removed_at=None).select_related("file"), to_attr="kept")
    return list(CasePaper.objects.filter(pk__in=request.shown.values("paper")).prefetch_related(kept))


def acts_for(actor: Actor, request: SubRequest) -> tuple[str, ...]:
    """What would be let through now, in the order of likelihood."""
    if not request.is_open:
        return ()
    found: list[str] = []
    mine, heads = in_hand(actor, request), actor.may(permissions.CASE_ASSIGN, request.agency_path)
    if actor.may(permissions.CASE_PROCESS, request.agency_path):
        found += [act for act in ANSWER if act != "take" or not mine]
    if heads:
        found.append("assign")
    if mine or (heads and request.taken_by_id):
        found.append("release")
    own = (permissions.CASE_PROCESS, permissions.CASE_RECEIVE)
    if any(actor.may(permission, request.asking_path) for permission in own):
        found += [act for act in CHASE if act != "escalate" or _may_go_up(request)]
    return tuple(found)


def in_hand(actor: Actor, request: SubRequest) -> bool:
    return any(has_in_hand(post, request) for post in actor.posts)


def _may_go_up(request: SubRequest) -> bool:
    return may_escalate(request, clock.now()) and request.agency.parent_id is not None


def find_shown_file(actor: Actor, request_id: UUID, file_id: UUID) -> tuple[SubRequest, StoredFile]:
    """A file of the answer, or of a paper shown: to the asked agency only while it is asked. RequestNotFound."""
    request = find_request(actor, request_id)
    answer = AnswerFile.objects.select_related("file").filter(pk=file_id, request=request).first()
    if answer is not None:
        return request, answer.file
    if request.is_open or may_see(actor, request.case):
        shown = PaperFile.objects.filter(paper__in=request.shown.values("paper"), removed_at=None, pk=file_id)
        paper_file = shown.select_related("file").first()
        if paper_file is not None:
            return request, paper_file.file
    raise RequestNotFound


def waiting_for(case: Case) -> list[SubRequest]:
    """Opinions of other agencies that a case waits for: what its owner and the holder of the receipt may know."""
    if case.legal_state not in CASE_OPEN:
        return []
    found = SubRequest.objects.filter(case=case, kind=AskKind.OPINION, closed_at=None)
    return list(found.select_related("agency").order_by("due_at"))
