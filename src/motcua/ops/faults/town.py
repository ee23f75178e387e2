"""The town in which things fail: two offices with their officials, and citizens who may file."""

from dataclasses import dataclass

from motcua.base.access.models import Account
from motcua.base.access.tokens import create_token
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries.receiving import limits_for, receivable_versions
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.directory.models import Agency, Office, Person
from motcua.domain.directory.queries.offices import office_for
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.domain.directory.services.positions import appoint
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.text import fold

OFFICES = 2
ROLES = ("counter_official", "specialist", "leader")
PASSWORD = "thu-hong-hoc-2026"
ADDRESS = "nguoi.nop@congdan.example"


@dataclass(frozen=True, slots=True)
class Desk:
    """An office, and the sign-in name of its official for each role."""

    office_id: str
    identifier: str
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """The procedure everybody files: its code, and the place of its one paper that must be attached."""

    code: str
    position: int


@dataclass(frozen=True, slots=True)
class Town:
    desks: tuple[Desk, ...]
    asked: Asked
    token: str


def build() -> Town:
    """Agencies, procedures, officials with passwords, and a citizen with a token and an e-mail address."""
    load_hanoi(actor=SYSTEM)
    load_own(actor=SYSTEM)
    day, desks = clock.today(), list[Desk]()
    for agency in Agency.objects.filter(kind="commune", valid__contains=day).order_by("identifier"):
        office = office_for(agency.pk, day)
        if office is not None and len(desks) < OFFICES:
            names = {role: official(agency, office, role) for role in ROLES}
            desks.append(Desk(str(office.pk), office.identifier, names))
    account = Account.objects.create_account("nguoi-nop-thu", kind="citizen")
    name = "Người Nộp Thử"
    Person.objects.create(full_name=name, name_folded=fold(name), account=account, email=ADDRESS)
    _, token = create_token(actor=SYSTEM, account=account, name="faults")
    return Town(tuple(desks), procedure(), token)


def procedure() -> Asked:
    """A commune's procedure with one stated time limit and one paper that must be attached."""
    for version in receivable_versions(level="commune"):
        asked = [paper for paper in version.papers.order_by("position") if not paper.is_note]
        attached = [place for place, paper in enumerate(asked, start=1) if paper.must_be_attached]
        if len(attached) == 1 and promised(version):
            return Asked(version.procedure.code, attached[0])
    raise LookupError("no procedure with a single paper")


def promised(version: ProcedureVersion) -> bool:
    return [limit.value is not None for limit in limits_for(version.pk, "online")] == [True]


def official(agency: Agency, office: Office, role: str) -> str:
    username = f"{role}.{agency.identifier}".lower()
    name = f"Công chức {role} {agency.identifier}"
    account = Account.objects.create_account(username, kind="official", password=PASSWORD)
    person = Person.objects.create(full_name=name, name_folded=fold(name), staff_account=account)
    appoint(
        actor=SYSTEM, person_id=person.pk, agency_id=agency.pk, title="Công chức", roles=[role],
        valid_from=clock.today(), office_id=office.pk if role == ROLES[0] else None,
    )  # fmt: skip
    return account.username
