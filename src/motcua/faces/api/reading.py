"""Reading what arrives: strictly, within limits, and never so far that a later part could stumble."""

import json
import re
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from ninja.parser import Parser

from motcua.faces.api.errors import BodyTooLarge, ForbiddenCharacter, TooDeep, Unreadable, WrongMediaType

JSON = "application/json"
DEEPEST = 32
MOST_VALUES = 20_000
LARGEST_BYTES = 21 * 1024 * 1024
"""The largest file and the envelope around it."""

FORBIDDEN = re.compile("[\x00\ud800-\udfff]")


class StrictParser(Parser):
    """JSON of the right media type only; no NaN, no endless numbers, no depth, no NUL."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != JSON:
            raise WrongMediaType(wanted=JSON)
        try:
            found = json.loads(request.body.decode(), parse_constant=_refuse)
        except RecursionError:
            raise TooDeep(depth=DEEPEST) from None
        except ValueError:
            raise Unreadable from None
        check_value(found)
        return cast(dict[str, Any], found)


def check_value(value: Any) -> None:
    """Raises TooDeep or ForbiddenCharacter; walks without recursion."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    while waiting:
        here, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_VALUES:
            raise TooDeep(depth=DEEPEST)
        if isinstance(here, str):
            check_text(here)
        elif isinstance(here, dict):
            waiting += [(part, depth + 1) for pair in here.items() for part in pair]
        elif isinstance(here, list):
            waiting += [(part, depth + 1) for part in here]


def check_text(text: str) -> None:
    if FORBIDDEN.search(text):
        raise ForbiddenCharacter


def check_request(request: HttpRequest) -> None:
    """What holds for every request: its size as announced, and no forbidden character in the address."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isascii() or not announced.isdigit():
        raise Unreadable
    if len(announced) > len(str(LARGEST_BYTES)) or int(announced) > LARGEST_BYTES:
        raise BodyTooLarge
    check_text(request.path)
    for name, values in request.GET.lists() if request.META.get("QUERY_STRING") else ():
        check_text(name)
        for value in values:
            check_text(value)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
