"""The plan of a reorganisation: who is founded, renamed, ended, and who takes over. Pure; JSON or CSV, documented in
`docs/how-to/reorganise.md`.

A merger is several bodies that end with one successor; a split one body that ends with several; a body abolished with
its tasks going up ends with its superior as successor. A new name alone is no end.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

ADDRESS = "address"
SUPERIOR = "superior"
"""In the place of a successor's identifier: the body above."""
MOST_TOLD = 20
EARLIEST = 1945


class WrongPlan(Invalid):
    """`problems` are all that was found, each in both languages."""

    code = "reorganisation.wrong_plan"
    sentence = Words("Phương án chưa dùng được: {first}", "The plan cannot be used: {first}")

    def __init__(self, problems: Iterable[Words]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0] if self.problems else Words("", "")
        super().__init__({"plan": told(self.problems)}, first=first)


def told(problems: tuple[Words, ...]) -> Words:
    shown = problems[:MOST_TOLD]
    return Words(" ".join(one.vi for one in shown), " ".join(one.en for one in shown))


@dataclass(frozen=True, slots=True)
class Founded:
    """A body that begins with the day; `office` is the name of where it receives, `address` where that is."""

    identifier: str
    name: str
    short_name: str
    kind: str
    parent: str
    territory: str = ""
    office: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Renamed:
    identifier: str
    name: str
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Street:
    """What an address contains ("tổ dân phố 5") decides for a successor."""

    contains: str
    successor: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A body whose last day is the one before. Of several successors `rules` choose, then `default`, then a person."""

    identifier: str
    successors: tuple[str, ...]
    rules: tuple[str, ...] = ()
    streets: tuple[Street, ...] = ()
    default: str = ""

    @property
    def split(self) -> bool:
        return len(self.successors) > 1


@dataclass(frozen=True, slots=True)
class Plan:
    """`decision` is the number and issuer of the text it carries out."""

    title: str
    decision: str
    from_day: date
    founded: tuple[Founded, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    ended: tuple[Ended, ...] = ()
    ends: Mapping[str, Ended] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", {one.identifier: one for one in self.ended})


def as_json(plan: Plan) -> dict[str, Any]:
    found = asdict(plan)
    found.pop("ends")
    return {**found, "from_day": plan.from_day.isoformat()}


def read_plan(text: str) -> Plan:
    """From JSON, or CSV where it does not begin with a brace. WrongPlan names everything that is wrong."""
    plain = text.lstrip("\ufeff \n\r\t")
    if "\0" in plain or "\\u0000" in plain:
        raise WrongPlan([NOT_TEXT])
    return from_json(_loaded(plain)) if plain.startswith("{") else from_csv(plain)


def _loaded(text: str) -> Any:
    """WrongPlan also for what can be read but never kept: halves of characters, numbers and trees without end."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise WrongPlan([NOT_JSON.fill(**where)]) from None
    except (ValueError, RecursionError):
        raise WrongPlan([NOT_TEXT]) from None
    return found


NOT_TEXT = Words("Tệp không phải là văn bản đọc được.", "The file is no text that can be read.")
NOT_JSON = Words("Tệp JSON hỏng ở dòng {line}, cột {column}.", "The JSON is broken at line {line}, column {column}.")
MISSING = Words("{place}: thiếu “{name}”.", "{place}: “{name}” is missing.")
WRONG_DAY = Words("Ngày “{day}” không đúng, ví dụ 2025-07-01.", "“{day}” is no day, such as 2025-07-01.")
TWICE = Words("{name} được nêu hai lần trong cùng một việc.", "{name} is named twice for the same act.")
NO_HEIR = Words("{name}: chưa nêu cơ quan kế thừa.", "{name}: no successor is named.")
ENDS_TOO = Words("{heir} kế thừa {name} nhưng cũng kết thúc.", "{heir} succeeds {name} and ends as well.")
OWN_HEIR = Words("{name} không thể kế thừa chính mình.", "{name} cannot succeed itself.")
NOT_AMONG = Words("{name}: {heir} không nằm trong các cơ quan kế thừa.", "{name}: {heir} is not among the successors.")
NO_RULE = Words("{name}: không có quy tắc “{rule}”.", "{name}: there is no rule “{rule}”.")
EMPTY = Words("Phương án không có việc gì.", "The plan contains nothing to do.")
LINE = "line"
LINE_WORDS = Words("Dòng {line}", "Line {line}")
NO_ACT = Words("Dòng {line}: không có việc “{act}”.", "Line {line}: there is no act “{act}”.")


def from_json(found: Any) -> Plan:
    """WrongPlan where keys are missing or the parts do not fit together."""
    problems: list[Words] = []
    top = found if isinstance(found, dict) else {}
    for name in ("title", "decision", "from_day"):
        if not str(top.get(name) or "").strip():
            problems.append(MISSING.fill(place=Words("Phương án", "Plan"), name=name))
    day = _day(str(top.get("from_day") or ""), problems)
    founded = _rows(top, "founded", ("identifier", "name", "kind", "parent"), problems)
    renamed = _rows(top, "renamed", ("identifier", "name"), problems)
    ended = _rows(top, "ended", ("identifier",), problems)
    if problems:
        raise WrongPlan(problems)
    plan = Plan(
        title=str(top["title"]).strip(),
        decision=str(top["decision"]).strip(),
        from_day=day or date.min,
        founded=tuple(_founded(row) for row in founded),
        renamed=tuple(
            Renamed(_text(row, "identifier"), _text(row, "name"), _text(row, "short_name")) for row in renamed
        ),
        ended=tuple(_ended(row) for row in ended),
    )
    return checked(plan)


def _day(text: str, problems: list[Words]) -> date | None:
    try:
        found = date.fromisoformat(text)
        if found.year >= EARLIEST:
            return found
    except ValueError:
        pass
    if text:
        problems.append(WRONG_DAY.fill(day=text))
    return None


def _rows(top: dict[str, Any], part: str, needed: tuple[str, ...], problems: list[Words]) -> list[dict[str, Any]]:
    found = top.get(part) or []
    rows = [row if isinstance(row, dict) else {} for row in found] if isinstance(found, list) else [{}]
    for number, row in enumerate(rows, start=1):
        problems += [
            MISSING.fill(place=_place(row, part, number), name=name)
            for name in needed
            if not str(row.get(name) or "").strip()
        ]
    return rows


def _place(row: Mapping[str, Any], part: str, number: int) -> Words:
    """Where a row stands: its line of a table, else its number in the list."""
    line = row.get(LINE)
    return LINE_WORDS.fill(line=line) if line else Words(f"{part}[{number}]", f"{part}[{number}]")


def _text(row: Mapping[str, Any], name: str) -> str:
    return str(row.get(name) or "").strip()


def _several(row: Mapping[str, Any], name: str) -> list[Any]:
    """What should be a list: one alone stands for itself, a text is parted by semicolons."""
    value = row.get(name) or []
    return value if isinstance(value, list) else _parted(value) if isinstance(value, str) else [value]


def _founded(row: Mapping[str, Any]) -> Founded:
    names = ("identifier", "name", "short_name", "kind", "parent", "territory", "office", "address")
    found = Founded(**{name: _text(row, name) for name in names})
    return found if found.short_name else Founded(**{**asdict(found), "short_name": found.name})


def _ended(row: Mapping[str, Any]) -> Ended:
    streets = [one for one in _several(row, "streets") if isinstance(one, dict)]
    return Ended(
        identifier=_text(row, "identifier"),
        successors=tuple(str(one).strip() for one in _several(row, "successors")),
        rules=tuple(str(one).strip() for one in _several(row, "rules")),
        streets=tuple(Street(_text(one, "contains"), _text(one, "successor")) for one in streets),
        default=_text(row, "default"),
    )


def checked(plan: Plan) -> Plan:
    """The plan itself, when its parts fit together. WrongPlan otherwise."""
    problems = [*_doubled(plan), *(problem for one in plan.ended for problem in _wrong_end(plan, one))]
    if not (plan.founded or plan.renamed or plan.ended):
        problems.append(EMPTY)
    if problems:
        raise WrongPlan(problems)
    return plan


def _doubled(plan: Plan) -> list[Words]:
    parts: tuple[Iterable[Any], ...] = (plan.founded, plan.renamed, plan.ended)
    found = []
    for part in parts:
        seen: set[str] = set()
        for one in part:
            found += [TWICE.fill(name=one.identifier)] if one.identifier in seen else []
            seen.add(one.identifier)
    return found


def _wrong_end(plan: Plan, one: Ended) -> Iterable[Words]:
    if not one.successors:
        yield NO_HEIR.fill(name=one.identifier)
    for heir in one.successors:
        if heir == one.identifier:
            yield OWN_HEIR.fill(name=one.identifier)
        elif heir in plan.ends:
            yield ENDS_TOO.fill(heir=heir, name=one.identifier)
    named = [one.default, *(street.successor for street in one.streets)]
    for heir in named:
        if heir and heir not in one.successors:
            yield NOT_AMONG.fill(name=one.identifier, heir=heir)
    for rule in one.rules:
        if rule != ADDRESS:
            yield NO_RULE.fill(name=one.identifier, rule=rule)


COLUMNS = (
    "act", "identifier", "name", "short_name", "kind", "parent", "territory", "office", "address",
    "successors", "rules", "default",
)  # fmt: skip
"""Of the CSV form. The first row has the act `plan`: identifier = from_day, name = title, short_name = decision."""


def from_csv(text: str) -> Plan:
    """Rows with the acts plan, found, rename, end; lists are parted by semicolons."""
    found: dict[str, Any] = {"founded": [], "renamed": [], "ended": []}
    places = {"found": "founded", "rename": "renamed", "end": "ended"}
    problems = []
    for line, row in _table(text):
        act = _text(row, "act")
        if act == "plan":
            names = {"from_day": "identifier", "title": "name", "decision": "short_name"}
            found |= {name: _text(row, column) for name, column in names.items()}
        elif act in places:
            lists = {name: _parted(_text(row, name)) for name in ("successors", "rules")}
            found[places[act]].append({**row, **lists, LINE: line})
        else:
            problems.append(NO_ACT.fill(line=line, act=act))
    if problems:
        raise WrongPlan(problems)
    return from_json(found)


def _table(text: str) -> list[tuple[int, dict[str, Any]]]:
    """Each row with its line. WrongPlan for what is no table."""
    try:
        reader = csv.DictReader(io.StringIO(text, newline=None))
        return [(reader.line_num, row) for row in reader]
    except csv.Error:
        raise WrongPlan([NOT_TEXT]) from None


def _parted(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
