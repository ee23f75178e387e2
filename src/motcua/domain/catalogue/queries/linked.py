"""Linked procedures as they can be filed today: offered only while the city receives every one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.domain.catalogue.bundles import Bundle, Member, bundles
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries.receiving import receivable_versions


@dataclass(frozen=True, slots=True)
class Linked:
    """A bundle with the version of each member that is received now, in their order."""

    bundle: Bundle
    versions: Sequence[ProcedureVersion]

    @property
    def pairs(self) -> list[tuple[ProcedureVersion, Member]]:
        return list(zip(self.versions, self.bundle.members, strict=True))


def offered(*, code: str = "", life_event: str = "") -> list[Linked]:
    """Those with this procedure, or of this turn of life."""
    return known([
        one
        for one in bundles()
        if (code and code in {member.code for member in one.members}) or (life_event and one.life_event == life_event)
    ])  # fmt: skip


def all_offered() -> list[Linked]:
    return known(bundles())


def linked_named(key: str) -> Linked | None:
    """None for an unknown key, and while one of its procedures is not received."""
    return next(iter(known([one for one in bundles() if one.key == key])), None)


def known(wanted: Sequence[Bundle]) -> list[Linked]:
    codes = {member.code for one in wanted for member in one.members}
    if not codes:
        return []
    found = {one.procedure.code: one for one in receivable_versions().filter(procedure__code__in=codes)}
    return [
        Linked(one, [found[member.code] for member in one.members])
        for one in wanted
        if all(member.code in found for member in one.members)
    ]
