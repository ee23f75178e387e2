"""The text of a resolution read sentence by sentence: which units become which. Pure; nothing is guessed.

Two forms are read: the sentences themselves ("Sắp xếp toàn bộ diện tích tự nhiên, quy mô dân số của các phường A, B
và một phần … của phường C thành phường mới có tên gọi là phường X."), and the table in which they are passed on
(`new_unit`, `merged_from_text`). What could not be read is kept, word by word.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

LEVELS = ("phường", "xã", "thị trấn", "đặc khu")
LEVEL = "|".join(LEVELS)
NEW = rf"(?:{LEVEL})(?:\s+mới)?\s+có tên gọi là\s+(?P<new>(?:{LEVEL})\s+.+)"
INTO = re.compile(rf"^(?:sắp xếp|nhập)\s+(?P<sources>.+?)\s+thành\s+(?:một\s+)?{NEW}$", re.IGNORECASE | re.DOTALL)
FOUND = re.compile(
    rf"^thành lập\s+(?P<new>(?:{LEVEL})\s+[^,;]+?)\s+trên cơ sở\s+(?:sắp xếp|nhập)?\s*(?P<sources>.+)$",
    re.IGNORECASE | re.DOTALL,
)
ELSEWHERE = re.compile(
    r",?\s*sau khi (?:đã )?(?:sắp xếp|sáp nhập|nhập) (?:theo quy định tại|vào) [^;)]*?(?:Điều này|$)"
)
AREA = re.compile(r"(?:toàn bộ\s+)?diện tích tự nhiên(?:,| và)\s*quy mô dân số(?:\s+của)?", re.IGNORECASE)
NUMBERED = re.compile(r"^\s*(?:\d+\.|[a-zđ]\)|-|Khoản \d+\.)\s*")
SENTENCE = re.compile(r"(?<!Điều \d[.])(?<!Điều \d\d[.])(?<=[.;])\s+(?=(?:\d+\.\s|[A-ZĐ]))|\n+")
TOKEN = re.compile(
    rf"(?P<mode>một phần|phần còn lại|toàn bộ)|(?P<level>(?:các\s+)?(?:{LEVEL}))(?!\w)"
    r"|(?P<hint>\([^)]*\))|(?P<word>[\w'’./-]+)|(?P<sign>[,;])"
)
REST, PART, WHOLE = "phần còn lại", "một phần", "toàn bộ"
DISTRICT = re.compile(r"^\(?(?:thuộc\s+)?(?:quận|huyện|thị xã|thành phố)\s+", re.IGNORECASE)
UNCHANGED = "giữ nguyên"


@dataclass(frozen=True, slots=True)
class Source:
    """A unit that is taken in, as it is named. `district`: where the text says of which; `mode`: whole, part, rest."""

    name: str
    district: str = ""
    mode: str = WHOLE


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence: what becomes one new unit."""

    new: str
    sources: tuple[Source, ...]


@dataclass
class Reading:
    clauses: list[Clause] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_text(text: str, province: str = "") -> Reading:
    """A table or sentences; of a table the rows of the province, by a part of its name."""
    plain = text.lstrip("\ufeff \n")
    head = plain.splitlines()[0] if plain else ""
    return _table(plain, province) if "merged_from_text" in head else _sentences(plain)


def _table(text: str, province: str) -> Reading:
    found = Reading()
    for row in csv.DictReader(io.StringIO(text)):
        if province and fold(province) not in fold(row.get("province") or ""):
            continue
        new, told = tidy(row.get("new_unit") or ""), tidy(row.get("merged_from_text") or "")
        if told.lower() == UNCHANGED:
            sources: tuple[Source, ...] = (Source(new),)
        else:
            sources = tuple(_listed(told))
        if new and sources and all(_leveled(one.name) for one in (*sources, Source(new))):
            found.clauses.append(Clause(new, sources))
        else:
            found.unread.append(f"{new}: {told}")
    return found


def _listed(text: str) -> Iterator[Source]:
    """ "Phường A, Xã B (huyện C) (phần còn lại sau khi …), Xã D (một phần)"."""
    for part in re.split(r",\s*(?![^()]*\))", text):
        name, *hints = re.split(r"\s*\(", part)
        district, mode = "", WHOLE
        for hint in (one.rstrip(") ") for one in hints):
            if DISTRICT.match(hint):
                district = hint
            elif fold(hint).startswith(fold(REST)):
                mode = REST
            elif fold(hint).startswith(fold(PART)):
                mode = PART
        yield Source(tidy(name), district, mode)


def _sentences(text: str) -> Reading:
    found = Reading()
    for raw in SENTENCE.split(text):
        sentence = tidy(NUMBERED.sub("", raw)).rstrip(".;")
        if not sentence:
            continue
        match = INTO.match(sentence) or FOUND.match(sentence)
        sources = tuple(_named(match["sources"])) if match else ()
        if match and sources:
            found.clauses.append(Clause(_titled(tidy(match["new"])), sources))
        else:
            found.unread.append(sentence)
    return found


def _named(text: str) -> Iterator[Source]:
    """The units of a sentence in their order. Nothing where a word is left that is no name."""
    mode, level, words, district = WHOLE, "", list[str](), ""
    found: list[Source] = []

    def close() -> None:
        nonlocal district
        if level and words:
            found.append(Source(f"{level} {' '.join(words)}", district, mode))
        words.clear()
        district = ""

    plain = re.sub(r"\bcủa\b", " ", AREA.sub(" ", ELSEWHERE.sub(" ", text)))
    for token in TOKEN.finditer(plain):
        kind, value = token.lastgroup, token[0]
        if kind == "hint":
            district = value.strip("()") if DISTRICT.match(value) else district
            continue
        if kind == "word" and value != "và":
            if not (value[0].isupper() or value[0].isdigit()):
                return
            words.append(value)
            continue
        close()
        if kind == "mode":
            mode, level = value.lower(), ""
        elif kind == "level":
            level = _titled(value.lower().removeprefix("các").strip())
    close()
    yield from found


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]


def _leveled(name: str) -> bool:
    return fold(name).startswith(tuple(fold(level) for level in LEVELS))


def modes_left(clauses: Iterable[Clause]) -> list[str]:
    """Units of which only parts are named: what becomes of the rest, the text does not say."""
    modes: dict[tuple[str, str], set[str]] = {}
    for clause in clauses:
        for one in clause.sources:
            modes.setdefault((one.name, one.district), set()).add(one.mode)
    return [name for (name, _), said in modes.items() if said == {PART}]


UNREAD = Words("Không đọc được: {text}", "Not read: {text}")
NO_UNIT = Words("{new}: không có đơn vị “{name}”.", "{new}: there is no unit “{name}”.")
MANY = Words("{new}: có nhiều “{name}” ({districts}); văn bản không nói rõ.",
             "{new}: there are several “{name}” ({districts}); the text does not say which.")  # fmt: skip
NO_CODE = Words("Không có mã của đơn vị mới “{name}”.", "The code of the new unit “{name}” is not known.")
NOWHERE = Words("{name} không được nhập vào đâu.", "{name} goes nowhere.")
PARTLY = Words("{name}: chỉ nói một phần, không nói phần còn lại.", "{name}: only a part is named, not the rest.")
