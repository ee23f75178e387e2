"""Files in pieces: whatever way they are cut, replayed and mixed up, they arrive whole or not at all."""

import hashlib
import io
import os
import random
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from PIL import Image

from motcua.base.files.errors import (
    EmptyFile,
    PieceDamaged,
    TooLarge,
    TooManyUploads,
    UploadDamaged,
    UploadIncomplete,
    UploadNotFound,
    WrongOffset,
    WrongType,
)
from motcua.base.files.models import Upload
from motcua.base.files.services import uploads
from motcua.base.files.services.store import open_file
from motcua.kernel import clock

ME = UUID(int=7)


def picture(seed: int = 1) -> bytes:
    """A PNG of noise, about 40 kB."""
    content = io.BytesIO()
    Image.frombytes("RGB", (120, 110), random.Random(seed).randbytes(120 * 110 * 3)).save(content, "PNG")
    return content.getvalue()


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path
    return tmp_path


def begin(content: bytes, **more: Any) -> Upload:
    facts = {"owner": ME, "place": "case/1/paper", "name": "anh.png", "size": len(content), "fingerprint": "anh"}
    return uploads.begin(**(facts | {"sha256": hashlib.sha256(content).hexdigest()} | more))


def send(upload: Upload, offset: int, piece: bytes, **more: Any) -> int:
    return uploads.receive(owner=ME, upload_id=upload.pk, offset=offset, piece=piece, **more).received


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_cuts_replays_and_wrong_offsets_arrives_whole(seed: int) -> None:
    chance, content = random.Random(seed), picture(seed)
    upload, here = begin(content), 0
    while here < len(content):
        upload = begin(content, name="ten khac.png")  # found again, as after a reload or on another device
        assert upload.received == here
        size = chance.choice([0, 1, chance.randrange(1, 9000), 60_000])
        match chance.randrange(5):
            case 0:  # cut: only a part of the piece came
                here = send(upload, here, content[here : here + size // 2])
            case 1 if here:  # replayed, or from a tab that is behind
                with pytest.raises(WrongOffset) as fault:
                    send(upload, chance.randrange(here), content[:10])
                assert fault.value.facts["due"] == here
            case 2:
                with pytest.raises(WrongOffset):
                    send(upload, here + 1 + chance.randrange(10), b"x")
            case 3:
                with pytest.raises(PieceDamaged):
                    send(upload, here, b"other", digest=hashlib.sha256(b"sent").digest())
            case _:
                piece = content[here : here + size]
                here = send(upload, here, piece, digest=hashlib.sha256(piece).digest())
    with open_file(uploads.assemble(uploads.find(ME, upload.pk))) as stream:
        assert stream.read() == content


@pytest.mark.django_db
def test_what_cannot_be_whole_is_not_taken() -> None:
    content = picture()
    for size, fault in ((0, EmptyFile), (uploads.LIMIT_BYTES + 1, TooLarge)):
        with pytest.raises(fault):
            begin(content, size=size)
    upload = begin(content)
    with pytest.raises(UploadIncomplete):
        uploads.assemble(upload)
    with pytest.raises(TooLarge):
        send(upload, 0, content + b"more")
    for owner, key in ((uuid4(), upload.pk), (ME, uuid4())):
        with pytest.raises(UploadNotFound):
            uploads.receive(owner=owner, upload_id=key, offset=0, piece=b"x")
        with pytest.raises(UploadNotFound):
            uploads.find(owner, key)


@pytest.mark.django_db
def test_a_whole_that_differs_from_what_was_announced_begins_anew() -> None:
    content = picture()
    upload = begin(content)
    send(upload, 0, content[:-1] + b"\x00")
    with pytest.raises(UploadDamaged):
        uploads.assemble(uploads.find(ME, upload.pk))
    upload = begin(content)
    assert upload.received == 0
    assert send(upload, 0, content) == len(content)
    assert uploads.assemble(uploads.find(ME, upload.pk)).sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.django_db
def test_bytes_lost_from_the_disk_are_asked_for_again(own_folder: Path) -> None:
    content = picture()
    upload = begin(content)
    send(upload, 0, content[:1000])
    uploads.partials().place(str(upload.pk)).unlink()
    assert send(upload, 1000, content[1000:2000]) == 0, "told to begin anew"
    assert send(upload, 0, content) == len(content)


@pytest.mark.django_db
def test_a_refused_file_leaves_its_sentence_and_no_bytes(own_folder: Path) -> None:
    upload = begin(b"MZ\x90\x00 khong phai anh")
    upload.received = send(upload, 0, b"MZ\x90\x00 khong phai anh")
    with pytest.raises(WrongType) as refusal:
        uploads.assemble(upload)
    uploads.refuse(upload, refusal.value)
    assert "Chỉ nhận ảnh" in uploads.find(ME, upload.pk).refused_vi
    assert list((own_folder / "partial").iterdir()) == []
    assert begin(b"MZ\x90\x00 khong phai anh").pk != upload.pk, "the same may be tried again"


@pytest.mark.django_db
def test_nobody_fills_the_disk_with_half_files() -> None:
    for turn in range(10):
        begin(b"", size=uploads.LIMIT_BYTES, fingerprint=str(turn))
    with pytest.raises(TooManyUploads):
        begin(b"", size=1, fingerprint="one more")
    assert begin(b"", size=uploads.LIMIT_BYTES, fingerprint="3").received == 0, "what is under way goes on"
    begin(b"", size=1, fingerprint="other", owner=uuid4())
    uploads.drop(ME, place="case/1/")
    assert begin(b"", size=1, fingerprint="one more")


@pytest.mark.django_db
def test_what_is_left_lying_is_swept(own_folder: Path) -> None:
    old, fresh, lost = begin(picture()), begin(picture(2), fingerprint="b"), own_folder / "partial" / str(uuid4())
    for upload in (old, fresh):
        send(upload, 0, b"piece")
    lost.write_bytes(b"x")
    stale = (clock.now() - timedelta(days=2)).timestamp()
    for path in (own_folder / "partial").iterdir():
        os.utime(path, (stale, stale))
    Upload.objects.filter(pk=old.pk).update(moved_at=clock.now() - uploads.LIFE - timedelta(minutes=1))
    assert uploads.sweep(clock.now()) == 1
    assert [path.name for path in (own_folder / "partial").iterdir()] == [f"{fresh.pk}.sealed"]


@pytest.mark.django_db(transaction=True)
def test_tabs_that_send_the_same_file_at_once_hinder_nobody() -> None:
    content = picture(3)

    def tab(step: int) -> None:
        upload = begin(content)
        here = upload.received
        while here < len(content):
            try:
                here = send(upload, here, content[here : here + step])
            except WrongOffset as behind:
                here = int(str(behind.facts["due"]))
        connection.close()

    tabs = [Thread(target=tab, args=(step,)) for step in (3000, 4100, 5000)]
    for thread in tabs:
        thread.start()
    for thread in tabs:
        thread.join(30)
    upload = Upload.objects.get()
    with open_file(uploads.assemble(upload)) as stream:
        assert stream.read() == content
