"""What a line becomes: the text of a procedure, and what had to be assumed to read it."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal

from motcua.domain.catalogue.enums import Channel, Level, PaperKind, ServiceLevel, Unit, UnitRelation
from motcua.domain.catalogue.reading.reasons import Reason

CUT = 300


@dataclass(frozen=True, slots=True)
class Flag:
    """One place of one line that was not read as it stands. `field` is a path such as "methods[2].time"."""

    line: int
    code: str
    field: str
    reason: Reason
    text: str

    @property
    def assumed(self) -> str:
        """What was done with it, in Vietnamese."""
        return self.reason.words.vi


@dataclass(slots=True)
class Notes:
    """Collects the flags of one line while it is read."""

    line: int
    code: str = ""
    flags: list[Flag] = field(default_factory=list)

    def add(self, reason: Reason, place: str, text: object = "") -> None:
        shown = str(text).replace("\n", " ⏎ ")
        self.flags.append(Flag(self.line, self.code, place, reason, shown[:CUT]))


@dataclass(frozen=True, slots=True)
class LimitText:
    """A time limit. Without `value` (whole, in `unit`) the receiving official enters a date with its ground.

    `variant` tells limits of one channel apart and is empty when there is only one.
    `same_day`: the result is due the same day, the next working day when received after 15:00.
    """

    channel: Channel
    text: str
    value: int | None = None
    unit: Unit | None = None
    variant: str = ""
    note: str = ""
    same_day: bool = False

    @property
    def needs_date(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class PaperText:
    """One component of the file. A note asks for nothing; `form` is the form's name, never an address."""

    name: str
    kind: PaperKind
    group: str = ""
    originals: int = 0
    copies: int = 0
    form: str = ""


@dataclass(frozen=True, slots=True)
class FeeText:
    """What is said about money on a channel, as text. `vnd` only where the list itself gives an amount."""

    channel: Channel
    text: str
    vnd: int | None = None


@dataclass(frozen=True, slots=True)
class ResultText:
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class LegalText:
    number: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Decider:
    """A body named as carrying the procedure out; `level` is None where its name does not tell."""

    name: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class StepText:
    """A step of the internal process of the version's own."""

    key: str
    name_vi: str
    name_en: str
    relation: UnitRelation
    role: str
    working_hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProcedureText:
    """A procedure as one source states it. Texts are NFC, lines separated by "\\n"."""

    code: str
    name: str
    field: str
    issuing: str
    executing: str
    levels: tuple[Level, ...]
    deciders: tuple[Decider, ...] = ()
    foreign: bool = False
    applicants: tuple[str, ...] = ()
    limits: tuple[LimitText, ...] = ()
    papers: tuple[PaperText, ...] = ()
    fees: tuple[FeeText, ...] = ()
    fee_text: str = ""
    results: tuple[ResultText, ...] = ()
    legal: tuple[LegalText, ...] = ()
    requirements: str = ""
    steps_text: str = ""
    steps: tuple[StepText, ...] = ()
    service_level: ServiceLevel = ServiceLevel.INFORMATION
    presence_reason: str = ""
    decision_number: str = ""
    plain_words: tuple[str, ...] = ()
    minutes_to_file: int | None = None
    source: str = ""
    source_url: str = ""
    from_memory: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over the content without what people call it: equal texts need no new version."""
        canon = json.dumps(asdict(self) | {"plain_words": ()}, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(canon.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one line: a procedure, or none when nothing could be made of it; then a flag says why.

    `raw` is the line as it stood.
    """

    number: int
    procedure: ProcedureText | None
    flags: tuple[Flag, ...]
    raw: str = ""
