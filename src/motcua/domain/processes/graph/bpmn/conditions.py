"""Conditions of other tools, as far as they compare one name with one value; nothing is ever evaluated."""

import json
import re
from typing import Any

from motcua.domain.processes.graph.bpmn.names import JSONLOGIC
from motcua.kernel import jsonlogic

MARKS = re.compile(r"\A\s*(?:[$#]\{(?P<braced>[^{}]*)\}|=(?P<feel>[^=].*)|(?P<bare>.*))\s*\Z", re.DOTALL)
COMPARED = re.compile(
    r"\s*(?P<name>[A-Za-z_][\w.]{0,80})\s*(?P<sign>===?|!==?|<=|>=|<|>|=)\s*"
    r"(?P<value>true|false|-?\d{1,15}(?:\.\d{1,6})?|'[^'\\]{0,200}'|\"[^\"\\]{0,200}\")\s*"
)
ALONE = re.compile(r"\s*(?P<no>!|not\s*\()?\s*(?P<name>[A-Za-z_][\w.]{0,80})\s*\)?\s*")
SIGNS = {"===": "==", "=": "==", "!==": "!="}
LONGEST = 20_000


def understood(text: str, language: str) -> Any:
    """The JsonLogic of a condition, None where it says more than can be understood."""
    if len(text) > LONGEST:
        return None
    return _ours(text) if language == JSONLOGIC else _compared(text)


def _ours(text: str) -> Any:
    try:
        rule = json.loads(text)
        jsonlogic.check(rule)
    except (ValueError, RecursionError, jsonlogic.BadRule):
        return None
    return rule


def _compared(text: str) -> Any:
    marked = MARKS.match(text)
    inner = next((part for part in marked.groups() if part is not None), "") if marked else ""
    if found := COMPARED.fullmatch(inner):
        sign = SIGNS.get(found["sign"], found["sign"])
        return {sign: [{"var": found["name"]}, _value(found["value"])]}
    if (found := ALONE.fullmatch(inner)) and found["name"] not in ("true", "false", "null"):
        rule: Any = {"==": [{"var": found["name"]}, True]}
        return {"!": rule} if found["no"] else rule
    return None


def _value(text: str) -> Any:
    return text[1:-1] if text[0] in "'\"" else json.loads(text)
