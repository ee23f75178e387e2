"""What a step fills in, as an administrator enters it: a few kinds of fields ⇄ the JSON Schema that is kept. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

MOST, LONGEST, MOST_CHOICES = 20, 2000, 50
ENGLISH = "titleEn"
"""The English label stands beside `title`: JSON Schema has one title only."""
ORDER = "order"
"""The names in their order: what is kept as JSON keeps no order of its own."""
OWN = ("case", "data", "note", "outcome", "text", "documents")
"""Names a field may not have: they are those of the case and of the form."""
NUMBER = re.compile(r"-?\d{1,12}([.,]\d{1,4})?")


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


KINDS = {
    FieldKind.TEXT: Words("Chữ", "Text"),
    FieldKind.NUMBER: Words("Số", "Number"),
    FieldKind.DATE: Words("Ngày", "Date"),
    FieldKind.CHOICE: Words("Chọn một", "One of several"),
    FieldKind.YES_NO: Words("Có hoặc không", "Yes or no"),
}
LABELS = Words("Ô này cần tên bằng tiếng Việt và tiếng Anh.", "The field needs a label in Vietnamese and English.")
CHOICES = Words("“Chọn một” cần từ 2 đến 50 lựa chọn khác nhau.", "One of several needs 2 to 50 different choices.")
LIMITS = Words(
    "Giới hạn là số, số nhỏ đứng trước; với chữ là số ký tự tối đa, đến 2000.",
    "Limits are numbers, the smaller first; for text the most characters, up to 2000.",
)
TOO_MANY = Words(f"Mỗi bước có tối đa {MOST} ô.", f"A step has {MOST} fields at most.")


@dataclass(frozen=True, slots=True)
class SimpleField:
    """`least` and `most` as typed: of a number, or for a text the most characters. `choices` of one of several."""

    name: str
    vi: str
    en: str
    kind: FieldKind = FieldKind.TEXT
    needed: bool = False
    least: str = ""
    most: str = ""
    choices: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        return Words(self.vi, self.en)


def faults(fields: Sequence[SimpleField]) -> list[Words]:
    """What keeps them from being used, each said once."""
    found: dict[Words, None] = {}
    if len(fields) > MOST:
        found[TOO_MANY] = None
    for one in fields:
        if not (tidy(one.vi) and tidy(one.en)):
            found[LABELS] = None
        if one.kind is FieldKind.CHOICE and not 2 <= len(set(one.choices)) == len(one.choices) <= MOST_CHOICES:
            found[CHOICES] = None
        if not _limits_fit(one):
            found[LIMITS] = None
    return list(found)


def _limits_fit(one: SimpleField) -> bool:
    if one.kind is FieldKind.TEXT:
        return not one.most or (one.most.isdecimal() and 0 < int(one.most) <= LONGEST)
    if one.kind is not FieldKind.NUMBER:
        return True
    typed = [text for text in (one.least, one.most) if text]
    if not all(NUMBER.fullmatch(text) for text in typed):
        return False
    return len(typed) < 2 or _number(one.least) <= _number(one.most)


def named(fields: Sequence[SimpleField]) -> list[SimpleField]:
    """Each with a name of its own, made from its label; those that have one keep it."""
    taken: set[str] = set(OWN)
    told = []
    for one in fields:
        stem = one.name or re.sub(r"[^a-z0-9]+", "_", fold(one.vi)).strip("_")[:30] or "o"
        name, count = stem, 1
        while name in taken:
            count += 1
            name = f"{stem}_{count}"
        taken.add(name)
        told.append(replace(one, name=name, vi=tidy(one.vi), en=tidy(one.en)))
    return told


def schema_of(fields: Sequence[SimpleField]) -> dict[str, Any]:
    """The JSON Schema of sound fields; {} for none."""
    if not fields:
        return {}
    told = named(fields)
    schema: dict[str, Any] = {"type": "object", "properties": {one.name: _part(one) for one in told}}
    schema |= {ORDER: [one.name for one in told]}
    needed = [one.name for one in told if one.needed]
    return schema | ({"required": needed} if needed else {})


def parts_of(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Each field's own schema by its name, in the order in which they are asked."""
    found = dict(schema.get("properties", {}))
    order = [name for name in schema.get(ORDER, ()) if name in found]
    return {name: found[name] for name in [*order, *found]}


def _part(one: SimpleField) -> dict[str, Any]:
    named_so: dict[str, Any] = {"title": one.vi, ENGLISH: one.en}
    if one.kind is FieldKind.YES_NO:
        return named_so | {"type": "boolean"}
    if one.kind is FieldKind.NUMBER:
        limits = {"minimum": one.least, "maximum": one.most}
        return named_so | {"type": "number"} | {name: _number(text) for name, text in limits.items() if text}
    if one.kind is FieldKind.CHOICE:
        return named_so | {"type": "string", "enum": list(one.choices)}
    if one.kind is FieldKind.DATE:
        return named_so | {"type": "string", "format": "date"}
    return named_so | {"type": "string"} | ({"maxLength": int(one.most)} if one.most else {})


def fields_of(schema: Mapping[str, Any]) -> list[SimpleField] | None:
    """The fields of a schema made here; None for one that says more."""
    if not schema:
        return []
    needed = set(schema.get("required", ()))
    told = [_read(name, part, name in needed) for name, part in parts_of(schema).items()]
    fields = [one for one in told if one is not None]
    return fields if len(fields) == len(told) and schema_of(fields) == schema else None


def _read(name: str, part: Any, needed: bool) -> SimpleField | None:
    if not isinstance(part, Mapping) or not isinstance(part.get("title"), str):
        return None
    kinds = {"boolean": FieldKind.YES_NO, "number": FieldKind.NUMBER, "string": FieldKind.TEXT}
    kind = kinds.get(str(part.get("type")))
    if kind is FieldKind.TEXT:
        kind = FieldKind.CHOICE if "enum" in part else FieldKind.DATE if part.get("format") == "date" else kind
    if kind is None:
        return None
    return SimpleField(
        name=name,
        vi=part["title"],
        en=str(part.get(ENGLISH, "")),
        kind=kind,
        needed=needed,
        least=_typed(part.get("minimum")),
        most=_typed(part.get("maximum", part.get("maxLength"))),
        choices=tuple(str(one) for one in part.get("enum", ())),
    )


def labels(schema: Mapping[str, Any]) -> dict[str, Words]:
    """What each field is called: `title` is a text (English beside it), or {"vi", "en"}."""
    return {name: label_of(name, part) for name, part in parts_of(schema).items()}


def label_of(name: str, part: Any) -> Words:
    title = part.get("title", name) if isinstance(part, Mapping) else name
    if isinstance(title, Mapping):
        return Words(str(title.get("vi", name)), str(title.get("en", name)))
    return Words(str(title), str(part.get(ENGLISH) or title) if isinstance(part, Mapping) else name)


def _number(text: str) -> int | float:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def _typed(value: Any) -> str:
    return "" if value is None else f"{value}".replace(".", ",")
