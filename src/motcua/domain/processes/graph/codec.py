"""Process ⇄ JSON. Written sparsely, the usual values left out; read strictly: BadDefinition says where and why.

The names are those of `definition.py`: {"words": {"vi", "en"}, "nodes": [{"key", "kind", "words", …}],
"flows": [{"key", "source", "target", …}]}.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from motcua.domain.processes.graph.definition import (
    Asked,
    Doing,
    Flow,
    Kind,
    Node,
    Order,
    Performer,
    Process,
    Relation,
    SignOff,
)
from motcua.kernel import jsonlogic
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,39}|[0-9][A-Za-z0-9_]{0,39}")
"""A key is short, so that the state of a case stays small."""
LONGEST_TEXT, LARGEST, LONGEST_KEPT = 20_000, 6_000_000, 5_000_000
REFERENCES = ("$ref", "$dynamicRef")
MOST_NODES, MOST_FLOWS = 300, 900
Reader = Callable[[Any, str], Any]
Told = TypeVar("Told")


class BadDefinition(Invalid):
    """Facts: where (a path such as "nodes[3].kind"), why (Words)."""

    code = "process.bad_definition"
    sentence = Words("Không đọc được quy trình: {where} {why}.", "The process cannot be read: {where} {why}.")


def bad(where: str, vi: str, en: str) -> BadDefinition:
    return BadDefinition(where=where, why=Words(vi, en))


def to_json(process: Process) -> dict[str, Any]:
    told: dict[str, Any] = _plain(process)
    return told


def dumps(process: Process) -> str:
    return json.dumps(to_json(process), ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> Process:
    """BadDefinition for what is no JSON, or none of a process."""
    if len(text) > LARGEST:
        raise bad("$", f"dài quá {LARGEST} ký tự", f"is longer than {LARGEST} characters")
    try:
        return from_json(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise bad("$", "không phải JSON", "is no JSON") from error


def from_json(told: Any) -> Process:
    """A process out of JSON; keys are unique, flows join nodes, there is one start, conditions are JsonLogic."""
    process: Process = _PROCESS(told, "$")
    keys = [node.key for node in process.nodes]
    _once(keys, "nodes")
    _once([flow.key for flow in process.flows], "flows")
    if sum(node.kind is Kind.START for node in process.nodes) != 1:
        raise bad("nodes", "cần đúng một điểm bắt đầu", "need exactly one start")
    known = set(keys)
    for place, flow in enumerate(process.flows):
        for end in ("source", "target"):
            if getattr(flow, end) not in known:
                raise bad(f"flows[{place}].{end}", "không có bước này", "names no node")
    return process


def node_from_json(told: Any, where: str = "node") -> Node:
    """One node alone. BadDefinition."""
    node: Node = _NODE(told, where)
    return node


def node_to_json(node: Node) -> dict[str, Any]:
    """One node alone, without what other tools wrote in it."""
    told: dict[str, Any] = _plain(replace(node, foreign=""))
    return told


def flow_from_json(told: Any, where: str = "flow") -> Flow:
    """One flow alone; whether it joins nodes is not asked. BadDefinition."""
    flow: Flow = _FLOW(told, where)
    return flow


def schema_from_json(told: Any, where: str = "fields") -> dict[str, Any]:
    """The JSON Schema of a step alone. BadDefinition."""
    return _schema(told, where)


def condition_from_json(told: Any, where: str = "guard") -> Any:
    """A condition alone. BadDefinition."""
    return _condition(told, where)


def _once(keys: list[str], where: str) -> None:
    seen: set[str] = set()
    for place, key in enumerate(keys):
        if key in seen:
            raise bad(f"{where}[{place}].key", "bị trùng", "is there twice")
        seen.add(key)


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return {"vi": value.vi, "en": value.en}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Process | Node | Flow | Performer | Asked | Order):
        told = {one.name: getattr(value, one.name) for one in fields(value)}
        return {one.name: _plain(told[one.name]) for one in fields(value) if told[one.name] != _usual(one)}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _usual(one: "Field[Any]") -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default


@dataclass(frozen=True, slots=True)
class _Object:
    """Reads one of our values out of an object: every name known, every needed one there."""

    made: type[Any]
    readers: Mapping[str, Reader]

    def __call__(self, told: Any, where: str) -> Any:
        told = _mapping(told, where)
        stem = "" if where == "$" else f"{where}."
        for name in told:
            if name not in self.readers:
                raise bad(f"{stem}{name}", "không có trong định dạng", "is not part of the format")
        for one in fields(self.made):
            if one.name not in told and _usual(one) is MISSING:
                raise bad(f"{stem}{one.name}", "còn thiếu", "is missing")
        return self.made(**{name: self.readers[name](value, f"{stem}{name}") for name, value in told.items()})


def _mapping(told: Any, where: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise bad(where, "phải là một đối tượng", "must be an object")
    return told


def _text(told: Any, where: str) -> str:
    if not isinstance(told, str) or len(told) > LONGEST_TEXT or "\0" in told:
        raise bad(where, "phải là chữ", "must be text")
    return told


def _kept(told: Any, where: str) -> str:
    """What another tool wrote: as long as its whole file may be."""
    if not isinstance(told, str) or len(told) > LONGEST_KEPT or "\0" in told:
        raise bad(where, "phải là chữ", "must be text")
    return told


def _key(told: Any, where: str) -> str:
    if not isinstance(told, str) or not KEY.fullmatch(told):
        raise bad(where, "phải là mã tối đa 40 chữ không dấu", "must be a key of at most 40 plain letters")
    return told


def _yes(told: Any, where: str) -> bool:
    if not isinstance(told, bool):
        raise bad(where, "phải là true hoặc false", "must be true or false")
    return told


def _count(told: Any, where: str) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told <= 10_000_000:
        raise bad(where, "phải là số nguyên không âm", "must be a whole number, not negative")
    return told


def _maybe(reader: Reader) -> Reader:
    return lambda told, where: None if told is None else reader(told, where)


def _member(kind: type[StrEnum]) -> Reader:
    def read(told: Any, where: str) -> StrEnum:
        if told not in list(kind):
            names = ", ".join(kind)
            raise bad(where, f"phải là một trong: {names}", f"must be one of: {names}")
        return kind(told)

    return read


def _list(reader: Reader, most: int = 200) -> Reader:
    def read(told: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(told, list) or len(told) > most:
            raise bad(where, f"phải là danh sách tối đa {most}", f"must be a list of at most {most}")
        return tuple(reader(one, f"{where}[{place}]") for place, one in enumerate(told))

    return read


def _words(told: Any, where: str) -> Words:
    told = _mapping(told, where)
    if told.keys() != {"vi", "en"}:
        raise bad(where, "cần đúng vi và en", "needs vi and en, nothing else")
    return Words(_text(told["vi"], f"{where}.vi"), _text(told["en"], f"{where}.en"))


def _schema(told: Any, where: str) -> dict[str, Any]:
    told = _mapping(told, where)
    if len(json.dumps(told)) > LONGEST_TEXT * 5:
        raise bad(where, "quá dài", "is too long")
    try:
        Draft202012Validator.check_schema(told)
    except SchemaError as wrong:
        place = "".join(f".{part}" for part in wrong.absolute_path)
        raise bad(f"{where}{place}", "không phải JSON Schema đúng", "is no sound JSON Schema") from wrong
    if _refers(told):
        raise bad(where, "không được dùng $ref", "may not use $ref")
    declared = told.get("properties", {})
    for name in told.get("required", ()):
        if name not in declared:
            raise bad(f"{where}.required", f"có ô “{name}” không khai", f'names "{name}", which is not declared')
    return told


def _refers(told: Any) -> bool:
    """Whether some part is only a reference: it would be looked for elsewhere, or lead round for ever."""
    if isinstance(told, dict):
        return any(isinstance(told.get(name), str) for name in REFERENCES) or any(map(_refers, told.values()))
    return isinstance(told, list) and any(map(_refers, told))


def _condition(told: Any, where: str) -> Any:
    try:
        jsonlogic.check(told)
    except jsonlogic.BadRule as wrong:
        raise BadDefinition(where=where, why=wrong.words) from wrong
    return told


_PERFORMER = _Object(
    Performer,
    {
        "relation": _member(Relation),
        "role": _text,
        "agency": _text,
        "skill": _text,
        "same_as": _text,
        "thread": _yes,
        "text": _text,
    },
)
_NODE = _Object(
    Node,
    {
        "key": _key,
        "kind": _member(Kind),
        "words": _words,
        "performer": _maybe(_PERFORMER),
        "minutes": _maybe(_count),
        "duty": _text,
        "fields": _schema,
        "papers": _list(_text),
        "documents": _list(_text),
        "sign_off": _list(_member(SignOff)),
        "asks": _list(_Object(Asked, {"agency": _text, "minutes": _count, "question": _words})),
        "enough": _count,
        "decides": _yes,
        "source": _list(_count, most=2000),
        "order": _maybe(_Object(Order, {"does": _member(Doing), "text": _words, "document": _text})),
        "foreign": _kept,
        "guard": _condition,
    },
)
_FLOW = _Object(
    Flow,
    {
        "key": _key,
        "source": _key,
        "target": _key,
        "words": _words,
        "condition": _condition,
        "otherwise": _yes,
        "back": _yes,
        "foreign": _kept,
    },
)
_PROCESS = _Object(
    Process,
    {"words": _words, "nodes": _list(_NODE, MOST_NODES), "flows": _list(_FLOW, MOST_FLOWS), "foreign": _kept},
)
