"""What is asked of other agencies while a case goes on: what is awaited, until when, and how the ledger hears of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.base.calendars.facts import rules_on
from motcua.base.daysoff.queries import city_rules
from motcua.base.ledger import append
from motcua.casework import timing, walking
from motcua.casework.data import data_of
from motcua.casework.frame import hold_case, move, record, subject, touch
from motcua.casework.steps import both, graph_of, named
from motcua.casework.surroundings import along, time_rules
from motcua.domain.cases.enums import StopReason
from motcua.domain.cases.models import Case, ClockStop
from motcua.domain.cases.states import State
from motcua.domain.directory.models import Agency
from motcua.domain.directory.queries import office_for
from motcua.domain.processes.graph.definition import Asked, Kind, Node
from motcua.domain.processes.graph.engine import Answer
from motcua.domain.routing.enums import BACK, AskKind, AskState
from motcua.domain.routing.errors import AnswersAwaited, NobodyAsked, NoneAnswered, RequestNotFound, RequestOver
from motcua.domain.routing.models import SubRequest, Task
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor, Post
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words


def hold_request(request_id: UUID) -> tuple[Case, SubRequest]:
    """The case under lock with the request as it now is. RequestNotFound where there is none."""
    case_id = SubRequest.objects.filter(pk=request_id).values_list("case", flat=True).first()
    if case_id is None:
        raise RequestNotFound
    case = hold_case(case_id)
    request = SubRequest.objects.select_related("agency__parent", "asking_agency").get(pk=request_id)
    request.case = case
    return case, request


def check_open(request: SubRequest) -> None:
    if not request.is_open:
        raise RequestOver(number=request.slip, state=AskState(request.state).words)


def requests_of(case: Case) -> list[SubRequest]:
    """All of a case, in their order, with what their lines show."""
    found = SubRequest.objects.filter(case=case).select_related(
        "agency", "asking_agency", "escalated_to", "taken_by__person", "closed_by__person", "asked_by__person"
    )
    return list(found.prefetch_related("files", "shown__paper"))


def due_for(case: Case, agency: Agency, minutes: int, since: datetime) -> datetime:
    """Working time of the asked agency: its own office's hours, else those of the office that serves it."""
    office = office_for(agency.pk, clock.local(since).date())
    rules = time_rules(office.pk if office else case.office_id)
    return rules.calendar(agency.path).add_working_minutes(since, minutes, rules.hours)


def awaited(requests: Iterable[SubRequest], token: int | None = None) -> list[SubRequest]:
    """Opinions that a step must still wait for: of each round those out, until enough of it are back.

    `token`: of one open step alone.
    """
    rounds: dict[int, list[SubRequest]] = {}
    for one in requests:
        if one.kind == AskKind.OPINION and token in (None, one.token):
            rounds.setdefault(one.round, []).append(one)
    return [
        one
        for together in rounds.values()
        if sum(each.state in BACK for each in together) < together[0].enough
        for one in together
        if one.is_open
    ]


def check_nothing_awaited(
    case: Case,
    task: Task,
    *,
    whole: bool = False,
    leads: bool = False,
    requests: Sequence[SubRequest] | None = None,
) -> None:
    """AnswersAwaited while opinions asked at this step, or on the `whole` case, are out. `requests`: all of the case,
    where they are at hand.

    An ASK step is left with at least one answer: NobodyAsked, NoneAnswered. Only a leader leaves it with none, after
    what was asked has been recalled.
    """
    if requests is None:
        requests = asked_for(case)
    node = named(case, task).node
    out = awaited(requests, None if whole else task.token)
    if not out:
        if node.kind is Kind.ASK:
            check_answered(node, task, requests, leads=leads)
        return
    names = [f"{one.agency.label}|{one.due_at.isoformat()}" for one in out]
    raise AnswersAwaited(agencies=_told(names), more=lacking(requests, out))


def asked_for(case: Case) -> list[SubRequest]:
    """All of a case; no statement where it is known to have none."""
    known = along(case)
    if known is not None and not known.asked:
        return []
    return list(SubRequest.objects.filter(case=case).select_related("agency"))


def check_answered(node: Node, task: Task, requests: Sequence[SubRequest], *, leads: bool) -> None:
    asked = [one for one in requests if one.kind == AskKind.OPINION and one.token == task.token]
    if not asked:
        raise NobodyAsked(step=node.words)
    if not leads and not any(one.state in BACK for one in asked):
        raise NoneAnswered(step=node.words)


def lacking(requests: Sequence[SubRequest], out: Sequence[SubRequest]) -> int:
    """How many answers must still come, over the rounds that are waited for."""
    waiting = {one.round for one in out}
    enough = {one.round: one.enough for one in requests if one.round in waiting}
    back = sum(one.round in waiting and one.state in BACK for one in requests)
    return min(sum(enough.values()) - back, len(out))


def _told(names: Iterable[str]) -> Words:
    """ "Sở Xây dựng (hạn 17:00 Thứ Hai, 23/11/2026)" for each."""
    parts = [name.rpartition("|") for name in names]
    dues = [(name, weekday_time(datetime.fromisoformat(due))) for name, _, due in parts]
    return Words(
        "; ".join(f"{name} (hạn {due.vi})" for name, due in dues),
        "; ".join(f"{name} (due {due.en})" for name, due in dues),
    )


def suggested(case: Case, task: Task | None) -> tuple[Node | None, Sequence[Asked]]:
    """What the process says is to be asked at this step."""
    node = graph_of(case).by_key.get(task.step) if task else None
    return (node, node.asks) if node is not None and node.kind is Kind.ASK else (None, ())


def tell(
    case: Case, kind: str, actor: Actor, facts: Mapping[str, Any], *, at: datetime, authority: Post | str = ""
) -> None:
    """An entry of the case that leaves its `version` alone: who works on the case is not disturbed by it."""
    append(subject(case), kind, actor, facts, authority=authority, at=at)


def names_of(request: SubRequest) -> dict[str, object]:
    """Which request an entry is about."""
    return {"number": request.number, "agency": request.agency.name}


def stand_still(case: Case, now: datetime) -> dict[str, object]:
    """Stop the clock while opinions are out, where the rule of the day says so; what the ledger keeps of it."""
    if rules_on(clock.local(now).date(), city_rules()).opinion_effect != "stop":
        return {}
    if ClockStop.objects.filter(case=case, ended_at=None).exists():
        return {}
    ClockStop.objects.create(case=case, reason=StopReason.OPINION, effect="stop", began_at=now)
    timing.recompute_due(case)
    case.save(update_fields=["due_at"])
    return {"effect": "stop", "case_due": case.due_at}


def stand_again(case: Case, now: datetime) -> dict[str, object]:
    """Another stop is over, and opinions are still out for which the clock stands: the same."""
    if not awaited(SubRequest.objects.filter(case=case)):
        return {}
    told = stand_still(case, now)
    return {"effect": told["effect"]} if told else {}


def run_on(case: Case, now: datetime) -> dict[str, object]:
    """The clock goes on once no opinion is waited for any more; what the ledger keeps of it."""
    standing = ClockStop.objects.filter(case=case, reason=StopReason.OPINION, ended_at=None)
    if not standing.exists() or awaited(SubRequest.objects.filter(case=case)):
        return {}
    standing.update(ended_at=now)
    timing.recompute_due(case)
    case.save(update_fields=["due_at"])
    return {"resumed": case.due_at, **walking.rededicate(case, open_tasks_of(case), now)}


def go_on(case: Case, token: int) -> None:
    """An asking step of the process is over by itself when enough are back."""
    if case.legal_state not in (State.ACCEPTED, State.PROCESSING):
        return
    open_now = open_tasks_of(case)
    task = next((one for one in open_now if one.token == token), None)
    if task is None or graph_of(case).by_key[task.step].kind is not Kind.ASK:
        return
    if awaited(SubRequest.objects.filter(case=case), token):
        return
    now = move(case, "begin") if case.legal_state is State.ACCEPTED else touch(case)
    planned = walking.plan(case, open_now, Answer(token, data_of(case)))
    case.save()
    walked = walking.carry_out(case, planned, now, outcome="answered")
    facts = {"step": both(named(case, task)), **walked.facts}
    if walked.opened:
        record(case, "case.forwarded", SYSTEM, facts | walked.said)
    else:
        record(case, "case.branch_done", SYSTEM, facts)


def recall_open(case: Case, actor: Actor, now: datetime) -> None:
    """The case is decided or over: what is still out is not needed any more."""
    for request in asked_for(case):
        if request.closed_at is not None:
            continue
        request.state, request.closed_at = AskState.RECALLED, now
        request.save(update_fields=["state", "closed_at"])
        tell(case, "case.request_recalled", actor, names_of(request), at=now)
