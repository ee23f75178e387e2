"""Pieces of many answers and requests."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

from motcua.kernel.words import Words


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


class WrongField(Told):
    field: str = Field(description="Dotted name as in the request, such as applicant.full_name.")
    detail: str
    detail_en: str


class Problem(Told):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    code: str = Field(description="Stable name of the error; see docs/reference/errors.md.")
    detail: str = Field(description="A sentence in Vietnamese.")
    detail_en: str = Field(description="The same sentence in English.")
    errors: list[WrongField] = []
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
