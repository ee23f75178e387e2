"""Made-up citizens and officials: names as people of that sex and age bear them, numbers that nobody was given."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random

COHORTS = ((1940, 1969), (1970, 1989), (1990, 2009))
COHORT_WEIGHTS = (24, 46, 30)
SERIAL = 900_000
"""Made-up people have serials from here on, so that they are told apart at a glance."""
STREETS = (
    "phố Hàng Bún", "phố Quán Thánh", "đường Hoàng Hoa Thám", "phố Đội Cấn", "đường Láng", "phố Khâm Thiên",
    "đường Trường Chinh", "phố Minh Khai", "đường Nguyễn Trãi", "phố Lò Đúc", "đường Âu Cơ", "phố Vọng",
    "đường Giải Phóng", "phố Kim Ngưu", "thôn Đông", "thôn Đoài", "thôn Thượng", "xóm Chợ", "khu tập thể Nam Đồng",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadePerson:
    """`sex` is "M" or "F"."""

    name: str
    sex: str
    birth: date
    identity: str
    phone: str
    address: str


@cache
def names(part: str, sex: str = "", of: str = "") -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The texts of one part of a name and their weights."""
    text = files(__package__).joinpath("facts", "names.csv").read_text(encoding="utf-8")
    wanted = {"part": part, "sex": sex, "of": of}
    rows = [row for row in csv.DictReader(text.splitlines()) if all(row[key] == wanted[key] for key in wanted)]
    return tuple(row["text"] for row in rows), tuple(float(row["weight"]) for row in rows)


@dataclass
class Registry:
    """Makes people of one place. `place` keeps their numbers apart from those of other places."""

    random: Random
    place: int
    commune: str
    made: int = 0

    def person(self) -> MadePerson:
        """Somebody between 18 and 85."""
        self.made += 1
        first, last = self.random.choices(COHORTS, COHORT_WEIGHTS)[0]
        sex = self.random.choice("MF")
        birth = date(first, 1, 1) + timedelta(days=self.random.randrange((min(last, 2007) - first + 1) * 365))
        sign = (birth.year // 100 - 19) * 2 + (sex == "F")
        serial = SERIAL + (self.place * 7919 + self.made) % 100_000
        street = self.random.choice(STREETS)
        return MadePerson(
            name=self.name(sex, f"{first}-{last}"),
            sex=sex,
            birth=birth,
            identity=f"001{sign}{birth:%y}{serial}",
            phone=f"090{self.random.randrange(10**7):07d}",
            address=f"Số {self.random.randint(1, 240)} {street}, {self.commune}, Hà Nội",
        )

    def name(self, sex: str, cohort: str) -> str:
        style = "modern" if cohort.startswith("199") and self.random.random() < 0.6 else "traditional"
        parts = (names("surname"), names("middle", sex, style), names("given", sex, cohort))
        surname, middle, given = (self.random.choices(*part)[0] for part in parts)
        return f"{surname} {middle} {given}" if given not in middle.split() else f"{surname} {given}"
