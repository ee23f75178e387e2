"""A step that may be finished only when a condition over the case's data holds: entered simply, said in words. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.processes.graph.bpmn.conditions import understood
from motcua.domain.processes.graph.choices import looked_at
from motcua.domain.processes.graph.definition import WORK, Kind, Node, Process
from motcua.domain.processes.graph.shape import shape_of
from motcua.domain.processes.graph.simple_fields import labels
from motcua.kernel import jsonlogic
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

OWN = "case"
SIGNS = {
    "==": Words("là", "is"),
    "!=": Words("khác", "is not"),
    ">": Words("lớn hơn", "is more than"),
    ">=": Words("từ … trở lên", "is at least"),
    "<": Words("nhỏ hơn", "is less than"),
    "<=": Words("không quá", "is at most"),
}
SAID = {">=": Words("từ {value} trở lên", "is at least {value}")}
"""Where the value does not simply follow the comparison."""
COMPARED = Words("{sign} {value}", "{sign} {value}")
CONDITION = Words("“{name}” {compared}", '"{name}" {compared}')
YES_NO = {True: Words("có", "yes"), False: Words("không", "no")}
ONLY_WHEN = Words("Chỉ hoàn thành bước này khi {condition}.", "This step is finished only when {condition}.")
OTHERWISE = Words(
    "Hồ sơ chưa đủ điều kiện mà quy trình đặt ra để hoàn thành bước này.",
    "The case does not meet the condition the process sets for finishing this step.",
)
ONLY_STEPS = Words("Chỉ bước do người làm mới có điều kiện hoàn thành.", "Only steps people do have such a condition.")
NEVER = Words(
    "Không bước nào trước đây điền “{name}”: điều kiện hoàn thành không bao giờ đạt.",
    'No step up to here fills in "{name}": the condition to finish could never be met.',
)
INCOMPLETE = Words(
    "Điều kiện hoàn thành cần đủ ô, phép so sánh và giá trị.",
    "The condition to finish needs a field, a comparison and a value.",
)


@dataclass(frozen=True, slots=True)
class Simple:
    """One name compared with one value, as typed."""

    name: str
    sign: str
    value: str


def rule_of(simple: Simple) -> Any:
    """Read as the conditions of choices are. None where that cannot be read, or a part is missing."""
    value = tidy(simple.value)
    if not (simple.name and simple.sign in SIGNS and value):
        return None
    spoken = {str(words.vi): told for told, words in YES_NO.items()} | {"yes": True, "no": False}
    if value.lower() in spoken:
        written = "true" if spoken[value.lower()] else "false"
    elif understood(f"{simple.name} {simple.sign} {value.replace(',', '.')}", "") is not None:
        written = value.replace(",", ".")
    else:
        written = f'"{value}"'
    return understood(f"{simple.name} {simple.sign} {written}", "")


def simple_of(rule: Any) -> Simple | None:
    """A rule as it was typed; None for one that says more."""
    match rule:
        case {**told} if len(told) == 1:
            sign, parts = next(iter(told.items()))
            match parts:
                case [{"var": str() as name}, str() | bool() | int() | float() as value] if sign in SIGNS:
                    return Simple(name, sign, _typed(value))
    return None


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return YES_NO[value].vi
    return value if isinstance(value, str) else str(value).replace(".", ",")


def words_of(process: Process, rule: Any) -> Words:
    """The condition as a sentence, with the labels of the fields it names."""
    simple = simple_of(rule)
    if simple is None:
        return OTHERWISE
    called: dict[str, Words] = {}
    for step in process.steps:
        called |= labels(step.fields)
    value = next(iter(rule.values()))[1]
    told = YES_NO[value] if isinstance(value, bool) else Words(simple.value, simple.value)
    compared = SAID.get(simple.sign, COMPARED).fill(sign=SIGNS[simple.sign], value=told)
    name = called.get(simple.name, Words(simple.name, simple.name))
    return ONLY_WHEN.fill(condition=CONDITION.fill(name=name, compared=compared))


def lacking(node: Node, data: Mapping[str, Any]) -> bool:
    """Whether the condition of a step stands in the way."""
    return node.guard is not None and not jsonlogic.holds(node.guard, data)


def told_here(process: Process, node: Node) -> bool:
    """Whether the step itself fills in something its condition looks at: then it is asked once that is typed."""
    return bool(_asked(process, node) & _names(node))


def faults(process: Process, node: Node) -> Iterator[Words]:
    if node.guard is None:
        return
    if node.kind not in (Kind.STEP, Kind.ASK):
        yield ONLY_STEPS
        return
    shape = shape_of(process)
    before = [one for one in process.nodes if one.kind in WORK and shape.onward[one.key] & shape.bits[node.key]]
    known = {name for one in before for name in _asked(process, one)} | {OWN}
    for name in sorted(_names(node) - known):
        yield NEVER.fill(name=name)


def _names(node: Node) -> set[str]:
    return {name.partition(".")[0] for name in jsonlogic.names(node.guard)}


def _asked(process: Process, node: Node) -> set[str]:
    return {*node.fields.get("properties", {}), *(name.partition(".")[0] for name in looked_at(process, node.key))}
