"""The applicant's details: taken as people type them, checked all at once, frozen with the case."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from motcua.base.access.vault import digest_of
from motcua.domain.cases.enums import ApplicantKind
from motcua.domain.cases.models import Applicant, Case
from motcua.kernel.errors import Invalid
from motcua.kernel.identifiers import Malformed, identity_number, phone, tax_code
from motcua.kernel.text import fold, tidy
from motcua.kernel.typed_dates import typed_birth
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class ApplicantDetails:
    """As typed. Only the name is always needed; a person also gives an identity number, an organisation its name."""

    full_name: str
    identity_number: str = ""
    birth_date: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    kind: str = ApplicantKind.PERSON
    organisation: str = ""
    tax_code: str = ""
    person_id: UUID | None = None


NAME_NEEDED = Words("Bạn nhập họ và tên người nộp.", "Please enter the applicant's full name.")
ORGANISATION_NEEDED = Words("Bạn nhập tên tổ chức, doanh nghiệp.", "Please enter the organisation's name.")
ADDRESS_NEEDED = Words("Bạn nhập địa chỉ liên hệ.", "Please enter a contact address.")
PHONE_NEEDED = Words("Bạn nhập số điện thoại để nhận thông báo.", "Please enter a phone number for messages.")
EMAIL_WRONG = Words("Thư điện tử có dạng ten@vidu.vn.", "An e-mail address looks like name@example.com.")
TOO_LONG = Words("Nội dung quá dài.", "This is too long.")
LONGEST = 500


def write_applicant(case: Case, details: ApplicantDetails, *, first: bool = False) -> Applicant:
    """Check every field, then write, under the lock of the case; `first` for a case that is only being made.

    Invalid names all wrong fields at once; nothing is written then.
    """
    values = checked(details)
    known = not first and getattr(case, "applicant", None) is not None
    applicant = Applicant(case=case, **values)
    applicant.save(force_insert=not known, force_update=known)
    return applicant


def checked(details: ApplicantDetails) -> dict[str, object]:
    """The stored form of what was typed. Invalid names every wrong field."""
    wrong: dict[str, Words] = {}
    name, organisation = tidy(details.full_name), tidy(details.organisation)
    if not name:
        wrong["full_name"] = NAME_NEEDED
    if details.kind == ApplicantKind.ORGANISATION and not organisation:
        wrong["organisation"] = ORGANISATION_NEEDED
    identity = _taken(lambda text: identity_number(text).digits, details.identity_number, "identity_number", wrong)
    telephone = _taken(lambda text: phone(text).digits, details.phone, "phone", wrong)
    tax = _taken(lambda text: tax_code(text).digits, details.tax_code, "tax_code", wrong)
    birth = _taken(lambda text: typed_birth(text).shown, details.birth_date, "birth_date", wrong)
    email = details.email.strip()
    if email and ("@" not in email or " " in email or len(email) > 254 or "." not in email.rsplit("@", 1)[-1]):
        wrong["email"] = EMAIL_WRONG
    for field in ("full_name", "organisation", "address"):
        if len(getattr(details, field)) > LONGEST:
            wrong[field] = TOO_LONG
    if wrong:
        raise Invalid(wrong)
    return {
        "kind": details.kind,
        "person_id": details.person_id,
        "full_name": name,
        "folded_name": fold(f"{name} {organisation}"),
        "organisation": organisation,
        "tax_code": tax,
        "birth_date": birth,
        "identity_number": identity,
        "identity_digest": digest_of(identity) if identity else "",
        "phone": telephone,
        "email": email,
        "address": tidy(details.address),
    }


def _taken(parse: Callable[[str], str], typed: str, field: str, wrong: dict[str, Words]) -> str:
    """The parsed text; "" for nothing typed; the parser's sentence noted under `field` when it is wrong."""
    if not typed.strip():
        return ""
    try:
        return parse(typed)
    except Malformed as fault:
        wrong[field] = fault.words
        return ""


def check_complete(case: Case) -> None:
    """What must be there before an online filing is sent. Invalid names every empty field."""
    applicant = getattr(case, "applicant", None)
    if applicant is None:
        raise Invalid({"full_name": NAME_NEEDED})
    wrong = {}
    if not applicant.address:
        wrong["address"] = ADDRESS_NEEDED
    if not applicant.phone:
        wrong["phone"] = PHONE_NEEDED
    if wrong:
        raise Invalid(wrong)
