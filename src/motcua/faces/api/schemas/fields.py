"""Small types that the contents share: each with the limits that the acts and the database hold."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, Strict

from motcua.kernel.words import Words

MOST_COPIES = 999
HIGHEST_VERSION = 2**31 - 1
HIGHEST_VND = 10**15
FIRST_YEAR, LAST_YEAR = 2000, 2200

Line = Annotated[str, Field(max_length=500)]
Text = Annotated[str, Field(max_length=5000)]
Code = Annotated[str, Field(min_length=1, max_length=60)]
Copies = Annotated[int, Strict(), Field(ge=0, le=MOST_COPIES)]
Position = Annotated[int, Strict(), Field(ge=1, le=MOST_COPIES)]
Vnd = Annotated[int, Strict(), Field(ge=1, le=HIGHEST_VND)]
Expected = Annotated[
    Annotated[int, Strict(), Field(ge=1, le=HIGHEST_VERSION)] | None,
    Field(description="version of the case that the decision is based on; null: whatever it is now"),
]
ResultWanted = Literal["counter", "online"]
Level = Literal["commune", "district", "city", "ministry", "other"]


def in_our_time(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"between {FIRST_YEAR} and {LAST_YEAR}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(in_our_time)]


class Taken(BaseModel):
    """Base of contents that come in: an unknown field is refused, not overlooked."""

    model_config = ConfigDict(extra="forbid")


class Said(BaseModel):
    """A text in Vietnamese and English."""

    vi: str
    en: str

    @classmethod
    def of(cls, words: Words) -> "Said":
        return cls(vi=words.vi, en=words.en)
