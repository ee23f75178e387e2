"""A head's power given to others by decision: what it allows, how it is signed, when it ends."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from motcua.base.access.models import Account
from motcua.base.documents.models import Document
from motcua.base.ledger.models import Entry
from motcua.casework.delegated import Decided, Given, Share, shares
from motcua.casework.queries.delegations import delegations_below, register, shares_on
from motcua.casework.queries.verification import verify_cases
from motcua.casework.queries.wanted import Wanted
from motcua.casework.queries.worklist import worklist
from motcua.casework.services import delegate as acts
from motcua.casework.services.counter import PaperTick, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.errors import CaseNotFound, NotYourStep
from motcua.domain.cases.models import Case
from motcua.domain.directory.actors import actor_for
from motcua.domain.directory.errors import DelegatedAlready, DelegationOver, OwnPosition
from motcua.domain.directory.models import Delegation
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Denied, Fault, Invalid
from tests.support.town import APPLICANT, Town, hanoi, make_agency, make_official, make_version

FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)


@dataclass(frozen=True)
class Offices:
    """The town with a deputy chairman, who decides nothing by his own post, and a unit below."""

    town: Town
    deputy: Actor
    below: Actor

    def given(self, **other: Any) -> acts.Given:
        first = acts.Given(
            agency_id=self.town.commune.pk,
            giver_id=self.town.leader.posts[0].position_id,
            form="kt",
            scopes=(f"procedure:{self.town.version.procedure_id}",),
            decision="12/QĐ-UBND",
            decided_on=FIRST,
            first_day=FIRST,
            last_day=LAST,
            to_position_id=self.deputy.posts[0].position_id,
        )
        return replace(first, **other)


@pytest.fixture
def offices(town: Town) -> Offices:
    unit = make_agency("H26.T1.P1", "Phòng Tư pháp", "unit", town.commune)
    deputy = make_official("Ngô Phó", "Phó Chủ tịch", town.commune, ["specialist"])
    return Offices(town, deputy, make_official("Bùi Trưởng Phòng", "Trưởng phòng", unit, ["leader"]))


def now_acting(actor: Actor) -> Actor:
    found = actor_for(Account.objects.get(pk=actor.account_id))
    assert found
    return found


def before_the_leader(town: Town, version_id: Any = None) -> Case:
    """A case of the town that waits for a decision."""
    case = receive_at_counter(
        actor=town.counter, version_id=version_id or town.version.pk, office_id=town.office.pk, applicant=APPLICANT,
        ticks=[PaperTick(position=1, originals=1)],
    )  # fmt: skip
    forward_case(actor=town.counter, case_id=case.pk, expected=None)
    return forward_case(actor=town.specialist, case_id=case.pk, expected=None)


def decided_by(actor: Actor, case: Case) -> Case:
    return decide_case(actor=actor, case_id=case.pk, expected=None, outcome="granted", text="Cấp.")


def test_a_decision_under_a_delegation_is_marked_in_the_ledger_and_on_the_result(offices: Offices) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        delegation = acts.delegate(actor=offices.town.administrator, given=offices.given())
        case = before_the_leader(offices.town)
        deputy = now_acting(offices.deputy)
        assert [row.case.pk for row in worklist(deputy, Wanted()).rows] == [case.pk]
        decided_by(deputy, case)
        entry = Entry.objects.get(subject_id=str(case.pk), kind="case.decided")
        assert entry.authority == "Phó Chủ tịch, KT. CHỦ TỊCH (12/QĐ-UBND) (/H26/H26.T1/)"
        assert entry.facts["delegation"] == str(delegation.pk)
        signer = Document.objects.get(subject_id=str(case.pk), kind="result").facts["signer"]
        assert (signer["capacity"], signer["title"], signer["name"]) == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Ngô Phó")
        assert verify_cases().sound


def test_a_procedure_it_does_not_name_is_not_decided(offices: Offices) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        acts.delegate(actor=offices.town.administrator, given=offices.given())
        other = before_the_leader(offices.town, make_version(code="1.000002").pk)
        assert not worklist(now_acting(offices.deputy), Wanted()).rows
        with pytest.raises(Denied):
            decided_by(now_acting(offices.deputy), other)


def test_it_ends_by_itself_and_by_revoking(offices: Offices) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        delegation = acts.delegate(actor=offices.town.administrator, given=offices.given(form="tuq"))
        case = before_the_leader(offices.town)
        deputy = now_acting(offices.deputy)
    for day, posts in (("2026-10-31", 1), ("2026-11-01", 2), ("2026-12-31", 2), ("2027-01-01", 1)):
        with clock.frozen(hanoi(f"{day}T09:00")):
            assert len(now_acting(offices.deputy).posts) == posts, day
    with clock.frozen(hanoi("2026-11-24T09:00")):
        acts.revoke(
            actor=offices.town.administrator, delegation_id=delegation.pk, last_day=date(2026, 11, 24),
            ground="15/QĐ-UBND",
        )  # fmt: skip
        assert len(now_acting(offices.deputy).posts) == 2
    with clock.frozen(hanoi("2026-11-25T09:00")):
        with pytest.raises(Denied):
            decided_by(now_acting(offices.deputy), case)
        assert [row.state for row in register(delegations_below(["/"]), clock.today())] == ["revoked"]
        with pytest.raises(DelegationOver):
            acts.revoke(
                actor=SYSTEM, delegation_id=delegation.pk, last_day=date(2026, 11, 25), ground="15/QĐ-UBND"
            )  # fmt: skip
    assert deputy.posts[1].signs == "TUQ. CHỦ TỊCH\nPHÓ CHỦ TỊCH"


def test_a_unit_below_signs_by_order_through_whoever_leads_it(offices: Offices) -> None:
    field = f"field:{offices.town.version.field_id}"
    given = offices.given(
        form="tl", scopes=(field,), to_position_id=None, to_agency_id=offices.below.posts[0].agency_id
    )
    with clock.frozen(hanoi("2026-11-23T09:00")):
        acts.delegate(actor=offices.town.administrator, given=given)
        case = before_the_leader(offices.town)
        with pytest.raises(CaseNotFound):
            decided_by(offices.below, case)
        decided_by(now_acting(offices.below), case)
        signer = Document.objects.get(subject_id=str(case.pk), kind="result").facts["signer"]
        assert (signer["capacity"], signer["title"]) == ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG")


def test_the_receiver_does_no_other_step_under_it(offices: Offices) -> None:
    with clock.frozen(hanoi("2026-11-23T09:00")):
        given = offices.given(scopes=("all",), form="tuq", to_position_id=offices.below.posts[0].position_id)
        acts.delegate(actor=offices.town.administrator, given=given)
        case = receive_at_counter(
            actor=offices.town.counter, version_id=offices.town.version.pk, office_id=offices.town.office.pk,
            applicant=APPLICANT, ticks=[PaperTick(position=1, originals=1)],
        )  # fmt: skip
        forward_case(actor=offices.town.counter, case_id=case.pk, expected=None)
        with pytest.raises(NotYourStep):
            forward_case(actor=now_acting(offices.below), case_id=case.pk, expected=None)


@pytest.mark.parametrize(
    ("first", "second", "days", "refused"),
    [
        ("procedure", "procedure", (FIRST, LAST), True),
        ("procedure", "field", (FIRST, LAST), True),
        ("field", "procedure", (FIRST, LAST), True),
        ("all", "procedure", (FIRST, LAST), True),
        ("field", "all", (FIRST, LAST), True),
        ("other", "procedure", (FIRST, LAST), False),
        ("procedure", "procedure", (date(2027, 1, 1), date(2027, 1, 31)), False),
    ],
)
def test_the_same_matter_is_not_delegated_twice_at_a_time(
    offices: Offices, first: str, second: str, days: tuple[date, date], refused: bool
) -> None:
    version, other = offices.town.version, make_version(code="1.000009")
    scopes = {
        "procedure": f"procedure:{version.procedure_id}",
        "field": f"field:{version.field_id}",
        "other": f"procedure:{other.procedure_id}",
        "all": "all",
    }
    with clock.frozen(hanoi("2026-11-23T09:00")):
        acts.delegate(actor=SYSTEM, given=offices.given(scopes=(scopes[first],)))
        again = offices.given(scopes=(scopes[second],), form="tuq", first_day=days[0], last_day=days[1])
        if refused:
            with pytest.raises(DelegatedAlready):
                acts.delegate(actor=SYSTEM, given=again)
        else:
            acts.delegate(actor=SYSTEM, given=again)
        assert Delegation.objects.count() == 2 - refused


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scopes": ()}, "scopes"),
        ({"scopes": ("all", "field:x")}, "scopes"),
        ({"scopes": ("procedure:not-a-key",)}, "scopes"),
        ({"last_day": None}, "last_day"),
        ({"last_day": date(2026, 10, 1)}, "last_day"),
        ({"decision": " "}, "decision"),
        ({"decided_on": LAST}, "decided_on"),
        ({"form": "xx"}, "form"),
        ({"to_position_id": None}, "receiver"),
    ],
)
def test_what_is_missing_is_said(offices: Offices, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        acts.delegate(actor=SYSTEM, given=offices.given(**wrong))
    assert field in refused.value.fields


def test_only_leaders_delegate_only_downwards_and_never_to_oneself(offices: Offices) -> None:
    town = offices.town
    for wrong, fault in (
        ({"giver_id": offices.deputy.posts[0].position_id}, Invalid),
        ({"to_position_id": town.stranger.posts[0].position_id}, Invalid),
        ({"to_position_id": offices.below.posts[0].position_id}, Invalid),
        ({"to_position_id": town.leader.posts[0].position_id}, Invalid),
    ):
        with pytest.raises(fault):
            acts.delegate(actor=SYSTEM, given=offices.given(**wrong))
    keeper = make_official("Tự Giao", "Quản trị viên", town.commune, ["administrator"])
    with pytest.raises(OwnPosition):
        acts.delegate(actor=keeper, given=offices.given(to_position_id=keeper.posts[0].position_id))
    for stranger in (town.counter, town.leader):
        with pytest.raises(Fault):
            acts.delegate(actor=stranger, given=offices.given())


def test_the_share_of_the_city_is_told_as_it_was_reported() -> None:
    procedures = [
        Decided(frozenset({f"procedure:{n}", f"field:{n % 7}"}), frozenset({"city" if n < 1000 else "commune"}))
        for n in range(1787)
    ]
    given = [
        Given("city", frozenset(f"procedure:{n}" for n in range(500))),
        Given("commune", frozenset(f"procedure:{n}" for n in range(1000, 1200))),
        Given("commune", frozenset({"procedure:3", "procedure:1000"})),
    ]
    told = shares(procedures, given, ["city", "commune"])
    assert told == (Share("", 1787, 700), Share("city", 1000, 500), Share("commune", 787, 200))
    assert str(told[0].percent) == "39.17"
    assert shares([], [], ["city"])[0].percent == 0


def test_the_share_counts_what_holds_today(offices: Offices) -> None:
    make_version(code="1.000002", level="city")
    with clock.frozen(hanoi("2026-11-23T09:00")):
        acts.delegate(actor=SYSTEM, given=offices.given())
        by_level = {one.level: (one.delegated, one.procedures) for one in shares_on(clock.today())}
        assert by_level == {"": (1, 2), "commune": (1, 1), "district": (0, 0), "city": (0, 1)}
        assert shares_on(date(2027, 2, 1))[0].delegated == 0
