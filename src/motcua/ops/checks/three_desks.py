"""The desks at which `motcua check interleavings` acts: one unit, three officials who may all do everything."""

from motcua.base.access.models import Account
from motcua.base.access.roles import permissions_of
from motcua.casework.services.counter import receive_at_counter
from motcua.domain.cases.models import Case
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.catalogue.queries.receiving import limits_for, receivable_versions
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.directory.models import Agency, Person
from motcua.domain.directory.queries.agencies import commune_agency
from motcua.domain.directory.queries.offices import office_for
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.domain.directory.services.positions import appoint
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor, Post
from motcua.kernel.text import fold
from motcua.ops.checks import interleavings

COMMUNE_CODE = "00004"
NAMES = ("Phạm Văn Chuyên", "Lê Thị Quầy", "Đỗ Thị Lãnh Đạo")
ROLES = (("counter_official", "specialist"), ("counter_official", "specialist"), ("counter_official", "leader"))
APPLICANT = ApplicantDetails(full_name="Nguyễn Thị Thử Nghiệm", phone="0900000100", address="Ba Đình, Hà Nội")


def run(*, rounds: int, seed: int) -> dict[str, object]:
    return interleavings.run(cast(), rounds=rounds, seed=seed)


def cast() -> interleavings.Cast:
    """Loads agencies and procedures, appoints the three."""
    load_hanoi(actor=SYSTEM)
    load_own(actor=SYSTEM)
    commune = commune_agency(COMMUNE_CODE, clock.today())
    assert commune is not None
    office = office_for(commune.pk, clock.today())
    assert office is not None
    officials = tuple(official(name, list(roles), commune) for name, roles in zip(NAMES, ROLES, strict=True))
    version = next(
        version
        for version in receivable_versions(level="commune")
        if [limit.value is not None for limit in limits_for(version.pk, "counter")] == [True]
    )

    def new_case() -> Case:
        return receive_at_counter(
            actor=officials[0], version_id=version.pk, office_id=office.pk, applicant=APPLICANT, ticks=[]
        )

    return interleavings.Cast(officials, new_case)


def official(name: str, roles: list[str], agency: Agency) -> Actor:
    """One with an account and a post."""
    account = Account.objects.create_account(fold(name).replace(" ", "."), kind="official")
    person = Person.objects.create(full_name=name, name_folded=fold(name), staff_account=account)
    position = appoint(
        actor=SYSTEM, person_id=person.pk, agency_id=agency.pk, title="Công chức", roles=roles,
        valid_from=clock.today(),
    )  # fmt: skip
    post = Post(position.pk, position.title, agency.pk, agency.path, frozenset(roles), permissions_of(roles))
    return Actor(kind="official", name=name, account_id=account.pk, person_id=person.pk, posts=(post,))
