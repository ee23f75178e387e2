"""How far a post reaches: one's own over everything below, a delegation over its agency and its matters alone."""

from uuid import UUID, uuid4

import pytest

from motcua.base.access.permissions import CASE_DECIDE, CASE_SEE, LOOKS_SEE
from motcua.base.access.roles import fitting
from motcua.kernel.actor import SYSTEM, Actor, Post

CITY, DISTRICT, UNIT, OTHER = "/H26/", "/H26/H26.12/", "/H26/H26.12/1/", "/H26/H26.99/"
MATTER, STRANGE = frozenset({"procedure:1", "field:2"}), frozenset({"procedure:9"})


def post(path: str, *names: str, given: UUID | None = None, only: frozenset[str] | None = None, **more: object) -> Post:
    return Post(uuid4(), "", uuid4(), path, frozenset(), frozenset(names), delegation_id=given, only=only, **more)


@pytest.mark.parametrize(("path", "reached"), [(CITY, False), (DISTRICT, True), (UNIT, True), (OTHER, False)])
def test_an_own_post_reaches_its_agency_and_what_is_below(path: str, reached: bool) -> None:
    assert post(DISTRICT).reaches(path) == reached
    assert Actor("official", "", posts=(post(DISTRICT, CASE_SEE),)).may(CASE_SEE, path) == reached


@pytest.mark.parametrize(
    ("path", "only", "matter", "reached"),
    [
        (DISTRICT, None, frozenset(), True),
        (DISTRICT, MATTER, frozenset({"field:2"}), True),
        (DISTRICT, MATTER, STRANGE, False),
        (DISTRICT, MATTER, frozenset(), False),
        (UNIT, None, MATTER, False),
        (CITY, None, MATTER, False),
    ],
)
def test_a_delegation_reaches_its_own_agency_for_what_it_names(
    path: str, only: frozenset[str] | None, matter: frozenset[str], reached: bool
) -> None:
    given = post(DISTRICT, CASE_DECIDE, given=uuid4(), only=only)
    assert given.reaches(path, matter) == reached
    assert Actor("official", "", posts=(given,)).may(CASE_DECIDE, path, matter) == reached


def test_a_right_is_held_somewhere_or_nowhere() -> None:
    actor = Actor("official", "", posts=(post(DISTRICT, CASE_SEE), post(OTHER, CASE_DECIDE)))
    assert actor.may(CASE_SEE) and actor.may(CASE_DECIDE) and not actor.may(LOOKS_SEE)
    assert not actor.may(CASE_DECIDE, DISTRICT), "a right at one agency is none at the other"
    assert not SYSTEM.may(CASE_SEE) and SYSTEM.kind == "system"


def test_paths_are_those_of_own_posts_with_the_right_each_once_in_order() -> None:
    own = (post(OTHER, CASE_SEE, former_paths=("/H26/B/",)), post(DISTRICT, CASE_SEE), post(DISTRICT, CASE_SEE),
           post(CITY, CASE_DECIDE, former_paths=("/H26/C/",)))  # fmt: skip
    given = post(UNIT, CASE_SEE, given=uuid4(), former_paths=("/H26/D/",))
    actor = Actor("official", "", posts=(*own, given))
    assert actor.paths(CASE_SEE) == (DISTRICT, OTHER)
    assert actor.former(CASE_SEE) == ("/H26/B/",)
    assert actor.readable(CASE_SEE) == (DISTRICT, OTHER, "/H26/B/")
    assert actor.delegated(CASE_SEE) == (given,) and actor.delegated(CASE_DECIDE) == ()


def test_an_act_is_done_under_the_delegation_that_covers_it_else_the_nearest_post() -> None:
    far, near, given = post(CITY, CASE_DECIDE), post(DISTRICT, CASE_DECIDE), post(UNIT, CASE_DECIDE, given=uuid4(),
                                                                              only=MATTER)  # fmt: skip
    actor = Actor("official", "", posts=(far, near, given))
    assert actor.post_for(CASE_DECIDE, UNIT, MATTER) is given
    assert actor.post_for(CASE_DECIDE, UNIT, STRANGE) is near
    assert actor.post_for(CASE_DECIDE, OTHER) is far
    assert actor.post_for(LOOKS_SEE, UNIT) is None


@pytest.mark.parametrize(
    ("role", "who"),
    [
        ("specialist", {"specialist", "leader"}),
        ("clerk", {"clerk", "leader"}),
        ("leader", {"leader"}),
        ("counter_official", {"counter_official"}),
    ],
)
def test_a_leader_fits_a_specialists_and_a_clerks_step(role: str, who: set[str]) -> None:
    assert fitting(role) == who
