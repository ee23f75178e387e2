"""One box finds a case: by code, filing number, telephone, identity number or name, however it is typed."""

import re
from dataclasses import dataclass

from django.db.models import Q

from motcua.base.access.vault import digests_of, holds
from motcua.casework.legacy.models import Imported
from motcua.domain.cases.models import Applicant, Case, Decision
from motcua.domain.directory.models import Agency
from motcua.kernel.identifiers import Malformed, identity_number, phone
from motcua.kernel.ids import SPEAKABLE
from motcua.kernel.text import fold
from motcua.kernel.words import Words

LONGEST = 100
PART = 4
"""Fewer digits than this are looked for at the end of a code only; so many or more may be meant as a part of a
telephone, which is found whole only."""

LONGEST_PHONE = 11

BY_CODE = Words("mã hồ sơ", "code")
BY_FILING = Words("số nộp", "filing number")
BY_PHONE = Words("số điện thoại", "telephone")
BY_IDENTITY = Words("số định danh", "identity number")
BY_NAME = Words("tên người nộp, tổ chức", "applicant's or organisation's name")
BODIES = frozenset({"phuong", "xa", "quan", "huyen", "ubnd"})
"""Words that say that a body of the administration is meant."""
MOST_BODIES = 10
SEPARATED = re.compile(r"[\s.\-()+]+")
FOUR, TWO = f"[{SPEAKABLE}]{{4}}", f"[{SPEAKABLE}]{{2}}"
OF_A_FILING = re.compile(rf"(?:[A-Z]{{3}}-)?{FOUR}-(?:{FOUR}(?:-{TWO})?|{TWO})")
"""A filing number or two of its groups: one in twenty has letters alone, and a name may look so as well."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A typed search taken apart: `names` are folded words, `numbers` pieces with a digit or shaped as a code."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def words(self) -> list[Words]:
        """What it is looked for as, to be said above the result."""
        found: list[Words] = []
        for number in self.numbers:
            digits = number.isdigit()
            found += [BY_CODE, BY_FILING] if not digits else [BY_CODE]
            found += [BY_PHONE] if phone_of(number) else []
            found += [BY_IDENTITY] if identity_of(number) else []
        named = self.names or any(may_be_name(number) for number in self.numbers)
        return list(dict.fromkeys([*found, *([BY_NAME] if named else [])]))

    @property
    def may_be_cut(self) -> bool:
        """Whether a telephone may be meant of which a part is missing."""
        return any(
            number.isdigit() and PART <= len(number) <= LONGEST_PHONE and not phone_of(number)
            for number in self.numbers
        )


def sought(typed: str) -> Sought:
    """Words with digits or in the shape of a filing number are numbers; digits and separators alone are one number."""
    text = typed.replace("\x00", "").strip()[:LONGEST]
    joined = SEPARATED.sub("", text)
    if joined.isdigit() and not re.search(r"\d{6}-\d{4}", text):
        return Sought((), (joined,))
    pieces = text.split()
    numbers = tuple(piece.upper() for piece in pieces if like_a_code(piece))
    names = tuple(fold(" ".join(piece for piece in pieces if not like_a_code(piece))).split())
    return Sought(names, numbers)


def like_a_code(piece: str) -> bool:
    return any(sign.isdigit() for sign in piece) or OF_A_FILING.fullmatch(piece.upper()) is not None


def may_be_name(number: str) -> bool:
    """Whether a piece that looks like a code has letters alone."""
    return not any(sign.isdigit() for sign in number)


def matching(typed: str) -> Q:
    """Cases that fit every piece, in any order."""
    asked = sought(typed)
    found = Q() if asked.names or asked.numbers else Q(pk__in=[])
    if asked.names:
        words = Q()
        for word in asked.names:
            words &= Q(folded_name__contains=word)
        people = Q(pk__in=Applicant.objects.filter(words).values("case"))
        found &= (people | of_former_body(asked.names)) if set(asked.names) & BODIES else people
    for number in asked.numbers:
        found &= by_number(number)
    return found


def of_former_body(names: tuple[str, ...]) -> Q:
    """Cases whose code was given by a body that has ended since and bore this name; one statement of its own."""
    bodies = Agency.objects.filter(valid__endswith__isnull=False)
    for word in names:
        bodies = bodies.filter(search_text__contains=word)
    codes = Q(pk__in=[])
    for identifier in bodies.values_list("identifier", flat=True).order_by("identifier").distinct()[:MOST_BODIES]:
        codes |= Q(code__contains=f"{identifier}-")
    return codes


def by_number(number: str) -> Q:
    """As a part of a code or filing number, a whole telephone or identity number, or a name like a code."""
    digits = number.isdigit()
    codes = Q(code__endswith=f"-{number.zfill(4)}") if digits and len(number) < PART else Q(code__contains=number)
    found = Q(pk__in=Case.objects.filter(codes | Q(filing_number__contains=number)).values("pk"))
    telephone = phone_of(number)
    people = holds("phone", telephone) if telephone else Q(pk__in=[])
    whole = identity_of(number)
    if whole:
        people |= Q(identity_digest__in=digests_of(whole))
    if may_be_name(number):
        people |= Q(folded_name__contains=fold(number))
    older = Q(pk__in=Imported.objects.filter(old_id=number).values("case"))
    if "/" in number:
        older |= Q(pk__in=Decision.objects.filter(imported=True, number=number).values("case"))
    return found | older | Q(pk__in=Applicant.objects.filter(people).values("case"))


def phone_of(text: str) -> str:
    """The telephone a text is, as it is stored, else ""."""
    try:
        return phone(text).digits
    except Malformed:
        return ""


def identity_of(text: str) -> str:
    """The identity number a text is, else ""."""
    try:
        return identity_number(text).digits
    except Malformed:
        return ""
