"""Opinions, supplements and dues stop one clock: the due moment and each step's share against a count by minutes."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from motcua.base.calendars.facts import calendar_days
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services.answer_agency import answer_request
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.supplement import answer_supplement, request_supplement
from motcua.domain.cases.states import State
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel import clock
from tests.base.calendars.naive import World
from tests.casework.test_life import MISSING, at_leader
from tests.casework.test_rules import decided
from tests.domain.cases import naive_deadlines
from tests.support.town import Town, build_town, hanoi, make_agency, make_official

USUAL = frozenset(range(8 * 60, 12 * 60)) | frozenset(range(13 * 60, 17 * 60))
WORLD = World(
    off=frozenset(one.day for one in calendar_days() if one.kind != "swapped_working_day"),
    week=(*[USUAL] * 5, frozenset(), frozenset()),
)
BEGUN = hanoi("2026-03-09T09:00")
LIMIT = 40


class Life:
    """A case that two agencies are asked about; `pauses` and `start` are kept by hand, minute for minute."""

    def __init__(self, effect: str) -> None:
        self.town, self.effect = build_town(limit=(LIMIT, "working_hour")), effect
        decided(self.town, "opinion_effect", "stop")
        decided(self.town, "supplement_effect", effect)
        self.asked = [make_agency(f"H26.S{n}", f"Sở {n}", "department", self.town.city) for n in (1, 2)]
        self.people = {one.pk: make_official(f"Cao {one.name}", "CV", one, ["specialist"]) for one in self.asked}
        with clock.frozen(BEGUN):
            self.case = at_leader(self.town)
        self.pauses: list[tuple[datetime, datetime]] = []
        self.start = BEGUN
        self.stood_since: datetime | None = None

    def act(self, name: str, now: datetime) -> None:
        with clock.frozen(now):
            getattr(self, name)()
        stands = self.stands()
        if stands and self.stood_since is None:
            self.stood_since = now
        elif not stands and self.stood_since is not None:
            self.pauses.append((self.stood_since, now))
            self.stood_since = None
        if name == "bring" and self.effect == "restart":
            self.start = now

    def possible(self) -> list[str]:
        self.case.refresh_from_db()
        out = bool(self.out())
        if self.case.legal_state is State.PROCESSING:
            return ["want", "owe", *(["reply"] if out else []), *(["ask"] * 4 if len(self.out()) < 2 else [])]
        goes_on = "bring" if self.case.legal_state is State.SUPPLEMENT else "pay"
        return [goes_on, goes_on, *(["reply"] if out else [])]

    def stands(self) -> bool:
        self.case.refresh_from_db()
        return self.case.legal_state in (State.SUPPLEMENT, State.DUTY) or bool(self.out())

    def out(self) -> list[SubRequest]:
        return list(SubRequest.objects.filter(case=self.case, closed_at=None).order_by("number"))

    def ask(self) -> None:
        known = {one.agency_id for one in self.out()}
        agency = next(one for one in self.asked if one.pk not in known)
        self.by_leader(ask_agencies, kind="opinion", text="Có vướng không?", agencies=[AskedAgency(agency.pk, 480)])

    def reply(self) -> None:
        one = self.out()[0]
        answer_request(actor=self.people[one.agency_id], request_id=one.pk, text="Không vướng.")

    def want(self) -> None:
        self.by_leader(request_supplement, reason="Thiếu", items=MISSING)

    def bring(self) -> None:
        answer_supplement(actor=self.town.counter, case_id=self.case.pk, expected=None)

    def owe(self) -> None:
        self.by_leader(request_duty, reason="Lệ phí", amount_vnd=None)

    def pay(self) -> None:
        self.by_leader(settle_duty, evidence="Biên lai")

    def by_leader(self, act: Callable[..., object], **given: object) -> None:
        act(actor=self.town.leader, case_id=self.case.pk, expected=None, **given)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("effect", ["stop", "restart"])
def test_any_order_of_stops_gives_what_a_count_by_minutes_gives(db: None, effect: str, seed: int) -> None:
    life, chance, now = Life(effect), random.Random(seed), BEGUN
    decided(life.town, "supplements_allowed", "9")
    for _ in range(9):
        now += timedelta(minutes=chance.randint(1, 600))
        life.act(chance.choice(life.possible()), now)
        life.case.refresh_from_db()
        if life.stands():
            assert life.case.due_at is None or (life.stood_since and life.case.due_at <= life.stood_since)
            continue
        since = [pause for pause in life.pauses if pause[1] > life.start]
        assert life.case.due_at == naive_deadlines.due(WORLD, life.start, Decimal(LIMIT), "working_hour", since), (
            life.pauses
        )
        task = Task.objects.get(case=life.case, closed_at=None)
        own = naive_deadlines.due(
            WORLD, max(clock.local(task.opened_at), life.start), Decimal(task.minutes) / 60, "working_hour", since
        )
        assert task.due_at == min(own, life.case.due_at)
    assert verify_cases().sound


def test_a_stop_lengthens_a_share_and_a_restart_gives_it_anew(town: Town) -> None:
    with clock.frozen(BEGUN):
        case = at_leader(town)
    common = {"actor": town.leader, "case_id": case.pk, "expected": None}
    with clock.frozen(hanoi("2026-03-09T15:00")):
        request_duty(**common, reason="Lệ phí", amount_vnd=None)
    with clock.frozen(hanoi("2026-03-09T16:00")):
        settle_duty(**common, evidence="Biên lai")
    assert Task.objects.get(case=case, closed_at=None).due_at == hanoi("2026-03-10T10:00")
    with clock.frozen(hanoi("2026-03-10T09:00")):
        request_supplement(**common, reason="Thiếu", items=MISSING)
    with clock.frozen(hanoi("2026-03-11T09:00")):
        answer_supplement(actor=town.counter, case_id=case.pk, expected=None)
    assert Task.objects.get(case=case, closed_at=None).due_at == hanoi("2026-03-12T09:00")
