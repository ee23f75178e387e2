"""The third stage: every open case gets exactly one successor for each body it hangs on, some hundreds at a time.

A case is chosen by what it is, not by how far a counter got: what went over is not found again, so a run that was
killed goes on, and a case filed meanwhile at a body that ends is found too. Codes, promises and due dates stay.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.casework.frame import record
from motcua.casework.reorganisation.choosing import Known
from motcua.casework.reorganisation.frame import Frame
from motcua.casework.reorganisation.models import Operation, Undecided
from motcua.casework.reorganisation.things import ask
from motcua.domain.cases.models import Case
from motcua.domain.directory.holdings import Holding, Way, holdings_of
from motcua.domain.directory.models import Agency
from motcua.kernel import clock
from motcua.kernel.actor import Actor

KIND = "cases.Case"
ASKED, ASKING = "routing.SubRequest.agency", "routing.SubRequest.asking_agency"
CASES_AT_ONCE = 500
CHANGED = (
    "receiving_agency", "receiving_path", "resolving_agency", "resolving_path", "office", "thread_officer",
    "version", "changed_at",
)  # fmt: skip


@dataclass
class Held:
    """A case with the other rows that go with it: by declaration, those that hang on a body that ends."""

    case: Case
    rows: list[tuple[Holding, Any]] = field(default_factory=list)

    def bodies(self, frame: Frame) -> list[UUID]:
        keys = [self.case.receiving_agency_id, self.case.resolving_agency_id]
        keys += [getattr(row, f"{holding.key}_id") for holding, row in self.rows]
        return [key for key in dict.fromkeys(keys) if key in frame.former]


def beside_cases() -> list[Holding]:
    """What goes with a case and is not the case itself."""
    return [one for one in holdings_of(Way.CASE) if one.model != KIND]


def waiting(frame: Frame) -> QuerySet[Case]:
    """Open cases that hang on a body that ends, themselves or by a row of theirs."""
    former = list(frame.former)
    condition = Q(receiving_agency__in=former) | Q(resolving_agency__in=former)
    for holding in beside_cases():
        rows: Any = apps.get_model(holding.model)._default_manager
        here = {f"{holding.key}__in": former, holding.case: OuterRef("pk")}
        condition |= Q(Exists(rows.filter(holding.living(frame.plan.from_day), **here)))
    return Case.objects.filter(condition, ended_at=None)


def with_rows(frame: Frame, cases: Sequence[Case], *, lock: bool = False) -> list[Held]:
    held = {case.pk: Held(case) for case in cases}
    for holding in beside_cases():
        rows: Any = apps.get_model(holding.model)._default_manager
        among = {f"{holding.key}__in": list(frame.former), f"{holding.case}__in": list(held)}
        found = rows.filter(holding.living(frame.plan.from_day), **among).order_by("pk")
        for row in found.select_for_update(of=("self",)) if lock else found:
            held[getattr(row, f"{holding.case}_id")].rows.append((holding, row))
    return list(held.values())


def known_of(case: Case) -> Known:
    applicant = getattr(case, "applicant", None)
    if applicant is None:
        return Known()
    person = applicant.person
    return Known(applicant.address, person.commune_code if person else "")


def choices(frame: Frame, held: Held, chosen: Mapping[UUID, str]) -> dict[UUID, str]:
    """The successor of each body the case hangs on; "" where a person must decide."""
    keys = held.bodies(frame)
    names = {frame.former[key].identifier: key for key in keys}
    by_name = {frame.former[key].identifier: heir for key, heir in chosen.items() if key in frame.former}
    found = frame.chooser.choose_all(list(names), known_of(held.case), by_name)
    return {names[name]: heir for name, heir in found.items()}


def hand_batch(frame: Frame, operation: Operation, actor: Actor) -> int:
    """Lock some cases, hand over what is decided and ask for the rest. How many were looked at; 0 when all are done."""
    asked = Undecided.objects.filter(operation=operation, kind=KIND, done_at=None, object_id=OuterRef("pk"))
    found = waiting(frame).exclude(Exists(asked)).select_related("applicant__person", "office")
    cases = list(found.select_for_update(of=("self",)).order_by("pk")[:CASES_AT_ONCE])
    hand_cases(frame, operation, actor, with_rows(frame, cases, lock=True), {})
    return len(cases)


def settle_cases(frame: Frame, operation: Operation, actor: Actor) -> int:
    """Some of the cases that waited for a person and can go over now. How many did."""
    open_now = Undecided.objects.select_for_update().filter(operation=operation, kind=KIND, done_at=None)
    named = [body.pk for body in frame.former.values() if frame.chooser.defaults.get(body.identifier)]
    asked = list(open_now.filter(~Q(chosen="") | Q(former__in=named)).order_by("object_id")[:CASES_AT_ONCE])
    chosen: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
    for one in Undecided.objects.filter(operation=operation, object_id__in=[row.object_id for row in asked]):
        chosen[one.object_id] |= {one.former_id: one.chosen} if one.chosen else {}
    found = waiting(frame).filter(pk__in=[one.object_id for one in asked]).select_related("applicant__person", "office")
    cases = list(found.select_for_update(of=("self",)).order_by("pk"))
    hand_cases(frame, operation, actor, with_rows(frame, cases, lock=True), chosen)
    Undecided.objects.filter(pk__in=[one.pk for one in asked]).update(done_at=clock.now())
    return len(asked)


def hand_cases(
    frame: Frame, operation: Operation, actor: Actor, cases: Iterable[Held], chosen: Mapping[UUID, Mapping[UUID, str]]
) -> None:
    moving: list[tuple[Held, Moved]] = []
    for held in cases:
        heirs = choices(frame, held, chosen.get(held.case.pk, {}))
        undecided = [key for key, heir in heirs.items() if not heir]
        for key in undecided:
            ask(frame, operation, KIND, held.case.pk, frame.former[key], str(held.case))
        if not undecided:
            moving.append((held, move(frame, held, heirs)))
    write([held for held, _ in moving])
    for held, moved in moving:
        facts = moved.facts(frame) | requests_of(held)
        facts |= {"decision": frame.plan.decision, "operation": operation.pk}
        record(held.case, "case.transferred", actor, facts, authority=frame.plan.decision)
    operation.cases += len(moving)
    operation.cases_of = dict(counted_with(operation.cases_of, (moved for _, moved in moving)))


def requests_of(held: Held) -> dict[str, object]:
    """By the number of a request: the body asked, who has it in hand and who awaits it, where they may have changed."""
    asked = [row for holding, row in held.rows if holding.name == ASKED]
    asking = [row for holding, row in held.rows if holding.name == ASKING]
    return {
        "requests": [[row.number, row.agency_id] for row in asked],
        "requests_held": [[row.number, row.taken_by_id] for row in asked],
        "requests_awaited": [[row.number, row.awaited_by_id] for row in asking],
    }


def counted_with(cases_of: Mapping[str, int], moves: Iterable["Moved"]) -> Counter[str]:
    """How many cases each successor got; a case that went to two counts at both."""
    found = Counter(cases_of)
    for moved in moves:
        found.update({agency.identifier for agency in moved.bodies.values()})
    return found


@dataclass
class Moved:
    """Which ids of a case became which: bodies, its office, posts (None: nobody's any more)."""

    bodies: dict[UUID, Agency]
    others: dict[UUID, UUID | None] = field(default_factory=dict)

    def facts(self, frame: Frame) -> dict[str, object]:
        ids: dict[str, str | None] = {str(old): str(new.pk) for old, new in self.bodies.items()}
        ids |= {str(old): str(new) if new else None for old, new in self.others.items()}
        former = [frame.former[key].name for key in self.bodies]
        now = list(dict.fromkeys(agency.name for agency in self.bodies.values()))
        return {"former": former, "now": now, "moved": ids}


def move(frame: Frame, held: Held, heirs: Mapping[UUID, str]) -> Moved:
    """The case and its rows changed in memory."""
    case, moved = held.case, Moved({key: frame.bodies[heir] for key, heir in heirs.items()})
    for name in ("receiving", "resolving"):
        agency = moved.bodies.get(getattr(case, f"{name}_agency_id"))
        if agency is not None:
            setattr(case, f"{name}_agency", agency)
            setattr(case, f"{name}_path", agency.path)
    if case.office_id in frame.ending_offices:
        office = frame.office_of(case.receiving_agency)
        if office is not None:
            moved.others[case.office_id] = office.pk
            case.office = office
    case.thread_officer_id = follow(frame, moved, case.thread_officer_id)
    for holding, row in held.rows:
        agency = moved.bodies[getattr(row, f"{holding.key}_id")]
        setattr(row, holding.key, agency)
        if holding.mark:
            setattr(row, holding.mark, True)
        if holding.path:
            setattr(row, holding.path, agency.path)
        for post in holding.positions:
            setattr(row, f"{post}_id", at_desk(frame, moved, holding, row, post))
    case.version, case.changed_at = case.version + 1, clock.now()
    return moved


def at_desk(frame: Frame, moved: Moved, holding: Holding, row: Any, name: str) -> UUID | None:
    """The post a row has from now on; one named nowhere yet is the follower of the post that counted in its place."""
    named: UUID | None = getattr(row, f"{name}_id")
    if named is not None or not holding.instead:
        return follow(frame, moved, named)
    counted: UUID = getattr(row, f"{holding.instead}_id")
    heir = follow(frame, moved, counted)
    return None if heir == counted else heir


def follow(frame: Frame, moved: Moved, post: UUID | None) -> UUID | None:
    """The post in the place of one that went over: where the person came to the same body; else nobody's."""
    if post is None or (post not in frame.former_posts and post not in frame.waiting_posts):
        return post
    new, agency = frame.posts.get(post, (None, None))
    here = new is not None and any(agency == one.pk for one in moved.bodies.values())
    moved.others[post] = new if here else None
    return moved.others[post]


def write(cases: Sequence[Held]) -> None:
    Case.objects.bulk_update([held.case for held in cases], CHANGED, batch_size=CASES_AT_ONCE)
    rows: defaultdict[str, list[tuple[Holding, Any]]] = defaultdict(list)
    for held in cases:
        for holding, row in held.rows:
            rows[holding.name].append((holding, row))
    for found in rows.values():
        holding = found[0][0]
        names = [name for name in (holding.key, holding.path, holding.mark, *holding.positions) if name]
        model: Any = apps.get_model(holding.model)
        model._default_manager.bulk_update([row for _, row in found], names, batch_size=CASES_AT_ONCE)
