"""Bytes that a crash left without a row: gone after a month, and nothing else with them."""

import io
import os
import time
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import LazySettings

from motcua.base.files.places import sealed_place
from motcua.base.files.services import erasing
from motcua.base.files.services.erasing import drop_unknown, erase_files, unknown_contents
from motcua.base.files.services.store import storage, store_made
from motcua.casework.retention.services.applying import apply_rules, due
from motcua.kernel import clock

MONTH = timedelta(days=30)
DAY = 86_400


@pytest.fixture(autouse=True)
def files(db: None, settings: LazySettings, tmp_path: Path) -> None:
    """A storage of the test's own: rows of other tests are gone, their bytes are not."""
    settings.FILES_ROOT = tmp_path


def kept(content: bytes, days: int) -> str:
    """Bytes without a row that came so many days ago; their digest."""
    with storage().receiving(io.BytesIO(content)) as arrived:
        storage().keep(arrived)
    return aged(content, days)


def aged(content: bytes, days: int) -> str:
    digest = sha256(content).hexdigest()
    then = time.time() - days * DAY
    os.utime(sealed_place(storage().root, digest), (then, then))
    return digest


def storage_has(digest: str) -> bool:
    return digest in set(storage().untouched(-DAY))


def test_only_what_no_row_tells_of_and_is_a_month_old_goes() -> None:
    row = store_made(b"row", name="a.jpg", media_type="image/jpeg", pages=1)
    erased = store_made(b"erased", name="b.jpg", media_type="image/jpeg", pages=1)
    erase_files([erased.pk])
    for content in (b"row", b"erased"):
        aged(content, 400)
    old, young = kept(b"left by a crash", 31), kept(b"left this week", 5)
    before = clock.now() - MONTH
    assert list(unknown_contents(before)) == [old]
    assert drop_unknown(before) == 1 and drop_unknown(before) == 0
    assert [storage_has(one) for one in (old, young, row.sha256, erased.sha256)] == [False, True, True, True]


def test_more_than_one_batch_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "BATCH", 2)
    left = [kept(bytes([place]) * 9, 31) for place in range(5)]
    assert due()["loose"] == 5
    assert apply_rules()["loose"] == 5
    assert not any(storage_has(one) for one in left)


def test_who_brings_it_again_meanwhile_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = kept(b"left by a crash", 31)
    before = clock.now() - MONTH
    found = list(unknown_contents(before))
    store_made(b"left by a crash", name="a.jpg", media_type="image/jpeg", pages=1)
    monkeypatch.setattr(erasing, "unknown_contents", lambda moment: iter(found))
    assert found == [digest] and drop_unknown(before) == 0 and storage_has(digest)


def test_what_is_no_content_is_left_alone() -> None:
    digest = kept(b"left by a crash", 31)
    strange = sealed_place(storage().root, digest).with_name("ghi-chu.txt")
    strange.write_text("không phải tệp của hệ thống")
    os.utime(strange, (0, 0))
    assert drop_unknown(clock.now() - MONTH) == 1 and strange.exists()
