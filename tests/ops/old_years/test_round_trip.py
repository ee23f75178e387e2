"""A year goes to an archive and comes back: the ledger whole at each step, what stays proven, the same afterwards."""

import random
from pathlib import Path

import pytest
from django.db import transaction

from motcua.base.ledger import append
from motcua.base.ledger.errors import EntryAway
from motcua.base.ledger.exporting import export
from motcua.base.ledger.models import Entry, Leaf, Segment
from motcua.base.ledger.seals import keys
from motcua.base.ledger.seals.proving import prove
from motcua.base.ledger.seals.sealing import seal_all
from motcua.base.ledger.verification import ledger_hash, verify
from motcua.ops.old_years import parts
from tests.base.ledger.seals.test_proving import checker
from tests.base.ledger.situations import OFFICIAL, thing
from tests.base.ledger.test_exporting import check as check_files
from tests.ops.old_years.situations import (
    afterwards,
    brought_back,
    house,
    lived,
    rows,
    taken_away,
    whole,
)

__all__ = ["house"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(2))
def test_whichever_subjects_lived_over_new_year_the_ledger_stays_whole_and_comes_back_the_same(
    seed: int, house: Path
) -> None:
    lived(random.Random(seed))
    before, heads, check = rows(), ledger_hash(), checker()
    with afterwards() as year:
        part = parts.part_of("ledger", year)
        old = {row["id"] for row in parts_rows(part)}
        done = taken_away(year, house)
        assert done.certificate.rows == len(old) and (done.fresh, done.dropped) == (True, False)
        assert [row for row in rows() if row["id"] in old] == [] and whole()
        report = verify()
        assert (report.entries, report.archived) == (len(before) - len(old) + 1, len(old))
        for pk in Entry.objects.exclude(subject_kind="archive").values_list("pk", flat=True):
            check(prove(pk), keys.public_pem())
        with pytest.raises(EntryAway, match=str(year)):
            prove(min(old))
        outside(done.folder, house.with_name("out"), len(old), len(before))
        assert taken_away(year, house, drop=True).dropped and not parts.exists(part.aside)
        with transaction.atomic():
            append(thing(0), "thing.made", OFFICIAL, {"code": "later"})
        seal_all()
        assert whole()
        brought_back(done.folder)
        assert whole() and [row for row in rows() if row["facts"] != {"code": "later"}] == before
        assert not Segment.objects.exists() and not Leaf.objects.exists()
    assert ledger_hash() != heads, "the acts themselves are told"


def outside(archive: Path, out: Path, old: int, entries: int) -> None:
    """A stranger checks the archive alone, what stayed alone, and both together."""
    export(out)
    assert "TRUE" in (said := check_files(archive)[1]) and f" {old} entries" in said, said
    assert "TRUE" in (said := check_files(out)[1]) and f" {entries - old + 1} entries" in said, said
    assert "TRUE" in (said := check_files(out, archive)[1]) and f" {entries + 1} entries" in said, said


def parts_rows(part: parts.Part) -> list[dict[str, int]]:
    with transaction.atomic():
        return [{"id": int(line.split(b" ", 2)[1])} for line in parts.lines(part)]
