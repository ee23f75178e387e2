"""Every act with every role, at the agency itself, above it, below it and beside it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from motcua.base.calendars.hours import OfficeHours
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Person, Position
from motcua.domain.directory.services import accounts, agencies, offices, people, positions
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Denied, NotVisible
from tests.domain.directory.places import ROLES, SmallCity, actor_at, in_days, make_person, make_position, today


@dataclass(frozen=True)
class Scene:
    """Acts are tried on the commune of Ba Đình, its office and Lan who serves there."""

    city: SmallCity
    lan: Person
    post: Position


@pytest.fixture
def scene(small_city: SmallCity) -> Scene:
    lan = make_person()
    return Scene(small_city, lan, make_position(lan, small_city.ba_dinh, "specialist"))


Act = Callable[[Actor, Scene], object]

DIRECTORY_ACTS: dict[str, Act] = {
    "found": lambda actor, s: agencies.found_agency(
        actor=actor,
        parent_id=s.city.ba_dinh.pk,
        name="Tổ",
        short_name="",
        kind=AgencyKind.UNIT,
        valid_from=today(),
    ),
    "rename": lambda actor, s: agencies.rename_agency(
        actor=actor, agency_id=s.city.ba_dinh.pk, name="Tên", short_name=""
    ),
    "identify": lambda actor, s: agencies.correct_identifier(
        actor=actor, agency_id=s.city.ba_dinh.pk, identifier="H26.21"
    ),
    "open": lambda actor, s: offices.open_office(
        actor=actor, agency_id=s.city.ba_dinh.pk, name="Điểm", address="", valid_from=today()
    ),
    "change": lambda actor, s: offices.change_office(
        actor=actor, office_id=s.city.office.pk, name="Điểm", address="", phone=""
    ),
    "hours": lambda actor, s: offices.set_office_hours(
        actor=actor, office_id=s.city.office.pk, hours=OfficeHours.parse("08:00-12:00"), from_day=today()
    ),
    "serve": lambda actor, s: offices.set_served_agencies(
        actor=actor, office_id=s.city.office.pk, agency_ids=[s.city.ba_dinh.pk]
    ),
    "counter": lambda actor, s: offices.set_counter(actor=actor, office_id=s.city.office.pk, number=1),
    "close office": lambda actor, s: offices.close_office(actor=actor, office_id=s.city.office.pk, last_day=today()),
}
ABOVE_ONLY: dict[str, Act] = {
    "end": lambda actor, s: agencies.close_agency(actor=actor, agency_id=s.city.ngoc_ha.pk, last_day=in_days(1)),
    "assign": lambda actor, s: agencies.assign_competence(
        actor=actor, agency_id=s.city.ngoc_ha.pk, ministry="Bộ Tư pháp", from_day=today()
    ),
}
ACCOUNT_ACTS: dict[str, Act] = {
    "appoint": lambda actor, s: positions.appoint(
        actor=actor,
        person_id=s.lan.pk,
        agency_id=s.city.ba_dinh.pk,
        title="Khác",
        roles=["leader"],
        valid_from=today(),
    ),
    "roles": lambda actor, s: positions.change_roles(actor=actor, position_id=s.post.pk, roles=["leader"]),
    "end post": lambda actor, s: positions.end_position(actor=actor, position_id=s.post.pk, last_day=today()),
    "account": lambda actor, s: accounts.create_official_account(actor=actor, person_id=s.lan.pk, username="lan.nt"),
}
SCOPED = DIRECTORY_ACTS | ACCOUNT_ACTS


@pytest.mark.parametrize("act", SCOPED.values(), ids=SCOPED.keys())
@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_keep_the_directory(scene: Scene, act: Act, role: str) -> None:
    actor = actor_at(scene.city.ba_dinh, role)
    if role == "administrator":
        act(actor, scene)
    else:
        with pytest.raises(Denied):
            act(actor, scene)


@pytest.mark.parametrize("act", SCOPED.values(), ids=SCOPED.keys())
@pytest.mark.parametrize(
    ("place", "allowed"), [("city", True), ("ngoc_ha", False), ("culture", False), ("justice", False)]
)
def test_they_keep_their_own_agency_and_what_is_below(scene: Scene, act: Act, place: str, allowed: bool) -> None:
    actor = actor_at(getattr(scene.city, place), "administrator")
    if allowed:
        act(actor, scene)
    else:
        with pytest.raises(NotVisible):
            act(actor, scene)


@pytest.mark.parametrize("act", ABOVE_ONLY.values(), ids=ABOVE_ONLY.keys())
def test_a_body_is_ended_and_given_work_from_above(scene: Scene, act: Act) -> None:
    with pytest.raises(NotVisible):
        act(actor_at(scene.city.ngoc_ha, "administrator"), scene)
    with pytest.raises(Denied):
        act(actor_at(scene.city.city, "leader"), scene)
    assert act(actor_at(scene.city.city, "administrator"), scene)


@pytest.mark.parametrize("act", SCOPED.values(), ids=SCOPED.keys())
def test_citizens_may_nothing_and_the_system_everything(scene: Scene, act: Act) -> None:
    with pytest.raises(Denied):
        act(Actor(kind="citizen", name="Lan", person_id=scene.lan.pk), scene)
    act(SYSTEM, scene)


@pytest.mark.parametrize(
    ("role", "allowed"), [("counter_official", True), ("administrator", True), ("specialist", False), ("leader", False)]
)
def test_who_registers_people(scene: Scene, role: str, allowed: bool) -> None:
    actor = actor_at(scene.city.ba_dinh, role)
    details = people.PersonDetails(full_name="Lê Hoa")
    if allowed:
        assert people.register_person(actor=actor, details=details).created
    else:
        with pytest.raises(Denied):
            people.register_person(actor=actor, details=details)
