"""Of what was handed in nothing lies plain: not while it arrives, not half sent, not kept, not drawn."""

import io
import os
import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from motcua.base.files import limited
from motcua.base.files import storage as storing
from motcua.base.files.arriving import SealedUploadHandler
from motcua.base.files.errors import FileLost, UploadDamaged
from motcua.base.files.models import Upload
from motcua.base.files.places import plain_place, sealed_place
from motcua.base.files.previews import preview_jpeg
from motcua.base.files.services import uploads
from motcua.base.files.services.store import open_file, storage, store, store_made
from motcua.base.files.serving import serve
from motcua.kernel import sealed_files
from motcua.kernel.sealed_files import MAGIC
from tests.base.files import makers

LARGE = 8 * 1024 * 1024


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def lies(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.rglob("*") if path.is_file() and path.stat().st_size}


@pytest.mark.django_db
def test_kept_drawn_half_sent_and_arriving_everything_is_sealed(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, seen = makers.photo_with_place(), list[bytes]()
    replace = os.replace

    def looking(source: Path, target: Path) -> None:
        seen.extend(lies(own_folder).values())
        replace(source, target)

    monkeypatch.setattr(storing.os, "replace", looking)
    preview_jpeg(store(io.BytesIO(content), name="CCCD.jpg"), width=160)
    owner = uuid4()
    begun = uploads.begin(owner=owner, place="case/1/", name="a.jpg", size=len(content), fingerprint="a")
    for at in (0, 1000):
        uploads.receive(owner=owner, upload_id=begun.pk, offset=at, piece=content[at : at + 1000])
    found = list(lies(own_folder).values())
    assert len(found) == 3 and len(seen) >= 2
    for one in found + seen:
        assert one.startswith(MAGIC) and not any(content[at : at + 20] in one for at in range(0, len(content) - 20, 20))


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["changed", "cut", "anothers", "gone"])
def test_a_file_that_was_tampered_with_gives_no_byte_that_is_not_its_own(harm: str, rf: RequestFactory) -> None:
    content = os.urandom(3 * sealed_files.PIECE_BYTES)
    file, other = (
        store_made(one, name="a.pdf", media_type="application/pdf", pages=1) for one in (content, content[::-1])
    )
    place = sealed_place(storage().root, file.sha256)
    whole = bytearray(place.read_bytes())
    whole[len(whole) // 2] ^= 1
    place.unlink()
    if harm != "gone":
        wrong = {"changed": bytes(whole), "cut": bytes(whole[: -sealed_files.PIECE_BYTES])}
        place.write_bytes(wrong.get(harm) or sealed_place(storage().root, other.sha256).read_bytes())
    got = bytearray()
    with pytest.raises(FileLost), closing(serve(rf.get("/"), file)) as answer:
        for piece in answer:  # type: ignore[attr-defined]
            got += piece
    assert content.startswith(bytes(got)) and len(got) < len(content)
    assert not got or harm == "changed", "whatever shows without reading to the end is told before the first byte"


@pytest.mark.django_db
def test_a_large_file_is_read_with_a_few_pieces_in_memory_and_from_any_place(rf: RequestFactory) -> None:
    content = os.urandom(1024) * (LARGE // 1024)
    file = store_made(content, name="a.pdf", media_type="application/pdf", pages=1)
    tracemalloc.start()
    with closing(serve(rf.get("/"), file)) as answer:
        size = sum(len(piece) for piece in answer)  # type: ignore[attr-defined]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (size, file.size) == (LARGE, LARGE) and most < LARGE // 8
    with open_file(file) as stream:
        assert stream.seek(-10, os.SEEK_END) == LARGE - 10 and stream.read() == content[-10:]
        assert stream.seek(100_000) == 100_000 and stream.read(5) == content[100_000:100_005]


def test_what_looks_at_files_has_them_in_memory_that_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(os.listdir("/proc/self/fd"))
    seen: list[str] = []

    def failing(*args: object, stdin: int, **rest: object) -> object:
        seen.append(os.readlink(f"/proc/self/fd/{stdin}"))
        raise RuntimeError("no process")

    monkeypatch.setattr(limited.subprocess, "run", failing)
    with pytest.raises(RuntimeError):
        limited.check_limited(io.BytesIO(b"noi dung"))
    assert seen == ["/memfd:motcua (deleted)"] and set(os.listdir("/proc/self/fd")) == before


@pytest.mark.django_db
def test_a_half_sent_file_somebody_changed_is_sent_again(own_folder: Path) -> None:
    content, owner = makers.jpeg(), uuid4()
    begun = uploads.begin(owner=owner, place="case/1/", name="a.jpg", size=len(content), fingerprint="a")
    for at in range(0, len(content), 1000):
        uploads.receive(owner=owner, upload_id=begun.pk, offset=at, piece=content[at : at + 1000])
    place = uploads.partials().place(str(begun.pk))
    whole = bytearray(place.read_bytes())
    whole[-100] ^= 1
    place.write_bytes(whole)
    with pytest.raises(UploadDamaged):
        uploads.assemble(uploads.find(owner, begun.pk))
    assert Upload.objects.get().received == 0
    place.rename(plain_place(own_folder, "0" * 64).parent.parent.parent / "partial" / str(begun.pk))
    with pytest.raises(UploadDamaged):
        Upload.objects.update(received=len(content))
        uploads.assemble(uploads.find(owner, begun.pk))


def test_a_large_file_of_a_form_waits_sealed_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    content = os.urandom(300_000)
    handler = SealedUploadHandler(HttpRequest())
    handler.new_file("papers", "ảnh.jpg", "image/jpeg", len(content), None, {})
    for at in range(0, len(content), 64_000):
        handler.receive_data_chunk(content[at : at + 64_000], at)
    lies_at = Path(f"/proc/self/fd/{handler.target.fileno()}")
    assert not Path(os.readlink(lies_at)).exists() and content[1000:1100] not in lies_at.read_bytes()
    file = handler.file_complete(len(content))
    assert (file.size, file.name, b"".join(file.chunks())) == (len(content), "ảnh.jpg", content)
    assert (file.seek(5), file.read(5)) == (5, content[5:10])
    handles = len(os.listdir("/proc/self/fd"))
    file.close()
    assert handler.target.closed and len(os.listdir("/proc/self/fd")) == handles - 1
    interrupted = SealedUploadHandler(HttpRequest())
    interrupted.upload_interrupted()
    interrupted.new_file("papers", "a.jpg", "image/jpeg", 1, None, {})
    interrupted.upload_interrupted()
    assert interrupted.target.closed


def test_forms_use_it(rf: RequestFactory) -> None:
    content = os.urandom(300_000)
    small, large = (io.BytesIO(one) for one in (b"nho", content))
    small.name, large.name = "nho.jpg", "lon.jpg"
    request = rf.post("/", {"small": small, "large": large})
    assert request.FILES["large"].read() == content and request.FILES["small"].read() == b"nho"
    assert not hasattr(request.FILES["large"], "temporary_file_path")
