"""The fields of a step's own form: from the JSON Schema of its process, and what the choices behind it look at."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from motcua.base.ui.forms import Typed
from motcua.casework.data import data_of
from motcua.casework.filling import fields_of
from motcua.casework.queries.page import CasePage
from motcua.casework.signing import WORDS, asked_at
from motcua.casework.steps import graph_of
from motcua.domain.cases.enums import Outcome
from motcua.domain.processes.graph.choices import choices_behind, constants
from motcua.domain.processes.graph.definition import Flow, Node, Process, SignOff
from motcua.domain.processes.graph.guards import words_of
from motcua.domain.processes.graph.simple_fields import label_of, parts_of
from motcua.kernel import jsonlogic
from motcua.kernel.errors import Invalid
from motcua.kernel.identifiers import Malformed
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

PREFIX, DAY = "o-", "date"
OWN = ("note", "outcome", "text", "documents", "receiver", "identity_shown")
"""Fields of the form itself."""
YES, NO = Words("Có", "Yes"), Words("Không", "No")
NONE_CHOSEN = Words("– Chưa chọn –", "– Not chosen –")
NUMBER = Words("Bạn ghi một số, ví dụ 12,5.", "Please enter a number, such as 12.5.")
LONG = 300
PRODUCED = Words("Văn bản đã làm ra ở bước này", "Documents done at this step")
FILLS = Words("Giấy tờ bước này điền: {what}.", "Papers this step fills: {what}.")
APPROVES = Words("{what}: {outcome}. “{text}”", "{what}: {outcome}. “{text}”")
GOES = Words("{name}: theo dữ liệu hiện có, hồ sơ sang “{way}”.", "{name}: by what is known now, on to “{way}”.")


def typed_number(text: str) -> float:
    """A number as typed, with comma or point. Malformed otherwise."""
    try:
        value = float(text.strip().replace(" ", "").replace(",", "."))
    except ValueError:
        raise Malformed(NUMBER) from None
    if not abs(value) < 1e15:
        raise Malformed(NUMBER)
    return value


def step_fields(page: CasePage) -> dict[str, forms.Field]:
    """By their names in the form; a list of the documents the step produces last."""
    if page.task is None or not page.task.role:
        return {}
    schema, besides = fields_of(page.case, page.task)
    needed = set(schema.get("required", ()))
    found = {name: _declared(name, part, name in needed) for name, part in parts_of(schema).items()}
    process = graph_of(page.case)
    found |= {name: _looked_at(process, page.task.step, name) for name in besides}
    return {PREFIX + name: field for name, field in found.items()} | _documents(process.by_key[page.task.step])


def _documents(node: Node) -> dict[str, forms.Field]:
    """Each is ticked when it is done. The act says which are missing."""
    if not node.documents:
        return {}
    choices = [(one, one) for one in node.documents]
    field = forms.MultipleChoiceField(
        label=str(PRODUCED), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    return {"documents": field}


def suggested(page: CasePage) -> dict[str, Any]:
    """What was filled in before stands in the fields."""
    kinds = kinds_of(page)
    return {PREFIX + name: shown_in(value, kinds.get(name)) for name, value in page.case.data.items()}


def shown_in(value: Any, kind: object) -> Any:
    """A kept value as it stands in a field: as people write it here."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    if kind == DAY and isinstance(value, str):
        return day_shown(value)
    return value


def day_shown(value: str) -> str:
    try:
        return short_date(date.fromisoformat(value))
    except ValueError:
        return value


def kinds_of(page: CasePage) -> dict[str, object]:
    """By name, the type of each declared field of the step; DAY for days."""
    if page.task is None:
        return {}
    parts = fields_of(page.case, page.task)[0].get("properties", {})
    return {name: DAY if part.get("format") == DAY else part.get("type") for name, part in parts.items()}


def taken(page: CasePage, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed into them, as the process reads it; empty ones are left out."""
    if page.task is None:
        return {}
    kinds = kinds_of(page)
    values = {name.removeprefix(PREFIX): value for name, value in facts.items() if name.startswith(PREFIX)}
    return {name: _value(value, kinds.get(name)) for name, value in values.items() if value not in (None, "")}


def at_its_field(fault: Invalid) -> Invalid:
    """The same fault, told at the fields of the form."""
    return Invalid({name if name in OWN else PREFIX + name: words for name, words in fault.fields.items()})


def work_told(page: CasePage) -> list[Words]:
    """What the process says of the step: its duty, the papers it fills, when it may be finished."""
    if page.task is None or not page.task.role:
        return []
    process = graph_of(page.case)
    node = process.by_key[page.task.step]
    told = [Words(node.duty, node.duty)] if node.duty else []
    told += [FILLS.fill(what="; ".join(node.papers))] if node.papers else []
    return told + ([words_of(process, node.guard)] if node.guard is not None else [])


def ways_told(page: CasePage) -> list[Words]:
    """Where the case goes at the choices behind the step, by what is known now."""
    if page.task is None or not page.task.role:
        return []
    process, data = graph_of(page.case), data_of(page.case)
    told = []
    for choice in choices_behind(process, page.task.step):
        fitting = (flow for flow in choice.flows if not flow.otherwise and jsonlogic.holds(flow.condition, data))
        flow = next(fitting, choice.flows[-1])
        name = choice.node.words if choice.node.words.vi else Words("Lựa chọn", "Choice")
        told.append(GOES.fill(name=name, way=_way(process, flow)))
    return told


def signing_told(page: CasePage) -> list[Words]:
    """What finishing the step approves: the words of the draft, where it is not written here."""
    if page.task is None or not page.task.role or not page.chain:
        return []
    kinds = asked_at(page.case, page.task)
    if not kinds or SignOff.PREPARE in kinds or page.draft is None:
        return []
    what = Words(", ".join(WORDS[one].vi for one in kinds), ", ".join(WORDS[one].en for one in kinds))
    outcome = Words("đồng ý", "granted") if page.draft.outcome == Outcome.GRANTED else Words("từ chối", "denied")
    return [APPROVES.fill(what=what, outcome=outcome, text=page.draft.text)]


def _way(process: Process, flow: Flow) -> Words:
    return flow.words if flow.words.vi else process.by_key[flow.target].words


def _declared(name: str, part: Mapping[str, Any], needed: bool) -> forms.Field:
    label = label_of(name, part)
    if part.get("type") == "boolean":
        return _pick(label, [("true", YES), ("false", NO)], needed)
    if "enum" in part:
        return _pick(label, [(str(one), Words(str(one), str(one))) for one in part["enum"]], needed)
    if part.get("format") == DAY:
        return Typed(typed_date, label=label, required=needed, max_length=40)
    if part.get("type") in ("number", "integer"):
        return Typed(typed_number, label=label, required=needed, max_length=30)
    long = part.get("maxLength", 0) > LONG
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
    most = part.get("maxLength", LONG)
    return forms.CharField(label=str(label), required=needed, max_length=most, widget=widget)


def _looked_at(process: Process, step: str, name: str) -> forms.Field:
    """A value only a condition names: the ways it decides between, or a plain line."""
    label, values = Words(name, name), constants(process, step, name)
    if not values:
        return forms.CharField(label=str(label), required=False, max_length=LONG)
    if all(isinstance(value, bool) for value in values):
        return _pick(_question(process, step, label), [("true", YES), ("false", NO)], needed=False)
    options = [(str(value), _called(process, step, name, value)) for value in values]
    return _pick(_question(process, step, label), options, needed=False)


def _question(process: Process, step: str, name: Words) -> Words:
    return next((one.node.words for one in choices_behind(process, step) if one.node.words.vi), name)


def _called(process: Process, step: str, name: str, value: object) -> Words:
    """The way a value opens, as the drawing calls it."""
    flows = (flow for choice in choices_behind(process, step) for flow in choice.flows)
    fitting = (flow for flow in flows if flow.condition and jsonlogic.holds(flow.condition, {name: value}))
    return next((flow.words for flow in fitting if flow.words.vi), Words(str(value), str(value)))


def _pick(label: Words, options: list[tuple[str, Words]], needed: bool) -> forms.ChoiceField:
    choices = [] if needed else [("", str(NONE_CHOSEN))]
    choices += [(value, str(words)) for value, words in options]
    return forms.ChoiceField(label=str(label), choices=choices, required=needed)


def _value(value: Any, kind: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if value in ("true", "false") and kind in ("boolean", None):
        return value == "true"
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value
