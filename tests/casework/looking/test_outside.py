"""What counts as one's own work, and what lies outside of it."""

from datetime import timedelta

from motcua.base.access.actors import actor_for
from motcua.base.access.models import Account
from motcua.casework.looking.outside import outside_of, places_of
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.casework.test_life import at_leader, at_specialist, receive
from tests.support.town import Town, make_agency, make_official


def is_outside(actor: Actor, case: Case, *, days: int = 0) -> bool:
    """As the actor stands today, for a look `days` from now."""
    known = actor_for(Account.objects.get(pk=actor.account_id))
    return outside_of(known, {case.pk}, clock.now() + timedelta(days=days)) == {case.pk}


def test_what_one_holds_or_held_is_own_for_ever(town: Town) -> None:
    case = at_leader(town)
    for who in (town.counter, town.specialist):
        assert not is_outside(who, case, days=400)


def test_what_waits_for_ones_unit_and_role_is_own(town: Town) -> None:
    case = at_specialist(town)
    colleague = make_official("Cao Thị Khác", "Chuyên viên", town.commune, ["specialist"])
    clerk = make_official("Đinh Văn Thư", "Văn thư", town.commune, ["clerk"])
    assert not is_outside(colleague, case) and not is_outside(colleague, case, days=400)
    assert is_outside(clerk, case), "a clerk has no step in it"
    assert is_outside(town.stranger, case) and is_outside(town.administrator, case)


def test_what_a_colleague_did_long_ago_is_own_no_more(town: Town) -> None:
    case = at_leader(town)
    colleague = make_official("Cao Thị Khác", "Chuyên viên", town.commune, ["specialist"])
    assert not is_outside(colleague, case, days=29)
    assert is_outside(colleague, case, days=31)


def test_who_shares_out_tasks_has_those_of_every_role(town: Town) -> None:
    case = receive(town)
    assert not is_outside(town.leader, case)
    assert is_outside(make_official("Cao Thị Khác", "Chuyên viên", town.commune, ["specialist"]), case)


def test_what_one_was_asked_about_is_own(town: Town) -> None:
    department = make_agency("H26.S9", "Sở Được Hỏi", "department", town.city)
    expert = make_official("Tạ Văn Hỏi", "Chuyên viên", department, ["specialist"])
    case = at_specialist(town)
    assert is_outside(expert, case)
    ask_agencies(
        actor=town.specialist, case_id=case.pk, expected=None, kind="opinion", text="Có vướng không?",
        agencies=[AskedAgency(department.pk, 960)],
    )  # fmt: skip
    assert not is_outside(expert, case)


def test_of_who_has_no_post_any_more_everything_is_outside(town: Town) -> None:
    case = receive(town)
    assert outside_of(None, {case.pk}, clock.now()) == {case.pk}
    assert places_of([case.pk]) == [{"agency": town.commune.name, "cases": 1}]
