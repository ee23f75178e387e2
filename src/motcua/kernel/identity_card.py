"""What the QR code of an identity card says: read to save typing, never taken as proof of who stands there.

The chip card of 2021 holds seven fields between bars: number, old number, name, birth, sex, address, day of issue.
The card of 2024 may leave out the address and add names of parents or of the spouse (from memory, as are cards without
the field of the old number). So fields are known by what they look like, not by their place alone. Scanners that type
like a keyboard lose accents; what cannot be trusted then is named in `doubts`.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from motcua.kernel.identifiers import CitizenNumber, Malformed, Sex, citizen_number
from motcua.kernel.text import fold, tidy
from motcua.kernel.typed_dates import EARLIEST_YEAR, PartialDate
from motcua.kernel.vietnamese_code_pages import mended
from motcua.kernel.words import Words

Doubt = Literal["name", "birth", "sex"]

LONGEST = 1000
BARS = "|¦│｜‖"
NUMBER = re.compile(r"\d{12}")
OLD_NUMBER = re.compile(r"\d{9}")
DAY = re.compile(r"(\d{2})[/.-]?(\d{2})[/.-]?(\d{4})")
WHOLE = re.compile(r"\d{12}\D(?:.*\D)?\d{2}[/.-]?\d{2}[/.-]?\d{4}", re.DOTALL)
AIM = re.compile(r"^\s*\][A-Za-z]\d")
"""The sign of a code's kind that some scanners put in front."""
SEXES: dict[str, Sex] = {"nam": "male", "nu": "female", "male": "male", "female": "female"}
WORDS_OF: dict[Sex, str] = {"male": "Nam", "female": "Nữ"}
AROUND = " \t\r\n\0\ufeff"
SHORT, MONTHS = 4, 12

NOT_A_CARD = Words(
    "Mã vừa quét không phải mã của thẻ căn cước. Bạn quét lại, hoặc gõ số định danh.",
    "This is not the code of an identity card. Please scan again, or type the identity number.",
)
DOUBTS: dict[Doubt, Words] = {
    "name": Words("Họ tên quét được có dấu lạ: bạn so với thẻ.", "The scanned name looks garbled: compare it."),
    "birth": Words("Ngày sinh không khớp số định danh: bạn so với thẻ.", "Birth and number differ: compare the card."),
    "sex": Words("Giới tính không khớp số định danh: bạn so với thẻ.", "Sex and number differ: compare the card."),
}


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """As printed on the card: `address` stays as it was on the day of issue; `relatives` are further names it holds."""

    number: str
    name: str
    old_number: str = ""
    birth: PartialDate | None = None
    sex: Sex | None = None
    address: str = ""
    issued: PartialDate | None = None
    relatives: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def told_doubts(self) -> tuple[Words, ...]:
        return tuple(DOUBTS[doubt] for doubt in self.doubts)


def looks_like_card(text: str) -> bool:
    """Whether the text holds twelve digits and, parted from them, a whole date: more than anybody types."""
    return len(text) <= LONGEST and WHOLE.search(text) is not None and bool(fields_of(text))


def read_card(text: str) -> IdentityCard:
    """The card whose code was read. Malformed for any other text."""
    fields = fields_of(text)
    person = next((found for found in map(_number, fields) if found), None)
    if person is None or len(fields) < SHORT:
        raise Malformed(NOT_A_CARD)
    days = [(place, day) for place, field in enumerate(fields) if (day := _day(field)) is not None]
    born = next((day for day in days if day[1].year == person.birth_year), days[0] if days else None)
    if born is None:
        raise Malformed(NOT_A_CARD)
    issued = next((day for place, day in days if place != born[0] and day.year >= born[1].year), None)
    texts = {place: field for place, field in enumerate(fields) if any(sign.isalpha() for sign in field)}
    sex_place, sex = _sex(texts, born[0])
    texts.pop(sex_place, None)
    name_place = _name_place(texts, born[0])
    if name_place is None:
        raise Malformed(NOT_A_CARD)
    name, garbled = mended(texts.pop(name_place))
    address_place = next((place for place, field in texts.items() if _is_address(field)), None)
    address = texts.pop(address_place) if address_place is not None else _plain_address(texts, born[0], issued, days)
    doubts: list[Doubt] = ["name"] if garbled else []
    doubts += ["birth"] if born[1].year != person.birth_year else []
    doubts += ["sex"] if sex is not None and sex != person.sex else []
    return IdentityCard(
        number=person.digits,
        name=tidy(name),
        old_number=next((field for field in fields if OLD_NUMBER.fullmatch(field)), ""),
        birth=born[1],
        sex=sex,
        address=mended(address, digits=True)[0],
        issued=issued,
        relatives=tuple(mended(field, digits=True)[0] for place, field in texts.items() if place > born[0]),
        doubts=tuple(doubts),
    )


def written(card: IdentityCard) -> str:
    """The code of the card in the layout of 2021, further names behind."""
    fields = (
        card.number, card.old_number, card.name, _run_together(card.birth),
        WORDS_OF[card.sex] if card.sex else "", card.address, _run_together(card.issued), *card.relatives,
    )  # fmt: skip
    return "|".join(fields)


def fields_of(text: str) -> list[str]:
    """The fields between bars; the bar may be another sign where a keyboard has none."""
    if len(text) > LONGEST:
        return []
    bare = AIM.sub("", text)
    for bar in separators(bare):
        fields = [field.strip(AROUND) for field in bare.split(bar)]
        if len(fields) >= SHORT:
            return fields
    return []


def separators(text: str) -> Sequence[str]:
    """The bar, its look-alikes, and whatever sign stands behind the number."""
    number = NUMBER.search(text)
    behind = text[number.end() : number.end() + 1] if number else ""
    other = behind if behind and not behind.isalnum() and behind not in " ,.-/" else ""
    return [*BARS, other] if other else list(BARS)


def _number(field: str) -> CitizenNumber | None:
    if not NUMBER.fullmatch(field) or not field.isascii():
        return None
    try:
        return citizen_number(field)
    except Malformed:
        return None


def _day(field: str) -> PartialDate | None:
    """ddmmyyyy, with zeros for a day or month that nobody knows."""
    found = DAY.fullmatch(field)
    if found is None or not field.isascii():
        return None
    day, month, year = (int(part) for part in found.groups())
    known = month or not day
    last = calendar.monthrange(year, month)[1] if year and 1 <= month <= MONTHS else 31
    if not known or month > MONTHS or day > last or not year >= EARLIEST_YEAR:
        return None
    return PartialDate(year, month or None, day or None)


def _is_address(field: str) -> bool:
    """Parts with commas, or a house number among words."""
    letters = sum(sign.isalpha() for sign in field)
    return letters > SHORT and ("," in field or any(sign.isdigit() for sign in field))


def _sex(texts: dict[int, str], born: int) -> tuple[int, Sex | None]:
    """Where the sex stands and what it says; a garbled one is known by its shortness right behind the birth."""
    for place, field in texts.items():
        if fold(field) in SEXES:
            return place, SEXES[fold(field)]
    return (born + 1, None) if len(texts.get(born + 1, "     ")) <= SHORT else (-1, None)


def _name_place(texts: dict[int, str], born: int) -> int | None:
    """The name stands before the birth; else the first that looks like one."""
    before = [place for place in texts if place < born]
    names = [place for place, field in texts.items() if not _is_address(field)]
    return next(iter([place for place in reversed(before) if place in names] or before or names), None)


def _plain_address(
    texts: dict[int, str], born: int, issued: PartialDate | None, days: Sequence[tuple[int, PartialDate]]
) -> str:
    """An address without commas or numbers: the text between birth and day of issue."""
    end = next((place for place, day in days if day is issued), -1)
    place = next((place for place in texts if born < place < end), None)
    return texts.pop(place) if place is not None else ""


def _run_together(day: PartialDate | None) -> str:
    return f"{day.day or 0:02d}{day.month or 0:02d}{day.year:04d}" if day else ""
