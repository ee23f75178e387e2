"""Which form is printed on which day."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from motcua.base.documents.editions import EDITIONS, edition
from motcua.base.documents.rendering import render
from motcua.base.documents.slips import SLIPS
from motcua.kernel.clock import LOCAL
from tests.base.documents import samples
from tests.base.documents.samples import ADDRESS, pdf_text


@pytest.mark.parametrize(
    ("kind", "day", "number", "source"),
    [
        ("receipt", date(2025, 9, 14), "01", "Thông tư số 01/2018/TT-VPCP"),
        ("receipt", date(2025, 9, 15), "01", "Thông tư số 03/2025/TT-VPCP"),
        ("supplement", date(2019, 1, 6), "02", "Thông tư số 01/2018/TT-VPCP"),
        ("refusal", date(2026, 1, 1), "03", "Thông tư số 03/2025/TT-VPCP"),
        ("stop", date(2025, 9, 14), "", "Thông tư số 01/2018/TT-VPCP"),
        ("stop", date(2025, 9, 15), "05", "Thông tư số 03/2025/TT-VPCP"),
        ("apology", date(2025, 9, 14), "04", "Thông tư số 01/2018/TT-VPCP"),
        ("apology", date(2025, 9, 15), "04", "Thông tư số 03/2025/TT-VPCP"),
        ("receipt", date(2010, 1, 1), "01", "Thông tư số 01/2018/TT-VPCP"),
    ],
)
def test_the_edition_in_force_on_the_day_is_taken(kind: str, day: date, number: str, source: str) -> None:
    found = edition(kind, day)
    assert (found.number, found.source) == (number, source)


def test_every_paper_has_an_edition_and_an_unknown_one_has_none() -> None:
    assert {entry.kind for entry in EDITIONS} == set(SLIPS)
    with pytest.raises(KeyError):
        edition("letter", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("moment", "mark"),
    [
        (datetime(2025, 9, 14, 23, 59, tzinfo=LOCAL), "Mẫu số 01 – Thông tư số 01/2018/TT-VPCP"),
        (datetime(2025, 9, 15, 0, 0, tzinfo=LOCAL), "Mẫu số 01 – Thông tư số 03/2025/TT-VPCP"),
    ],
)
def test_the_day_is_hanois_day(moment: datetime, mark: str) -> None:
    slip = samples.receipt(head=replace(samples.HEAD, issued_at=moment))
    assert mark in pdf_text(render(slip, address=ADDRESS))
