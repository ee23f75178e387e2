"""What lies beside the entries of a year in its archive, so that it can be checked without this system."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain as joined
from pathlib import Path

from motcua.base.ledger.archives import marks
from motcua.base.ledger.archives.content import Certificate, line
from motcua.base.ledger.exporting import SEALS, write_keys
from motcua.base.ledger.models import Seal as Row
from motcua.base.ledger.seals.sealing import sealed_between
from motcua.ops.old_years import files
from motcua.ops.old_years.parts import Part
from motcua.ops.old_years.under_seals import Covering


def describe(told: Certificate, part: Part, draft: Path, covering: Covering) -> Certificate:
    """Marks, seals, keys and the hashes of entries that stay; the certificate with the hashes of the marks."""
    segments = files.write(draft / files.SEGMENTS, marks.segments_of(part.name))
    leaves = files.write(
        draft / files.LEAVES,
        joined.from_iterable(marks.leaves_of(part.name, *ends) for ends in covering.ends),
    )
    files.write(draft / files.REST, rest(draft / files.LEAVES, covering))
    numbers = sorted([*covering.whole, *(one.number for one in covering.mixed)])
    seals = Row.objects.filter(number__in=numbers).order_by("number").iterator()
    files.write_text(draft / SEALS, "".join(json.dumps([row.body, row.signature]) + "\n" for row in seals))
    write_keys(draft)
    return replace(
        told,
        whole=covering.runs,
        mixed=tuple(one.number for one in covering.mixed),
        segments=segments.sha256,
        leaves=leaves.sha256,
    )


def rest(leaves: Path, covering: Covering) -> Iterator[bytes]:
    """What else the mixed seals stand over."""
    gone = {(xid, entry_id) for xid, entry_id, _ in map(json.loads, files.read_lines(leaves))}
    for ends in covering.ends:
        for one in sealed_between(*ends):
            if (one.xid, one.id) not in gone:
                yield line((one.xid, one.id, one.hash.hex()))
