"""Who hears of what agencies ask each other: the unit that is asked, and whoever asked; in the inbox of the desk."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.db.models import Q

from motcua.base.access.roles import Leader, Specialist
from motcua.base.ledger.models import Entry
from motcua.base.messages.recipients import Recipient, register_recipients
from motcua.base.messages.texts import register_texts
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import SubRequest
from motcua.kernel import clock

ASKED_HEAR = ("case.agency_asked", "case.request_recalled", "case.request_reminded", "case.request_late")
ASKING_HEAR = (
    "case.request_taken",
    "case.agency_answered",
    "case.agency_refused",
    "case.request_escalated",
    "case.request_late",
)
TEXTS = Path(__file__).parent / "facts" / "asking.json"
MOST = 50
WORKING = (Specialist.name, Leader.name)


def request_of(entry: Entry) -> SubRequest | None:
    number = entry.facts["number"]
    found = SubRequest.objects.select_related("agency", "case").filter(case=UUID(entry.subject_id), number=number)
    return found.first()


def asked_hear(entry: Entry) -> list[Recipient]:
    """Who took it; before that everybody at the asked agency who answers such things."""
    request = request_of(entry)
    if request is None:
        return []
    if request.taken_by_id:
        return to_positions(request, Q(pk=request.taken_by_id))
    return to_positions(request, Q(agency=request.agency_id))


def holder_hears(entry: Entry) -> list[Recipient]:
    """Who was given a request by the head of the agency. By a rule it comes with the news that the agency is asked."""
    return asked_hear(entry) if entry.actor_kind == "official" else []


def asking_hear(entry: Entry) -> list[Recipient]:
    """Who asked or awaits it now, and the thread officer of the case, who is led to the case itself."""
    request = request_of(entry)
    if request is None:
        return []
    asked = to_positions(request, Q(pk=request.waits_id), roles=())
    thread = request.case.thread_officer_id
    if thread is None or thread == request.waits_id:
        return asked
    return [*asked, *to_positions(request, Q(pk=thread), roles=(), link=case_link(request))]


def reception_hears(entry: Entry) -> list[Recipient]:
    """Of a late answer the head of the reception hears (Decree 61/2018 Art. 19.5), at its agency or nearest above."""
    request = request_of(entry)
    if request is None:
        return []
    path = request.case.receiving_path
    above = [path[: place + 1] for place, sign in enumerate(path) if sign == "/" and place]
    heads = Position.objects.filter(
        agency__path__in=above, roles__contains=[Leader.name], valid__contains=clock.today()
    )
    nearest = max(heads.values_list("agency__path", flat=True), key=len, default="")
    return to_positions(request, Q(agency__path=nearest), roles=(Leader.name,), link=case_link(request))


def case_link(request: SubRequest) -> str:
    return f"/can-bo/ho-so/{request.case_id}/"


def above_hear(entry: Entry) -> list[Recipient]:
    """The heads of the agency above the asked one."""
    request = request_of(entry)
    if request is None or request.escalated_to_id is None:
        return []
    return to_positions(request, Q(agency=request.escalated_to_id), roles=(Leader.name,))


def to_positions(request: SubRequest, which: Q, roles: Iterable[str] = WORKING, link: str = "") -> list[Recipient]:
    """Holders of posts today, each once."""
    found = Position.objects.filter(which, valid__contains=clock.today(), person__staff_account__isnull=False)
    wanted = set(roles)
    return [
        Recipient(
            account_id=post.person.staff_account_id,
            person_id=post.person_id,
            name=post.person.full_name,
            values={"case": str(request.case)},
            link=link or f"/can-bo/phoi-hop/{request.pk}/",
        )
        for post in found.select_related("person").order_by("pk")[:MOST]
        if not wanted or wanted & set(post.roles)
    ]


for _kind in ASKED_HEAR:
    register_recipients(_kind, asked_hear)
for _kind in ASKING_HEAR:
    register_recipients(_kind, asking_hear)
register_recipients("case.request_assigned", holder_hears)
register_recipients("case.request_escalated", above_hear)
register_recipients("case.request_late", reception_hears)
register_texts(TEXTS)
