"""Who hears of an event is decided by those who know what it is about: they register here, above this floor."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from motcua.base.access.vault import digest_of
from motcua.kernel.words import Language

if TYPE_CHECKING:
    from motcua.base.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to tell. With an account they find it in their inbox, with an e-mail address in their mail.

    `values` fill the text's placeholders (text, numbers, Words); `link` is a path of this site, such as "/ho-so/…";
    `text_key` chooses another text than that of the entry's kind, as when officials read it differently.
    """

    account_id: UUID | None = None
    person_id: UUID | None = None
    name: str = ""
    email: str = ""
    language: Language = "vi"
    values: Mapping[str, object] = field(default_factory=dict)
    link: str = ""
    text_key: str = ""

    @property
    def mark(self) -> str:
        """What tells this person from others in a message's key; an address only as its keyed digest."""
        known = self.person_id or self.account_id
        return str(known) if known else digest_of(self.email)


Resolver = Callable[["Entry"], Iterable[Recipient]]

_resolvers: dict[str, list[Resolver]] = {}


def register_recipients(kind_prefix: str, resolver: Resolver) -> None:
    """Ask `resolver` about every entry whose kind is `kind_prefix`, or begins with it where it ends with a dot.

    It runs in the transaction of the "messages" subscriber and only reads.
    """
    known = _resolvers.setdefault(kind_prefix, [])
    if resolver not in known:
        known.append(resolver)


def recipients_of(entry: "Entry") -> list[Recipient]:
    """Everyone who hears of this entry, each once."""
    found: dict[str, Recipient] = {}
    for prefix, resolvers in _resolvers.items():
        if entry.kind == prefix or (prefix.endswith(".") and entry.kind.startswith(prefix)):
            for resolver in resolvers:
                for recipient in resolver(entry):
                    found.setdefault(recipient.mark, recipient)
    return list(found.values())
