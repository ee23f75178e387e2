"""The closed list of what a text may mention, each with words for officials and an example to look at.

Who knows what an event is about registers here, above this floor, beside the recipients.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.base.ledger.kinds import kind_named, sentence
from motcua.base.messages.texts import ANY
from motcua.kernel.words import Words

SITE = "https://motcua.example"


@dataclass(frozen=True, slots=True)
class Variable:
    """`{name}` in a text; `example` stands for it in a preview."""

    name: str
    words: Words
    example: str | Words


@dataclass(frozen=True, slots=True)
class _Made:
    kind: str
    facts: Mapping[str, Any]


ALWAYS = (
    Variable("sentence", Words("việc vừa xảy ra, viết thành câu", "what has happened, as a sentence"), Words("…", "…")),
    Variable("name", Words("tên người nhận", "the recipient's name"), "Nguyễn Thị Lan"),
    Variable("link", Words("đường dẫn tới hồ sơ", "link to the case"), f"{SITE}/ho-so/…/"),
    Variable("site", Words("địa chỉ của cổng", "address of the portal"), SITE),
)

_events: dict[str, Words] = {}
_own: dict[str, tuple[Variable, ...]] = {}
_facts: dict[str, Any] = {}


def register_event(key: str, example: Words) -> None:
    """A text that follows from no entry of the ledger, with its sentence as an example."""
    _events[key] = example


def register_variables(prefix: str, *variables: Variable) -> None:
    """What the resolvers give for kinds that begin with `prefix`."""
    _own[prefix] = variables


def register_example_facts(facts: Mapping[str, Any]) -> None:
    """A value for each fact of a sentence, as the ledger stores it."""
    _facts.update(facts)


def variables_of(key: str) -> tuple[Variable, ...]:
    """What a text for this kind may mention; the text for all kinds only what there is always."""
    own = (variable for prefix, given in _own.items() if key.startswith(prefix) for variable in given)
    return (*ALWAYS, *own)


def example_values(key: str) -> dict[str, object]:
    """One value for each variable, the sentence made of example facts."""
    values: dict[str, object] = {variable.name: variable.example for variable in variables_of(key)}
    return values | {"sentence": example_sentence(key)}


def example_sentence(key: str) -> Words:
    if key == ANY:
        return Words("Cơ quan đã xử lý việc của bạn.", "The agency has dealt with your matter.")
    if key in _events:
        return _events[key]
    kind = kind_named(key)
    return sentence(_Made(key, {name: _facts.get(name, "…") for name in kind.facts}))
