"""The kinds of entries: each is registered once with the sentence that someone will read, perhaps in court.

Personal data never stands in facts: a sentence names codes, dates and agencies. Who a person is, the entry says
with identifiers, so that what is kept about the person elsewhere can be forgotten without touching the chain.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any, Literal, Protocol

from motcua.base.ledger import chain
from motcua.base.ledger.errors import UnknownKind, WrongFacts
from motcua.kernel.words import Words

Audience = Literal["citizen", "office", "inside"]
AUDIENCES: tuple[Audience, ...] = ("citizen", "office", "inside")
"""Who may read: the citizen; officials too; only those who run the system. Each sees what those before it see."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`facts` must all be given, `optional` may be. Sentences hold placeholders of `facts` only.

    `show` turns a stored fact into what is read: a date as a date, a code as its Words.
    """

    name: str
    vi: str
    en: str
    facts: tuple[str, ...] = ()
    audience: Audience = "office"
    optional: tuple[str, ...] = ()
    show: Mapping[str, Callable[[Any], object]] = field(default_factory=dict)


class Told(Protocol):
    """What a sentence needs of an entry."""

    @property
    def kind(self) -> Any: ...
    @property
    def facts(self) -> Any: ...


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known, at import of an app's `events` module. ValueError for a doubled name or a loose placeholder."""
    for kind in kinds:
        if kind.name in _kinds and _kinds[kind.name] != kind:
            raise ValueError(f"kind {kind.name} is registered twice")
        if kind.audience not in AUDIENCES:
            raise ValueError(f"kind {kind.name}: no such audience {kind.audience}")
        loose = (_placeholders(kind.vi) | _placeholders(kind.en)) - set(kind.facts)
        if loose:
            raise ValueError(f"kind {kind.name}: placeholders without fact: {sorted(loose)}")
        _kinds[kind.name] = kind


def all_kinds() -> tuple[Kind, ...]:
    """Every registered kind, by name."""
    return tuple(_kinds[name] for name in sorted(_kinds))


def kind_named(name: str) -> Kind:
    """UnknownKind when nobody registered it."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(kind=name) from None


def kinds_for(audience: Audience) -> tuple[str, ...]:
    """Names of the kinds this audience may read."""
    allowed = AUDIENCES[: AUDIENCES.index(audience) + 1]
    return tuple(kind.name for kind in all_kinds() if kind.audience in allowed)


def check_facts(kind: Kind, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts in the form they are stored. WrongFacts when names or values do not fit the kind."""
    missing, extra = set(kind.facts) - set(facts), set(facts) - set(kind.facts) - set(kind.optional)
    if missing or extra:
        raise WrongFacts(kind=kind.name, problem=f"missing {sorted(missing)}, extra {sorted(extra)}")
    try:
        stored: dict[str, Any] = chain.normal(facts)
    except (TypeError, ValueError) as error:
        raise WrongFacts(kind=kind.name, problem=str(error)) from error
    return stored


def sentence(entry: Told) -> Words:
    """What the entry says, in both languages. UnknownKind for a kind nobody registered."""
    kind = kind_named(entry.kind)
    shown = {name: kind.show[name](value) if name in kind.show else value for name, value in entry.facts.items()}
    return Words(kind.vi, kind.en).fill(**shown)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
