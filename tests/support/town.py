"""A small town to act in: one city, one commune with an office, five people, and a procedure or two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.base.access.models import Account
from motcua.base.access.roles import permissions_of
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.catalogue.models import Field, Procedure, ProcedureVersion, RequiredPaper, TimeLimit
from motcua.domain.catalogue.services.indexing import reindex
from motcua.domain.directory.models import Agency, Office, OfficeHoursRow, OfficeService, Person, Position
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.ids import new_id
from motcua.kernel.text import fold

ALWAYS = DateRange(date(2010, 1, 1), None)
PLACE = ("H26.T1", "Ủy ban nhân dân phường Thử Nghiệm")
APPLICANT = ApplicantDetails(
    full_name="Nguyễn Thị Thử Nghiệm",
    identity_number="001185012345",
    phone="0912 345 678",
    address="Số 1, ngõ 2, phường Thử Nghiệm, Hà Nội",
)


@dataclass(frozen=True)
class Town:
    """Agencies, an office and the people of a test. `stranger` is a counter official of another commune."""

    city: Agency
    commune: Agency
    office: Office
    citizen: Actor
    counter: Actor
    specialist: Actor
    leader: Actor
    administrator: Actor
    stranger: Actor
    version: ProcedureVersion


def hanoi(text: str) -> datetime:
    """A moment of Hanoi's clock, such as "2026-11-23T09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.LOCAL)


def build_town(**procedure: Any) -> Town:
    city = make_agency("H26", "Ủy ban nhân dân thành phố Hà Nội", "city", None)
    commune = make_agency(*PLACE, "commune", city)
    elsewhere = make_agency("H26.T2", "Ủy ban nhân dân xã Bên Cạnh", "commune", city)
    office = make_office(commune)
    make_office(elsewhere)
    return Town(
        city=city,
        commune=commune,
        office=office,
        citizen=make_citizen("Trần Văn Dân"),
        counter=make_official("Lê Thị Quầy", "Công chức một cửa", commune, ["counter_official"], office),
        specialist=make_official("Phạm Văn Chuyên", "Chuyên viên", commune, ["specialist"]),
        leader=make_official("Đỗ Thị Lãnh Đạo", "Chủ tịch", commune, ["leader"]),
        administrator=make_official("Vũ Quản Trị", "Quản trị", city, ["administrator"]),
        stranger=make_official("Hoàng Bên Cạnh", "Công chức một cửa", elsewhere, ["counter_official"]),
        version=make_version(**procedure),
    )


def make_agency(identifier: str, name: str, kind: str, parent: Agency | None) -> Agency:
    return Agency.objects.create(
        identifier=identifier,
        name=name,
        short_name=name,
        search_text=fold(f"{name} {identifier}"),
        kind=kind,
        parent=parent,
        path=f"{parent.path if parent else '/'}{identifier}/",
        valid=ALWAYS,
        territory_code=identifier[-2:] if kind == "commune" else "",
    )


def make_office(agency: Agency) -> Office:
    office = Office.objects.create(
        agency=agency, identifier=f"{agency.identifier}.Q", name=f"Bộ phận Một cửa {agency.name}", valid=ALWAYS
    )
    OfficeService.objects.create(office=office, agency=agency)
    for weekday in range(5):
        for opens, closes in ((time(8), time(12)), (time(13), time(17))):
            OfficeHoursRow.objects.create(office=office, weekday=weekday, opens=opens, closes=closes, valid=ALWAYS)
    return office


def make_person(name: str, kind: str) -> Person:
    account = Account.objects.create_account(f"{fold(name).replace(' ', '.')}-{new_id().hex[-6:]}", kind=kind)
    link = {"staff_account" if kind == "official" else "account": account}
    return Person.objects.create(full_name=name, name_folded=fold(name), **link)


def make_citizen(name: str) -> Actor:
    person = make_person(name, "citizen")
    return Actor(kind="citizen", name=name, account_id=person.account_id, person_id=person.pk)


def make_official(name: str, title: str, agency: Agency, roles: Sequence[str], office: Office | None = None) -> Actor:
    person = make_person(name, "official")
    position = Position.objects.create(
        person=person, agency=agency, office=office, title=title, roles=list(roles), valid=ALWAYS
    )
    post = Post(
        position_id=position.pk,
        title=title,
        agency_id=agency.pk,
        agency_path=agency.path,
        roles=frozenset(roles),
        permissions=permissions_of(roles),
    )
    return Actor(kind="official", name=name, account_id=person.staff_account_id, person_id=person.pk, posts=(post,))


def make_version(
    *,
    code: str = "1.000001",
    limit: tuple[int | None, str] | None = (5, "working_day"),
    limits: Sequence[tuple[int | None, str]] = (),
    same_day: bool = False,
    papers: Sequence[tuple[str, str]] = (("Tờ khai theo mẫu", "paper"), ("Giấy tờ tùy thân", "present_only")),
    level: str = "commune",
) -> ProcedureVersion:
    """A published version: `limit` (value, unit) for every channel, or None for no stated time."""
    field, _ = Field.objects.get_or_create(slug="ho tich", defaults={"name": "Hộ tịch"})
    procedure, _ = Procedure.objects.get_or_create(code=code)
    version = ProcedureVersion.objects.create(
        procedure=procedure, number=procedure.versions.count() + 1, name=f"Thủ tục thử nghiệm {code}", field=field,
        issuing_agency="Bộ Tư pháp", executing_agency="Ủy ban nhân dân cấp xã", levels=[level], service_level="full",
        origin="own", content_digest="0" * 64, name_key="thu tuc thu nghiem", search_text="thu tuc thu nghiem",
    )  # fmt: skip
    for position, (value, unit) in enumerate(limits or [limit or (None, "")], start=1):
        TimeLimit.objects.create(
            version=version, position=position, channel="any", value=value, unit=unit, same_day=same_day
        )
    for position, (name, kind) in enumerate(papers, start=1):
        RequiredPaper.objects.create(
            version=version, position=position, name=name, kind=kind, originals=int(kind == "paper")
        )
    version.state, version.effective = "published", DateRange(date(2020, 1, 1), None)
    version.published_at = clock.now()
    version.save()
    reindex([procedure.pk])
    return version
