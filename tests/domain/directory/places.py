"""A small city for tests: a committee, a department, two communes, a unit inside the first."""

from datetime import date, timedelta
from uuid import UUID

from motcua.base.access.roles import permissions_of
from motcua.domain.directory import identifiers, validity
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency, Office, OfficeService, Person, Position
from motcua.domain.directory.services.searching import agency_search_text
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.ids import new_id
from motcua.kernel.text import fold

SINCE = date(2025, 7, 1)
ROLES = ("counter_official", "specialist", "clerk", "leader", "administrator")


def today() -> date:
    return clock.today()


def in_days(count: int) -> date:
    return clock.today() + timedelta(days=count)


def make_agency(identifier: str, name: str, kind: str, parent: Agency | None = None, **rest: object) -> Agency:
    values = {"valid": validity.days(SINCE, None), "synthetic": True} | rest
    return Agency.objects.create(
        identifier=identifier,
        name=name,
        short_name=name,
        search_text=agency_search_text(name, name, identifier),
        kind=AgencyKind(kind),
        parent=parent,
        path=identifiers.path_of(parent.path if parent else "", identifier),
        **values,
    )


class SmallCity:
    """Each agency is one statement; paths read like /H26/H26.X00004/."""

    def __init__(self) -> None:
        self.city = make_agency("H26", "Ủy ban nhân dân thành phố Hà Nội", "city", synthetic=False)
        self.justice = make_agency("H26.S03", "Sở Tư pháp", "department", self.city)
        self.ba_dinh = make_agency(
            "H26.X00004", "Ủy ban nhân dân phường Ba Đình", "commune", self.city, territory_code="00004"
        )
        self.ngoc_ha = make_agency(
            "H26.X00008", "Ủy ban nhân dân phường Ngọc Hà", "commune", self.city, territory_code="00008"
        )
        self.culture = make_agency("H26.X00004.DV01", "Phòng Văn hóa - Xã hội", "unit", self.ba_dinh)
        self.office = Office.objects.create(
            agency=self.ba_dinh,
            identifier="H26.X00004.MC",
            name="Điểm phục vụ hành chính công phường Ba Đình",
            valid=validity.days(SINCE, None),
        )
        OfficeService.objects.create(office=self.office, agency=self.ba_dinh)


def make_person(name: str = "Nguyễn Thị Lan", **rest: object) -> Person:
    return Person.objects.create(full_name=name, name_folded=fold(name), **rest)


def make_position(person: Person, agency: Agency, *roles: str, title: str = "Chuyên viên", **rest: object) -> Position:
    values = {"valid": validity.days(SINCE, None)} | rest
    return Position.objects.create(person=person, agency=agency, title=title, roles=list(roles), **values)


def actor_at(agency: Agency, *roles: str, person_id: UUID | None = None) -> Actor:
    post = Post(
        position_id=new_id(),
        title="Cán bộ",
        agency_id=agency.pk,
        agency_path=agency.path,
        roles=frozenset(roles),
        permissions=permissions_of(roles),
    )
    return Actor(
        kind="official", name="Trần Văn Minh", account_id=new_id(), person_id=person_id or new_id(), posts=(post,)
    )
