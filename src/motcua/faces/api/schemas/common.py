"""Pieces of many answers and requests."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictInt,
    StrictStr,
    WithJsonSchema,
)

from motcua.kernel.clock import local
from motcua.kernel.words import Words

Moment = Annotated[
    datetime,
    PlainSerializer(lambda moment: local(moment).isoformat(timespec="seconds")),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""RFC 3339, in Hanoi's time."""

FIRST_YEAR, LAST_YEAR = 2000, 2200


def in_our_time(moment: datetime) -> datetime:
    """ValueError for a moment beyond every calendar of ours."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"the year is {FIRST_YEAR} to {LAST_YEAR}")
    return moment


GivenMoment = Annotated[AwareDatetime, AfterValidator(in_our_time)]


class Given(BaseModel):
    """Base of what clients send: an unknown member is refused, so that a misspelt one is heard of."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """Base of what we answer. Members may be added; clients ignore those they do not know."""


class Bilingual(Told):
    vi: str
    en: str


def bilingual(words: Words) -> Bilingual:
    return Bilingual(vi=words.vi, en=words.en)


class Problem(Told):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    code: str = Field(description="Stable name of the error.")
    detail: str = Field(description="A sentence in Vietnamese.")
    detail_en: str = Field(description="The same sentence in English.")
    errors: dict[str, list[Bilingual]] = Field(
        default={}, description="Field by its dotted name as in the request → what is wrong with it."
    )
    facts: dict[str, Any] = {}


Text20 = Annotated[StrictStr, Field(max_length=20)]
Text40 = Annotated[StrictStr, Field(max_length=40)]
Text254 = Annotated[StrictStr, Field(max_length=254)]
Text500 = Annotated[StrictStr, Field(max_length=500)]
Text2000 = Annotated[StrictStr, Field(max_length=2000)]
Needed60 = Annotated[StrictStr, Field(min_length=1, max_length=60)]
Needed300 = Annotated[StrictStr, Field(min_length=1, max_length=300)]
Needed500 = Annotated[StrictStr, Field(min_length=1, max_length=500)]
Needed2000 = Annotated[StrictStr, Field(min_length=1, max_length=2000)]
Needed20000 = Annotated[StrictStr, Field(min_length=1, max_length=20_000)]
Count = Annotated[StrictInt, Field(ge=0, le=99)]
Position = Annotated[StrictInt, Field(ge=1, le=500)]
Version = Annotated[StrictInt, Field(ge=1, le=2_147_483_647)]
Amount = Annotated[StrictInt, Field(ge=1, le=999_999_999_999_999, description="Whole đồng.")]
