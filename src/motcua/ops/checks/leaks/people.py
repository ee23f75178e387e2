"""The people who are planted, and every form in which their number might stand somewhere."""

import base64
from dataclasses import dataclass

from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.partners.identity.mapping import Identity

NUMBER, PHONE, NAME, FOLDED = "00119677", "097799", "Khuất Vĩnh Quên", "khuat vinh quen"
"""What every planted number, telephone and name begins with, and nothing else in the city."""

EMAIL, STREET = "@gieo-thu.example", "Ngõ Gieo Thử"
ENDINGS = ("Một", "Hai", "Ba", "Bốn", "Năm")
MOST = 9999
STRETCH, JPEG = 24, b"\xff\xd8\xff\xe0\x00\x10JFIF"


@dataclass(frozen=True, slots=True)
class Planted:
    place: int

    @property
    def number(self) -> str:
        return f"{NUMBER}{self.place:04d}"

    @property
    def phone(self) -> str:
        return f"{PHONE}{self.place:04d}"

    @property
    def name(self) -> str:
        return f"{NAME} {ENDINGS[self.place % len(ENDINGS)]}"

    @property
    def details(self) -> ApplicantDetails:
        return ApplicantDetails(
            full_name=self.name, identity_number=self.number, phone=self.phone,
            email=f"nguoi{self.place}{EMAIL}", address=f"{STREET} {self.place}",
        )  # fmt: skip

    @property
    def identity(self) -> Identity:
        """As the national provider tells of them."""
        return Identity(f"s{self.place}", self.number, self.name, None, None, self.phone, f"nguoi{self.place}{EMAIL}")


def number_forms() -> dict[str, tuple[bytes, ...]]:
    """Plain, in groups, in the encodings texts are kept and sent in."""
    text = NUMBER.encode()
    groups = [[text[:3], text[3:6], text[6:]], [text[:4], text[4:]], [text[:3], text[3:4], text[4:6], text[6:]]]
    return {
        "plain": (text,),
        "in groups": tuple(mark.join(group) for group in groups for mark in (b" ", b".", b"-", b"\xc2\xa0")),
        "base64": tuple(_base64(text, before) for before in range(3)),
        "hex": (text.hex().encode(),),
        "utf-16": (NUMBER.encode("utf-16-le"),),
        "backwards": (text[::-1],),
    }


def reached_forms() -> dict[str, tuple[bytes, ...]]:
    """What people are reached by: sealed in every table, as numbers are."""
    return {
        "phone": (PHONE.encode(),),
        "e-mail": (EMAIL.encode(),),
        "street": (STREET.encode(), b"ngo gieo thu"),
    }


def other_forms() -> dict[str, tuple[bytes, ...]]:
    """All that is personal and no number; names are searched by their parts and stand plain."""
    return {**reached_forms(), "name": (NAME.encode(), FOLDED.encode())}


def file_forms(photo: bytes) -> dict[str, tuple[bytes, ...]]:
    """What tells a plain file: a stretch from the middle of the photo that is planted, how a photo and a PDF begin."""
    middle = photo[len(photo) // 2 :][:STRETCH]
    return {"picture": (middle, middle[::-1], middle.hex().encode()), "pdf": (b"%PDF-", b"%%EOF"), "jpeg": (JPEG,)}


def _base64(text: bytes, before: int) -> bytes:
    """What stands in the middle whatever stood around, `before` bytes of a group of three before it."""
    coded = base64.b64encode(b"\0" * before + text)
    first, whole = -(-before * 8 // 6), (before + len(text)) * 8 // 6
    return coded[first:whole]
