"""Reading JSON that strangers send: nothing deeper than any content of ours, no sign that no text has."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

DEEPEST = 16


class NotOurs(ValueError):
    """Well-formed or not, no content of this API looks like that."""


class CarefulParser(Parser):
    """Whatever it raises becomes a 400."""

    def parse_body(self, request: HttpRequest) -> Any:
        content = json.loads(request.body, parse_constant=_refuse)
        check_plain(content)
        return content


def check_plain(content: Any) -> None:
    """NotOurs for NUL, lone surrogates, or more than `DEEPEST` levels. Walks without recursion."""
    waiting: list[tuple[Any, int]] = [(content, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            raise NotOurs("too deep")
        if isinstance(value, str):
            value.encode()
            if "\x00" in value:
                raise NotOurs("NUL")
        elif isinstance(value, dict):
            waiting += [(part, depth + 1) for pair in value.items() for part in pair]
        elif isinstance(value, list):
            waiting += [(part, depth + 1) for part in value]


def _refuse(constant: str) -> Any:
    raise NotOurs(constant)
