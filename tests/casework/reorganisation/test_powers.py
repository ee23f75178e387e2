"""What rests on posts goes where they went: delegations, absences, orders and rules have one successor, or a reason."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps

from motcua.base.access.models import Account
from motcua.base.ledger.models import Entry
from motcua.casework.queries.verification import verify_cases
from motcua.casework.reorganisation import powers, queries
from motcua.casework.reorganisation.dry_run import dry_run
from motcua.casework.reorganisation.models import Handed, Operation, Stage
from motcua.casework.reorganisation.plan import Ended, Plan
from motcua.casework.reorganisation.services.running import Choice, begin, decide, run
from motcua.casework.services import delegate as acts
from motcua.casework.services.absence import enter_absence
from motcua.casework.services.answer_agency import answer_request, take_request
from motcua.casework.services.apology_orders import set_order
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.decide import decide_case
from motcua.casework.services.rules import set_rule
from motcua.domain.cases.models import ApologyOrder
from motcua.domain.directory.actors import actor_for
from motcua.domain.directory.holdings import Way, all_resting, holdings_of
from motcua.domain.directory.models import Absence, Agency, Delegation, Position
from motcua.domain.routing.models import AssignmentRule, HandOverPlan, SubRequest
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from tests.casework.bulk.conftest import Makers
from tests.casework.reorganisation.conftest import AFTER, FROM_DAY, founded, lives_at, merger, split
from tests.support.town import make_agency, make_official, make_version

FIRST, LAST = date(2026, 11, 1), date(2027, 3, 31)
APOLOGY = "Chậm do hệ thống thuế quá tải từ ngày 20/11."


class Powers:
    """The town with everything that rests on posts, at both communes."""

    def __init__(self, make: Makers) -> None:
        self.make, town = make, make.town
        self.town, self.other = town, Agency.objects.get(identifier="H26.T2")
        self.deputy = make_official("Ngô Phó", "Phó Chủ tịch", town.commune, ["specialist"])
        self.colleague = make_official("Mai Đồng Nghiệp", "Chuyên viên", town.commune, ["specialist"])
        self.other_head = make_official("Cao Bên Cạnh", "Chủ tịch", self.other, ["leader"])
        self.other_deputy = make_official("Tạ Phó", "Phó Chủ tịch", self.other, ["specialist"])
        self.mayor = make_official("Đinh Thành Phố", "Chủ tịch thành phố", town.city, ["leader"])

    def delegate(self, giver: Actor, to: Actor | None = None, **other: Any) -> Delegation:
        post = giver.posts[0]
        given = {
            "agency_id": post.agency_id, "giver_id": post.position_id, "form": "kt",
            "scopes": (f"procedure:{self.town.version.procedure_id}",), "decision": "12/QĐ-UBND", "decided_on": FIRST,
            "first_day": FIRST, "last_day": LAST, "to_position_id": to.posts[0].position_id if to else None,
        }  # fmt: skip
        return acts.delegate(actor=SYSTEM, given=acts.Given(**given | other))


@pytest.fixture
def town(make: Makers) -> Powers:
    return Powers(make)


def carried_out(plan: Plan, *choices: Choice) -> Operation:
    with clock.frozen(AFTER):
        operation = run(begin(actor=SYSTEM, plan=plan).pk)
        if choices:
            decide(actor=SYSTEM, operation_id=operation.pk, choices=choices)
            operation = run(operation.pk)
    return operation


def acting(actor: Actor) -> Actor:
    found = actor_for(Account.objects.get(pk=actor.account_id))
    assert found
    return found


def post_at(actor: Actor, identifier: str) -> Position:
    return Position.objects.get(person=actor.person_id, agency__identifier=identifier)


def living(model: type[Any]) -> list[Any]:
    return list(model.objects.filter(valid__contains=FROM_DAY))


def test_the_head_and_the_deputy_go_on_together_and_the_deputy_still_decides(town: Powers) -> None:
    given, case = town.delegate(town.town.leader, town.deputy), town.make.at_leader()
    operation = carried_out(merger())
    (now,) = living(Delegation)
    assert (now.agency.identifier, now.giver, now.to_position) == (
        "H26.M1", post_at(town.town.leader, "H26.M1"), post_at(town.deputy, "H26.M1"),
    )  # fmt: skip
    assert (now.valid_from, now.valid_until, now.decision) == (FROM_DAY, LAST, "12/QĐ-UBND")
    given.refresh_from_db()
    assert given.valid_until == date(2026, 11, 30) and given.revoked_at is None
    assert list(Entry.objects.filter(subject_id=str(given.pk)).order_by("number").values_list("kind", flat=True)) == [
        "delegation.made", "delegation.carried",
    ]  # fmt: skip
    row = Handed.objects.get(operation=operation, kind="directory.Delegation.agency")
    assert (row.old_id, row.new_id, row.successor and row.successor.identifier) == (given.pk, now.pk, "H26.M1")
    with clock.frozen(AFTER):
        decide_case(actor=acting(town.deputy), case_id=case.pk, expected=None, outcome="granted", text="Đồng ý.")
    assert verify_cases().different == 0


def test_of_two_that_would_delegate_the_same_one_goes_on_and_the_other_says_why_it_ends(town: Powers) -> None:
    town.delegate(town.town.leader, town.deputy)
    town.delegate(town.other_head, town.other_deputy)
    operation = carried_out(merger())
    assert len(living(Delegation)) == 1 and operation.stage == Stage.DONE
    ((kind, why, count),) = queries.why_ended(operation)
    assert (kind, count) == ("directory.Delegation.agency", 1) and "đã có ủy quyền" in why.vi and why.en
    gone = Handed.objects.get(kind="directory.Delegation.agency", new_id=None)
    old = Delegation.objects.get(pk=gone.old_id)
    assert "Nghị quyết 1/NQ-HĐND" in old.revocation
    assert Entry.objects.get(subject_id=str(old.pk), kind="delegation.revoked").facts["ground"] == old.revocation


def test_what_the_city_gave_to_a_body_or_its_head_follows_them(town: Powers) -> None:
    one = town.delegate(town.mayor, None, form="tuq", to_agency_id=town.town.commune.pk)
    scope = f"procedure:{make_version(code='1.000002').procedure_id}"
    two = town.delegate(town.mayor, town.other_head, form="tuq", scopes=(scope,))
    carried_out(merger())
    body, head = sorted(living(Delegation), key=lambda row: row.to_agency is None)
    assert (body.to_agency.identifier, head.to_position) == ("H26.M1", post_at(town.other_head, "H26.M1"))
    assert {body.agency, head.agency} == {town.town.city} and {one.pk, two.pk}.isdisjoint({body.pk, head.pk})


def test_it_waits_for_the_posts_and_ends_where_they_part(town: Powers) -> None:
    given = town.delegate(town.town.leader, town.deputy)
    operation = carried_out(split())
    given.refresh_from_db()
    assert operation.stage == Stage.WAITING and given.valid_until == LAST, "nobody knows yet where the posts go"
    head, deputy = (one.posts[0].position_id for one in (town.town.leader, town.deputy))
    kind = "directory.Position.agency"
    first, second = Choice(kind, str(head), "H26.M1"), Choice(kind, str(deputy), "H26.M2")
    operation = carried_out(split(), first, second, Choice("agency", "H26.T1", "H26.M1"))
    assert operation.stage == Stage.DONE and living(Delegation) == []
    ((_, why, _),) = queries.why_ended(operation)
    assert "không còn thuộc cơ quan ủy quyền" in why.vi


def test_absences_and_orders_go_along(town: Powers) -> None:
    post, deputy = (one.posts[0].position_id for one in (town.town.specialist, town.colleague))
    enter_absence(actor=SYSTEM, position_id=post, first_day=date(2026, 11, 30), last_day=date(2026, 12, 4),
                  deputy_id=deputy, reason="Tập huấn")  # fmt: skip
    enter_absence(actor=SYSTEM, position_id=deputy, first_day=date(2027, 1, 4), last_day=date(2027, 1, 8))
    set_order(actor=town.town.leader, agency_id=town.town.commune.pk, automatic=True, reason=APOLOGY)
    set_order(actor=town.other_head, agency_id=town.other.pk, automatic=True, reason=APOLOGY)
    carried_out(merger())
    now = Absence.objects.get(valid__contains=FROM_DAY)
    assert (now.position, now.deputy) == (post_at(town.town.specialist, "H26.M1"), post_at(town.colleague, "H26.M1"))
    assert (now.valid_from, now.valid_until) == (FROM_DAY, date(2026, 12, 4))
    later = Absence.objects.get(valid__contains=date(2027, 1, 5))
    assert (later.position, later.valid_from) == (post_at(town.colleague, "H26.M1"), date(2027, 1, 4))
    order = ApologyOrder.objects.get(automatic=True)
    assert order.agency.identifier == "H26.M1" and order.position and order.position.agency == order.agency
    assert Handed.objects.filter(kind="cases.ApologyOrder.agency").count() == 2


def test_a_planned_hand_over_is_planned_for_the_follower(town: Powers) -> None:
    leaving, heir = (one.posts[0].position_id for one in (town.town.specialist, town.colleague))
    HandOverPlan.objects.create(position_id=leaving, successor_id=heir, from_day=date(2027, 1, 4))
    carried_out(merger())
    plan = HandOverPlan.objects.get(done_at=None)
    assert (plan.position, plan.successor) == (
        post_at(town.town.specialist, "H26.M1"), post_at(town.colleague, "H26.M1"),
    )  # fmt: skip
    assert plan.from_day == date(2027, 1, 4)


def test_rules_and_skills_go_along_and_are_not_doubled(town: Powers) -> None:
    Position.objects.filter(pk=town.colleague.posts[0].position_id).update(skills=["đất đai"])
    for agency, way in ((town.town.commune, "load"), (town.other, "round")):
        set_rule(actor=SYSTEM, agency_id=agency.pk, role="specialist", way=way)
    set_rule(actor=SYSTEM, agency_id=town.other.pk, role="leader", way="load")
    operation = carried_out(merger())
    found = set(AssignmentRule.objects.values_list("agency__identifier", "role"))
    assert found == {("H26.M1", "specialist"), ("H26.M1", "leader")}
    assert post_at(town.colleague, "H26.M1").skills == ["đất đai"]
    assert [(kind, count) for kind, _, count in queries.why_ended(operation)] == [("routing.AssignmentRule.agency", 1)]


@pytest.mark.parametrize("plan", [merger(), split()], ids=lambda plan: plan.title)
def test_everything_that_rests_on_posts_has_one_successor_or_one_reason(town: Powers, plan: Plan) -> None:
    town.delegate(town.town.leader, town.deputy)
    town.delegate(town.other_head, town.other_deputy)
    town.delegate(town.mayor, None, form="tuq", to_agency_id=town.town.commune.pk)
    enter_absence(actor=SYSTEM, position_id=town.deputy.posts[0].position_id, first_day=date(2026, 11, 30),
                  last_day=date(2026, 12, 9), deputy_id=town.colleague.posts[0].position_id)  # fmt: skip
    set_order(actor=town.town.leader, agency_id=town.town.commune.pk, automatic=True, reason=APOLOGY)
    with clock.frozen(AFTER):
        foreseen = sum(line.rows for line in dry_run(plan).lines if line.way == Way.POSTS)
    carried_out(plan, *[Choice("agency", "H26.T1", "H26.M1")] * (plan.title == "Chia tách"))
    ended = Agency.objects.filter(valid__endswith=FROM_DAY)
    for one in (*holdings_of(Way.POSTS), *(one for one in all_resting() if one.way is Way.POSTS)):
        among = {f"{one.key}__in" if "agency" in one.key else f"{one.key}__agency__in": ended}
        rows: Any = apps.get_model(one.model)._default_manager
        assert not rows.filter(one.living(FROM_DAY), **among).exists(), one.name
    handed = list(Handed.objects.exclude(kind="directory.Position.agency"))
    assert len(handed) == foreseen == 5
    assert all((row.new_id is None) == bool(row.reason_vi) == bool(row.reason_en) for row in handed)


def test_a_request_to_a_body_that_ends_goes_on_at_its_successor_with_its_deadline(town: Powers) -> None:
    case = town.make.taken()
    department = make_agency("H26.S9", "Sở Chín", "department", town.town.city)
    asked = [AskedAgency(town.other.pk, 480), AskedAgency(department.pk, 480)]
    words = "Có vướng quy hoạch không?"
    ask_agencies(actor=town.town.specialist, case_id=case.pk, expected=None, kind="opinion", text=words, agencies=asked)
    before = dict(SubRequest.objects.values_list("number", "due_at"))
    carried_out(merger())
    found = SubRequest.objects.order_by("number")
    assert [(one.asking_agency.identifier, one.agency.identifier) for one in found] == [
        ("H26.M1", "H26.M1"), ("H26.M1", "H26.S9"),
    ]  # fmt: skip
    assert dict(SubRequest.objects.values_list("number", "due_at")) == before
    assert verify_cases().different == 0
    with clock.frozen(AFTER):
        other = acting(town.other_deputy)
        take_request(actor=other, request_id=found[0].pk)
        answer_request(actor=other, request_id=found[0].pk, text="Không vướng quy hoạch.")
    assert SubRequest.objects.get(number=1).closed_at is not None and verify_cases().different == 0


def test_who_has_a_request_in_hand_and_who_awaits_it_go_along_with_their_posts(town: Powers) -> None:
    case = town.make.taken()
    ask_agencies(actor=town.town.specialist, case_id=case.pk, expected=None, kind="opinion", text="Có vướng gì không?",
                 agencies=[AskedAgency(town.other.pk, 480)])  # fmt: skip
    take_request(actor=town.other_deputy, request_id=SubRequest.objects.get().pk)
    carried_out(merger())
    found, new = SubRequest.objects.get(), Handed.objects.filter(kind="directory.Position.agency")
    heirs = dict(new.values_list("old_id", "new_id"))
    assert found.taken_by_id == heirs[town.other_deputy.posts[0].position_id]
    assert found.asked_by_id == town.town.specialist.posts[0].position_id, "who asked stays on record"
    assert found.awaited_by_id == found.waits_id == heirs[found.asked_by_id]
    assert verify_cases().different == 0


def test_a_case_that_hangs_on_two_parted_bodies_asks_for_each(town: Powers) -> None:
    case = lives_at(town.make.taken(), "Số 3, khu tập thể")
    asked = [AskedAgency(town.other.pk, 480)]
    ask_agencies(actor=town.town.specialist, case_id=case.pk, expected=None, kind="question", text="Có vướng gì không?",
                 agencies=asked)  # fmt: skip
    heirs = {"H26.T1": ("H26.M1", "H26.M2"), "H26.T2": ("H26.M2", "H26.M3")}
    new = (founded(f"H26.M{place}", f"9000{place}") for place in (1, 2, 3))
    plan = Plan("Chia hai", "NQ 2", FROM_DAY, tuple(new), (), tuple(Ended(name, of) for name, of in heirs.items()))
    operation = carried_out(plan)
    asked_of = [row for row in queries.undecided_rows(operation) if row[0] == "cases.Case"]
    assert [row[3] for row in asked_of] == ["H26.T1", "H26.T2"]
    operation = carried_out(plan, Choice("cases.Case", str(case.pk), "H26.M1"))
    assert len([row for row in queries.undecided_rows(operation) if row[0] == "cases.Case"]) == 1
    rest = (Choice("agency", "H26.T1", "H26.M2"), Choice("agency", "H26.T2", "H26.M2"))
    operation = carried_out(plan, Choice("cases.Case", str(case.pk), "H26.M3"), *rest)
    assert operation.stage == Stage.DONE
    case.refresh_from_db()
    assert case.receiving_agency.identifier == "H26.M1"
    assert SubRequest.objects.get().agency.identifier == "H26.M3" and verify_cases().different == 0


def test_a_batch_at_a_time_says_the_same(town: Powers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(powers, "AT_ONCE", 1)
    town.delegate(town.town.leader, town.deputy)
    set_order(actor=town.town.leader, agency_id=town.town.commune.pk, automatic=True, reason=APOLOGY)
    carried_out(merger())
    assert len(living(Delegation)) == 1 and ApologyOrder.objects.filter(automatic=True).count() == 1
