"""Conditions over a case's data, written as JsonLogic: a small documented part of it, read without running any code.

A rule is a JSON value. An object with one key is an operation, everything else stands for itself.

    {"var": "a.b"}  {"var": ["a.b", default]}   the value at a path, else the default, else null
    {"missing": ["a", "b"]}                     those of the paths where nothing is
    {"==": [x, y]}  {"!=": [x, y]}              a number equals the same number written as text
    {"<": [x, y]}  {"<": [low, x, high]}        also <=, >, >=; numbers with numbers, texts with texts, else false
    {"and": […]}  {"or": […]}                   the value that decided, as in JsonLogic
    {"!": x}                                    null, false, 0, "" and [] count as no
    {"in": [x, list or text]}
    {"if": [condition, then, …, else]}
"""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

DEEPEST, LARGEST = 20, 300
ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
ARGUMENTS = {
    "var": (1, 2),
    "missing": (0, LARGEST),
    "==": (2, 2),
    "!=": (2, 2),
    "<": (2, 3),
    "<=": (2, 3),
    ">": (2, 2),
    ">=": (2, 2),
    "and": (1, LARGEST),
    "or": (1, LARGEST),
    "!": (1, 1),
    "in": (2, 2),
    "if": (2, LARGEST),
}
"""The operators and how many arguments each takes."""


class BadRule(Fault):
    """The rule is not of the part of JsonLogic we know; `why` says what is wrong with it."""

    code = "rule.bad"
    status = 422
    sentence = Words("Điều kiện không đọc được: {why}.", "The condition cannot be read: {why}.")


def check(rule: Any) -> None:
    """BadRule for unknown operators, wrong numbers of arguments, rules too deep or too large."""
    for size, (depth, part) in enumerate(_parts(rule, 0), start=1):
        if depth > DEEPEST:
            raise BadRule(why=Words(f"lồng quá {DEEPEST} lớp", f"nested deeper than {DEEPEST}"))
        if size > LARGEST:
            raise BadRule(why=Words(f"dài quá {LARGEST} phần", f"more than {LARGEST} parts"))
        if isinstance(part, dict):
            _check_operation(part)


def _check_operation(part: dict[str, Any]) -> None:
    if len(part) != 1:
        raise BadRule(why=Words("mỗi phép có đúng một tên", "an operation has exactly one name"))
    name, given = _operation(part)
    if name not in ARGUMENTS:
        raise BadRule(why=Words(f"không có phép “{name}”", f"no operator “{name}”"))
    fewest, most = ARGUMENTS[name]
    if not fewest <= len(given) <= most:
        raise BadRule(why=Words(f"phép “{name}” sai số ô", f"wrong number of arguments to “{name}”"))
    if name == "var" and not isinstance(given[0], str | int):
        raise BadRule(why=Words("“var” cần tên của một ô", "“var” needs the name of a field"))


def _parts(rule: Any, depth: int) -> Iterator[tuple[int, Any]]:
    """Every part with its depth, from the outside in; not further in than is allowed."""
    yield depth, rule
    if depth > DEEPEST:
        return
    inner = rule.values() if isinstance(rule, dict) else rule if isinstance(rule, list | tuple) else ()
    for part in inner:
        yield from _parts(part, depth + 1)


def _operation(rule: Mapping[str, Any]) -> tuple[str, Sequence[Any]]:
    name, given = next(iter(rule.items()))
    return name, given if isinstance(given, list | tuple) else [given]


def names(rule: Any) -> tuple[str, ...]:
    """The paths a rule looks at, each once, in their order."""
    found: dict[str, None] = {}
    for _, part in _parts(rule, 0):
        if isinstance(part, dict) and len(part) == 1:
            name, given = _operation(part)
            looked = given[:1] if name == "var" else given if name == "missing" else ()
            found |= {str(path): None for path in looked if isinstance(path, str | int)}
    return tuple(found)


def holds(rule: Any, data: Mapping[str, Any]) -> bool:
    """Whether a checked rule is fulfilled by the data."""
    return bool(value(rule, data))


def value(rule: Any, data: Mapping[str, Any]) -> Any:
    """What a checked rule comes to. BadRule where it was not checked and is none."""
    if isinstance(rule, list | tuple):
        return [value(part, data) for part in rule]
    if not isinstance(rule, Mapping):
        return rule
    if len(rule) != 1:
        _check_operation(dict(rule))
    name, given = _operation(rule)
    if name in LAZY:
        return LAZY[name](given, data)
    if name not in EAGER:
        _check_operation({name: given})
    try:
        return EAGER[name](*(value(part, data) for part in given))
    except TypeError as error:
        raise BadRule(why=Words(f"phép “{name}” sai số ô", f"wrong number of arguments to “{name}”")) from error


def at(data: Any, path: object) -> Any:
    """What is at a path such as "a.b.0"; None where nothing is."""
    for name in str(path).split("."):
        if isinstance(data, Mapping):
            data = data.get(name)
        elif isinstance(data, list | tuple) and name.isdigit() and int(name) < len(data):
            data = data[int(name)]
        else:
            return None
    return data


def _var(given: Sequence[Any], data: Mapping[str, Any]) -> Any:
    found = at(data, given[0])
    return value(given[1], data) if found is None and len(given) > 1 else found


def _missing(given: Sequence[Any], data: Mapping[str, Any]) -> list[str]:
    return [str(path) for path in given if at(data, path) in (None, "")]


def _and(given: Sequence[Any], data: Mapping[str, Any]) -> Any:
    found: Any = True
    for part in given:
        found = value(part, data)
        if not found:
            break
    return found


def _or(given: Sequence[Any], data: Mapping[str, Any]) -> Any:
    found: Any = False
    for part in given:
        found = value(part, data)
        if found:
            break
    return found


def _if(given: Sequence[Any], data: Mapping[str, Any]) -> Any:
    for place in range(0, len(given) - 1, 2):
        if value(given[place], data):
            return value(given[place + 1], data)
    return value(given[-1], data) if len(given) % 2 else None


def _number(given: Any) -> float | int | None:
    """A number, also where it is written as text; yes and no are none."""
    if isinstance(given, bool):
        return None
    if isinstance(given, int | float):
        return given
    try:
        return float(given) if isinstance(given, str) and len(given) <= 40 else None
    except ValueError:
        return None


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if type(one) is type(other):
        return bool(one == other)
    left, right = _number(one), _number(other)
    return left is not None and left == right


def _ordered(name: str) -> Callable[..., bool]:
    compare = ORDERS[name]

    def fits(one: Any, other: Any) -> bool:
        if isinstance(one, str) and isinstance(other, str):
            return compare(one, other)
        left, right = _number(one), _number(other)
        return left is not None and right is not None and compare(left, right)

    def ordered(one: Any, other: Any, *third: Any) -> bool:
        return fits(one, other) and all(fits(other, last) for last in third)

    return ordered


def _in(one: Any, among: Any) -> bool:
    if isinstance(among, str):
        return isinstance(one, str) and one in among
    return isinstance(among, list) and any(_equal(one, other) for other in among)


LAZY: dict[str, Callable[[Sequence[Any], Mapping[str, Any]], Any]] = {
    "var": _var,
    "missing": _missing,
    "and": _and,
    "or": _or,
    "if": _if,
}
EAGER: dict[str, Callable[..., Any]] = {
    "==": _equal,
    "!=": lambda one, other: not _equal(one, other),
    "!": lambda one: not one,
    "in": _in,
    **{name: _ordered(name) for name in ORDERS},
}
