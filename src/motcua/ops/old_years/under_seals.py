"""Which seals stand over the entries of a part: wholly, or over some beside entries that stay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from motcua.base.ledger.archives.content import runs
from motcua.base.ledger.models import Seal as Row
from motcua.base.ledger.seals.content import Seal
from motcua.ops.old_years.errors import PartChanged


@dataclass(slots=True)
class Covering:
    """Filled while the lines of a part go by, in the order of seals. `upto` is the place of the last entry."""

    year: int
    whole: list[int] = field(default_factory=list)
    mixed: list[Seal] = field(default_factory=list)
    upto: tuple[int, int] = (0, 0)
    here: int = 0

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        return runs(self.whole)

    @property
    def ends(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        return [(one.after, one.upto) for one in self.mixed]

    def along(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """The lines as they are. PartChanged for an entry that no seal stands over."""
        seals = (row.content for row in Row.objects.order_by("number").iterator())
        seal = next(seals, None)
        for line in lines:
            xid, identifier, _ = line.split(b" ", 2)
            place = int(xid), int(identifier)
            while seal is not None and place > seal.upto:
                self._end(seal)
                seal = next(seals, None)
            if seal is None:
                raise PartChanged(year=self.year)
            self.here, self.upto = self.here + 1, place
            yield line
        if seal is not None:
            self._end(seal)

    def _end(self, seal: Seal) -> None:
        if self.here == seal.entries and self.here:
            self.whole.append(seal.number)
        elif self.here:
            self.mixed.append(seal)
        self.here = 0
