"""Communes end and others take over: every open case, task and post has exactly one successor, nothing else changes."""

from datetime import timedelta
from typing import Any

import pytest

from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.casework.queries.lookup import matching
from motcua.casework.queries.page import find_case
from motcua.casework.queries.verification import verify_cases
from motcua.casework.reorganisation import cases as cases_stage
from motcua.casework.reorganisation import queries
from motcua.casework.reorganisation.dry_run import dry_run
from motcua.casework.reorganisation.errors import AnotherUnderWay, NotACandidate, NothingToDecide, TooEarly
from motcua.casework.reorganisation.models import Handed, Operation, Stage
from motcua.casework.reorganisation.plan import Ended, Plan, WrongPlan
from motcua.casework.reorganisation.services.running import Choice, begin, decide, run, step
from motcua.casework.services.finish import close_case
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.models import Case
from motcua.domain.directory.actors import posts_of
from motcua.domain.directory.models import Agency, Office, Person, Position
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Denied
from tests.casework.bulk.conftest import Makers
from tests.casework.reorganisation.conftest import AFTER, FROM_DAY, every_state, lives_at, merger, split
from tests.support.town import build_town

BA_DINH, NGOC_HA = "Số 1, phường Trúc Bạch, quận Ba Đình, Hà Nội", "Số 2, phường Vĩnh Phúc, quận Ba Đình, Hà Nội"
UNKNOWN = "Số 3, khu tập thể"


def carried_out(plan: Plan) -> Operation:
    with clock.frozen(AFTER):
        return run(begin(actor=SYSTEM, plan=plan).pk)


def agency(identifier: str) -> Agency:
    return Agency.objects.get(identifier=identifier)


def again(actor: Actor) -> Actor:
    """The same person, with the posts of the day after."""
    with clock.frozen(AFTER):
        return Actor(actor.kind, actor.name, actor.account_id, actor.person_id,
                     posts_of(Person.objects.get(pk=actor.person_id)))  # fmt: skip


def test_every_open_case_goes_over_and_keeps_code_promise_and_state(make: Makers) -> None:
    made = every_state(make)
    ended = close_case(actor=make.town.counter, case_id=make.returned().pk, expected=None)
    before = {case.pk: Case.objects.get(pk=case.pk) for case in made}
    operation = carried_out(merger())
    new = agency("H26.M1")
    assert (operation.stage, operation.cases, operation.total) == (Stage.DONE, len(made), len(made))
    for case in Case.objects.filter(pk__in=before):
        old = before[case.pk]
        kept = ("code", "state", "due_at", "promised_at", "tracking_digest", "filing_number", "answer_by")
        assert [getattr(case, name) for name in kept] == [getattr(old, name) for name in kept]
        assert (case.receiving_agency, case.resolving_agency, case.receiving_path) == (new, new, new.path)
        assert case.office.agency == new
    assert not Task.objects.filter(closed_at=None, agency__identifier="H26.T1").exists()
    assert Case.objects.get(pk=ended.pk).receiving_agency == make.town.commune, "what has ended stays where it was"
    assert (verify_cases().different, verify().sound) == (0, True)


def test_people_go_on_with_what_lay_on_their_desks(make: Makers) -> None:
    taken = make.taken()
    carried_out(merger())
    task = Task.objects.get(case=taken, closed_at=None)
    specialist = again(make.town.specialist)
    assert [post.agency_path for post in specialist.posts] == ["/H26/H26.M1/"]
    assert task.assignee_id == specialist.posts[0].position_id
    with clock.frozen(AFTER):
        forward_case(actor=specialist, case_id=taken.pk, expected=None)
    assert verify_cases().different == 0


def test_the_directory_of_each_day_is_its_own(make: Makers) -> None:
    carried_out(merger())
    old, new = agency("H26.T1"), agency("H26.M1")
    assert old.valid_until == FROM_DAY - timedelta(days=1) and new.valid_from == FROM_DAY
    assert [one.successor for one in old.successions.all()] == [new]
    assert Office.objects.get(agency=old).valid_until == old.valid_until
    former = Position.objects.filter(agency=old)
    assert {one.valid_until for one in former} == {old.valid_until}
    assert Position.objects.filter(agency=new).count() == former.count() + 1, "and the one of the other commune"


def test_the_ledger_tells_each_case_and_the_operation(make: Makers) -> None:
    case = make.examined()
    operation = carried_out(merger())
    told = Entry.objects.get(kind="case.transferred", subject_id=str(case.pk))
    assert told.facts["decision"] == "Nghị quyết 1/NQ-HĐND" and told.facts["operation"] == str(operation.pk)
    kinds = list(Entry.objects.filter(subject_kind="reorganisation").values_list("kind", flat=True))
    assert kinds == ["reorganisation.begun", "reorganisation.finished"]


def test_again_changes_nothing(make: Makers) -> None:
    every_state(make)
    first = carried_out(merger())
    entries, handed = Entry.objects.count(), Handed.objects.count()
    second = carried_out(merger())
    assert (second.pk, second.cases) == (first.pk, first.cases)
    assert (Entry.objects.count(), Handed.objects.count()) == (entries, handed)


def test_addresses_decide_a_split_and_the_rest_waits_for_a_person(make: Makers) -> None:
    one, two, open_one = (lives_at(make.examined(), place) for place in (BA_DINH, NGOC_HA, UNKNOWN))
    operation = carried_out(split())
    assert operation.stage == Stage.WAITING
    where = dict(Case.objects.values_list("pk", "receiving_agency__identifier"))
    assert (where[one.pk], where[two.pk], where[open_one.pk]) == ("H26.M1", "H26.M2", "H26.T1")
    waiting = queries.undecided_rows(operation)
    assert {row[0] for row in waiting} == {"cases.Case", "directory.Position.agency"}
    case_rows = [row for row in waiting if row[0] == "cases.Case"]
    assert [(row[1], row[3], row[4]) for row in case_rows] == [(str(open_one.pk), "H26.T1", ("H26.M1", "H26.M2"))]
    with clock.frozen(AFTER):
        decide(actor=SYSTEM, operation_id=operation.pk, choices=[Choice("cases.Case", str(open_one.pk), "H26.M2")])
        run(operation.pk)
    assert Case.objects.get(pk=open_one.pk).receiving_agency.identifier == "H26.M2"
    with clock.frozen(AFTER):
        decide(actor=SYSTEM, operation_id=operation.pk, choices=[Choice("agency", "H26.T1", "H26.M1")])
        operation = run(operation.pk)
    assert operation.stage == Stage.DONE and not queries.undecided_rows(operation)
    assert verify_cases().different == 0


def test_answers_that_do_not_fit_are_refused_with_their_line(make: Makers) -> None:
    case = lives_at(make.examined(), UNKNOWN)
    operation = carried_out(split())
    text = f"kind,id,successor\ncases.Case,{case.pk},H26.M9\n"
    with pytest.raises(NotACandidate) as told:
        decide(actor=SYSTEM, operation_id=operation.pk, choices=queries.read_decisions(text))
    assert told.value.facts["line"] == 2
    for kind, key in (("cases.Case", "x"), ("agency", "H26.T9"), ("cases.Case", str(operation.pk))):
        with pytest.raises(NothingToDecide):
            decide(actor=SYSTEM, operation_id=operation.pk, choices=[Choice(kind, key, "H26.M1")])


def test_a_dry_run_says_what_the_run_then_does_and_writes_nothing(make: Makers) -> None:
    for place in (BA_DINH, NGOC_HA, UNKNOWN):
        lives_at(make.examined(), place)
    entries = Entry.objects.count()
    report = dry_run(split())
    assert (Entry.objects.count(), Operation.objects.count()) == (entries, 0)
    operation = carried_out(split())
    assert {(one.kind, one.key) for one in report.asked} == {row[:2] for row in queries.undecided_rows(operation)}
    line = next(line for line in report.lines if line.kind == "cases.Case")
    assert (line.rows, line.decided, line.undecided) == (3, operation.cases, 1)
    assert report.as_json()["ok"] and dict(report.cases_of) == {"H26.M1": 1, "H26.M2": 1}


class Killed(Exception):
    """Stands for the end of the process."""


def test_killed_in_the_middle_of_a_batch_it_goes_on(make: Makers, monkeypatch: pytest.MonkeyPatch) -> None:
    made = every_state(make)
    monkeypatch.setattr(cases_stage, "CASES_AT_ONCE", 2)
    whole, count = cases_stage.record, []

    def dying(*args: Any, **rest: Any) -> None:
        count.append(1)
        if len(count) in (2, 5, 9):
            raise Killed
        whole(*args, **rest)

    monkeypatch.setattr(cases_stage, "record", dying)
    with clock.frozen(AFTER):
        operation = begin(actor=SYSTEM, plan=merger())
        while True:
            try:
                if step(operation.pk) is Stage.DONE:
                    break
            except Killed:
                continue
    assert Operation.objects.get().cases == len(made)
    assert Entry.objects.filter(kind="case.transferred").count() == len(made)
    assert verify_cases().different == 0


def test_it_is_refused_early_by_strangers_and_while_another_runs(make: Makers) -> None:
    with pytest.raises(TooEarly):
        begin(actor=SYSTEM, plan=merger())
    with clock.frozen(AFTER):
        with pytest.raises(Denied):
            begin(actor=make.town.leader, plan=merger())
        begin(actor=make.town.administrator, plan=merger())
        with pytest.raises(AnotherUnderWay):
            begin(actor=SYSTEM, plan=split())


def test_a_plan_that_does_not_fit_says_everything_at_once(db: None) -> None:
    build_town()
    plan = Plan("x", "y", FROM_DAY, (), (), (Ended("H26.T1", ("H26.Z",)), Ended("H26.NO", ("H26.T2",))))
    with clock.frozen(AFTER), pytest.raises(WrongPlan) as told:
        begin(actor=SYSTEM, plan=plan)
    assert len(told.value.problems) == 2
    assert not dry_run(plan).ok
    only_city = Plan("x", "y", FROM_DAY, (), (), (Ended("H26", ("H26.T2",)),))
    assert any("H26.T1" in one.vi for one in dry_run(only_city).problems)


def test_the_successor_reads_what_ended_before_and_finds_it_by_the_old_name_and_code(make: Makers) -> None:
    case = close_case(actor=make.town.counter, case_id=make.returned().pk, expected=None)
    moved = make.examined()
    carried_out(merger())
    with clock.frozen(AFTER):
        assert find_case(again(make.town.leader), case.pk).pk == case.pk
    for typed in (moved.code, "H26.T1", "phường Thử Nghiệm"):
        assert moved in Case.objects.filter(matching(typed or ""))
