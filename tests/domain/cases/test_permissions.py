"""Who sees a case, and what strangers and colleagues without the right hear."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.base.access.permissions import CASE_DECIDE, CASE_HAND_OVER, CASE_PROCESS, CASE_RECEIVE, CASE_SEE
from motcua.domain.cases import permissions
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.errors import CaseNotFound
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Denied

RECEIVING, RESOLVING, ELSEWHERE, COUNTER = "/H26/1/", "/H26/2/", "/H26/3/", "/H26/4/"
FILER, OWNER, PROCEDURE, FIELD = uuid4(), uuid4(), uuid4(), uuid4()


def case(**told: Any) -> Any:
    return SimpleNamespace(
        **{
            "filer_id": FILER,
            "applicant": SimpleNamespace(person_id=OWNER),
            "submitted_at": datetime(2026, 11, 27, tzinfo=UTC),
            "channel": Channel.ONLINE,
            "receiving_path": RECEIVING,
            "resolving_path": RESOLVING,
            "visit": None,
            "procedure_version": SimpleNamespace(procedure_id=PROCEDURE, field_id=FIELD),
        }
        | told
    )


def post(path: str, *names: str, given: UUID | None = None, **more: Any) -> Post:
    return Post(uuid4(), "", uuid4(), path, frozenset(), frozenset(names), delegation_id=given, **more)


def official(*posts: Post) -> Actor:
    return Actor("official", "", posts=posts)


def citizen(person: UUID | None) -> Actor:
    return Actor("citizen", "", person_id=person)


@pytest.fixture(autouse=True)
def no_further_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "SEEN_BESIDES", [])


def test_who_filed_and_whom_it_was_filed_for_are_filers_and_nobody_else() -> None:
    assert permissions.is_filer(citizen(FILER), case()) and permissions.is_filer(citizen(OWNER), case())
    assert not permissions.is_filer(citizen(uuid4()), case())
    assert not permissions.is_filer(Actor("official", "", person_id=FILER), case()), "an official's post is no filing"
    nobody = case(filer_id=None, applicant=None)
    assert not permissions.is_filer(citizen(None), nobody)
    assert permissions.may_see(citizen(FILER), case(submitted_at=None)), "their own draft"


@pytest.mark.parametrize(
    ("path", "right", "seen"),
    [
        (RECEIVING, CASE_SEE, True),
        (RESOLVING, CASE_SEE, True),
        ("/H26/", CASE_SEE, True),
        (ELSEWHERE, CASE_SEE, False),
        (f"{RECEIVING}9/", CASE_SEE, False),
        (RECEIVING, CASE_DECIDE, False),
    ],
)
def test_officials_of_the_agencies_concerned_or_above_see_a_filed_case(path: str, right: str, seen: bool) -> None:
    assert permissions.may_see(official(post(path, right)), case()) == seen


def test_a_draft_is_seen_by_the_reception_that_keeps_it_at_its_counter_alone() -> None:
    reception = official(post(RECEIVING, CASE_RECEIVE, CASE_SEE))
    assert permissions.may_see(reception, case(submitted_at=None, channel=Channel.COUNTER))
    assert not permissions.may_see(reception, case(submitted_at=None))
    for stranger in (post(RESOLVING, CASE_RECEIVE, CASE_SEE), post(RECEIVING, CASE_SEE)):
        assert not permissions.may_see(official(stranger), case(submitted_at=None, channel=Channel.COUNTER))


@pytest.mark.parametrize("former", [RECEIVING, RESOLVING])
def test_successors_of_a_body_read_what_stayed_with_it(former: str) -> None:
    assert permissions.may_see(official(post(ELSEWHERE, CASE_SEE, former_paths=(former,))), case())
    assert not permissions.may_see(official(post(ELSEWHERE, CASE_DECIDE, former_paths=(former,))), case())


def test_the_reception_where_the_person_stood_sees_what_it_took_in_for_another() -> None:
    taken = case(visit=SimpleNamespace(office=SimpleNamespace(agency=SimpleNamespace(path=COUNTER))))
    there = post(COUNTER, CASE_RECEIVE)
    assert permissions.was_taken_in_at(official(there), taken) and permissions.may_see(official(there), taken)
    assert not permissions.may_see(official(there), case())
    assert not permissions.may_see(official(post(ELSEWHERE, CASE_RECEIVE)), taken)
    assert not permissions.was_taken_in_at(Actor("partner", "", posts=(there,)), taken)


def test_an_area_above_may_know_of_a_further_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    known = official(post(ELSEWHERE, CASE_PROCESS))
    monkeypatch.setattr(permissions, "SEEN_BESIDES", [lambda actor, case: False, lambda actor, case: actor is known])
    assert permissions.may_see(known, case()) and not permissions.may_see(official(), case())


@pytest.mark.parametrize(
    ("only", "covered"),
    [(None, True), (f"procedure:{PROCEDURE}", True), (f"field:{FIELD}", True), ("field:other", False)],
    ids=["all", "procedure", "field", "other-field"],
)
def test_a_delegation_counts_for_the_matters_it_names(only: str | None, covered: bool) -> None:
    own = post("/H26/", CASE_SEE, CASE_DECIDE)
    given = post(RESOLVING, CASE_DECIDE, given=uuid4(), only=None if only is None else frozenset({only}))
    assert permissions.may(official(given), CASE_DECIDE, case(), RESOLVING) == covered
    assert not permissions.may(official(given), CASE_DECIDE, case(), RECEIVING)
    assert permissions.post_for(official(own, given), CASE_DECIDE, case(), RESOLVING) is (given if covered else own)
    assert permissions.post_for(official(own), CASE_DECIDE, case(), RESOLVING) is own


def test_a_stranger_hears_of_no_case_and_a_colleague_that_the_right_is_missing() -> None:
    colleague, stranger = official(post(RESOLVING, CASE_SEE, CASE_PROCESS)), official(post(ELSEWHERE, CASE_DECIDE))
    permissions.check_may_see(colleague, case())
    permissions.check_may(colleague, CASE_PROCESS, case(), RESOLVING)
    permissions.check_filer(citizen(FILER), case())
    with pytest.raises(CaseNotFound):
        permissions.check_may_see(stranger, case())
    with pytest.raises(CaseNotFound):
        permissions.check_may(stranger, CASE_DECIDE, case(), ELSEWHERE)
    with pytest.raises(CaseNotFound):
        permissions.check_filer(citizen(uuid4()), case())
    for refused in (
        lambda: permissions.check_may(colleague, CASE_HAND_OVER, case(), RESOLVING),
        lambda: permissions.check_may(colleague, CASE_PROCESS, case(), ELSEWHERE),
        lambda: permissions.check_filer(colleague, case()),
    ):
        with pytest.raises(Denied):
            refused()
