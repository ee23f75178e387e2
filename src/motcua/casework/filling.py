"""What a step fills in: by the JSON Schema of its process, and what the choices right behind it look at."""

import json
import re
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator

from motcua.casework.data import OWN
from motcua.casework.steps import graph_of
from motcua.domain.cases.models import Case
from motcua.domain.processes.graph.choices import looked_at
from motcua.domain.routing.models import Task
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

MOST = 20_000
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
UNKNOWN = Words("Bước này không điền ô này.", "This step does not fill in this field.")
WRONG = Words("Nội dung ô này chưa hợp lệ.", "What is entered here does not fit.")
NEEDED = Words("Bạn chưa điền ô này.", "Please fill this in.")
SAID = {
    "minimum": Words("Số này ít nhất là {limit}.", "This is at least {limit}."),
    "maximum": Words("Số này nhiều nhất là {limit}.", "This is at most {limit}."),
    "maxLength": Words("Tối đa {limit} ký tự.", "At most {limit} characters."),
    "format": Words("Ngày này chưa đúng.", "This is no day of the calendar."),
}
"""By what of the schema is not met; everything else is WRONG."""
TOO_LONG = Words("Nội dung quá dài.", "This is too long.")


def fields_of(case: Case, task: Task) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The JSON Schema of a step, and the names beyond it that the choices behind the step look at."""
    process = graph_of(case)
    schema = process.by_key[task.step].fields
    declared = schema.get("properties", {})
    asked = (name.partition(".")[0] for name in looked_at(process, task.step))
    return schema, tuple(dict.fromkeys(name for name in asked if name != OWN and name not in declared))


def fill_in(case: Case, task: Task, data: Mapping[str, Any]) -> None:
    """Put what was filled in on the case, in memory. Invalid names each wrong field."""
    schema, besides = fields_of(case, task)
    if not data and not schema.get("required"):
        return
    declared = schema.get("properties", {})
    wrong = {name: UNKNOWN for name in data if name not in declared and name not in besides}
    wrong |= {name: TOO_LONG for name, value in data.items() if len(str(value)) > MOST}
    wrong |= {name: WRONG for name, value in data.items() if not _keepable(value)}
    together = {name: case.data[name] for name in declared if name in case.data} | dict(data)
    if schema:
        shown = {name: value for name, value in together.items() if name in declared}
        formats = Draft202012Validator.FORMAT_CHECKER
        for error in Draft202012Validator(dict(schema), format_checker=formats).iter_errors(shown):
            wrong.setdefault(*_told(error))
    if wrong:
        raise Invalid(wrong)
    case.data = {**case.data, **data}


def _keepable(value: Any) -> bool:
    """Whether the database can keep it: JSON knows no endless number, no NUL and no half of a character."""
    try:
        told = json.dumps(value, allow_nan=False, ensure_ascii=False)
        told.encode()
    except (TypeError, ValueError):
        return False
    return NUL.search(told) is None


def _told(error: Any) -> tuple[str, Words]:
    """The field an error is about: the missing one, or the first of its path."""
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        return str(missing), NEEDED
    words = SAID.get(error.validator, WRONG).fill(limit=str(error.validator_value).replace(".", ","))
    return str(next(iter(error.absolute_path), "data")), words
