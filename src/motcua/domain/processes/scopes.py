"""For what a process holds: the whole city, a field, or one procedure."""

from dataclasses import dataclass
from uuid import UUID

from motcua.domain.catalogue.models import Field, Procedure, ProcedureVersion
from motcua.kernel.words import Words

CITY, FIELD = "city", "lĩnh vực"
CITY_WORDS = Words("Mọi thủ tục của thành phố", "Every procedure of the city")


@dataclass(frozen=True, slots=True)
class Scope:
    """`text` as stored; `name` as the ledger reads it, `words` as a page does."""

    text: str
    name: str

    @property
    def words(self) -> Words:
        english = CITY_WORDS.en if self.text == CITY else self.name.replace(FIELD, "the field", 1)
        return Words(self.name, english)


def city_scope() -> Scope:
    return Scope(CITY, CITY_WORDS.vi)


def field_scope(field: Field) -> Scope:
    return Scope(f"field:{field.pk}", f"{FIELD} {field.name}")


def procedure_scope(procedure: Procedure, name: str) -> Scope:
    return Scope(f"procedure:{procedure.pk}", f"{procedure.code} {name}")


def scopes_of(version: ProcedureVersion) -> tuple[str, str, str]:
    """The scopes a version lies in, narrowest first."""
    return f"procedure:{version.procedure_id}", f"field:{version.field_id}", CITY


def key_in(scope: str) -> UUID | None:
    kind, _, key = scope.partition(":")
    return UUID(key) if kind != CITY else None
