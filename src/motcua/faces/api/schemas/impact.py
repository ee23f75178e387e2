"""What publishing a version of a procedure would touch."""

from typing import Any, Literal

from pydantic import Field

from motcua.faces.api.schemas.common import Bilingual, Told


class Names(Told):
    added: list[str]
    removed: list[str]


class AgencyCases(Told):
    agency: str
    cases: int


class ProcessFitTold(Told):
    """Minutes of working time; `promised_minutes` is null where no time is stated."""

    steps: int
    needed_minutes: int
    promised_minutes: int | None
    fits: bool
    changes: list[Bilingual]


class Sentence(Bilingual):
    tone: Literal["info", "ontime", "near", "late"]


class FeeTold(Told):
    """What is to be paid on one way of filing; empty where nothing is said."""

    channel: Bilingual
    before: str
    after: str


class VersionImpact(Told):
    code: str
    old: int | None = Field(description="Number of the version before; null for a first one.")
    new: int
    since: str
    sections: list[dict[str, Any]] = Field(description="As `motcua catalogue diff --json` tells them.")
    papers: Names
    forms: Names
    untranslated: list[str] = Field(description="Steps without an English name.")
    no_english: list[Bilingual] = Field(description="Every text of the process without English, and where it stands.")
    fees: list[FeeTold] = Field(description="Before and after, by way of filing.")
    open_cases: int = Field(description="Cases under way; they keep their version.")
    drafts: int
    by_state: dict[str, int]
    by_agency: list[AgencyCases]
    agencies: int = Field(description="How many agencies decide such cases.")
    process: ProcessFitTold
    sentences: list[Sentence]
