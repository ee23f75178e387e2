"""A file handed in is kept, found, verified and served; a refused one leaves no trace."""

import io
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from django.db import IntegrityError, transaction
from django.http import StreamingHttpResponse
from django.test import RequestFactory
from PIL import Image

from motcua.base.files import previews
from motcua.base.files.errors import EmptyFile, FileLost, NoSuchPage, PasswordProtected
from motcua.base.files.limited import draw_limited
from motcua.base.files.models import StoredFile
from motcua.base.files.places import sealed_place
from motcua.base.files.previews import preview_jpeg
from motcua.base.files.services.store import open_file, storage, store, store_made, verify
from motcua.base.files.serving import PDF_VIEWER, SANDBOX, serve, serve_preview
from motcua.base.files.tasks import sweep
from motcua.kernel import clock
from tests.base.files import makers

NOON = datetime(2026, 2, 5, 5, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def stored(content: bytes = b"", name: str = "giấy khai sinh.pdf") -> StoredFile:
    return store(io.BytesIO(content or makers.pdf(2)), name=name)


def body(response: Any) -> bytes:
    whole = b"".join(response) if isinstance(response, StreamingHttpResponse) else response.content
    response.close()
    return whole


def test_a_photo_is_kept_byte_for_byte_under_its_clean_name() -> None:
    content = makers.photo_with_place()
    with clock.frozen(NOON):
        file = stored(content, "..\\ảnh.pdf")
    row = StoredFile.objects.get(pk=file.pk)
    assert (row.name, row.media_type, row.size, row.pages, row.created_at) == (
        "ảnh.jpg",
        "image/jpeg",
        len(content),
        1,
        NOON,
    )
    with open_file(row) as stream:
        assert stream.read() == content
    assert verify(row)
    assert row.id.version == 7


def test_two_arrivals_of_one_content_are_two_rows_and_one_set_of_bytes(place: Path) -> None:
    first, second = stored(), stored()
    assert first.pk != second.pk
    assert first.sha256 == second.sha256
    assert len([path for path in place.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"", EmptyFile), (makers.locked(), PasswordProtected)],
    ids=["empty", "password"],
)
def test_a_refused_file_leaves_neither_row_nor_bytes(content: bytes, refusal: type, place: Path) -> None:
    with pytest.raises(refusal):
        store(io.BytesIO(content), name="tep.pdf")
    assert not StoredFile.objects.exists()
    assert not [path for path in place.rglob("*") if path.is_file()]


def test_the_row_comes_after_the_bytes(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: object, **kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(StoredFile.objects, "create", crash)
    content = makers.pdf()
    with pytest.raises(RuntimeError, match="power cut"):
        store(io.BytesIO(content), name="tep.pdf")
    digest = sha256(content).hexdigest()
    assert [path.name for path in place.rglob("*") if path.is_file()] == [f"{digest}.sealed"]
    assert storage().verify(digest, len(content))


def test_changed_bytes_are_noticed() -> None:
    file = stored()
    path = sealed_place(storage().root, file.sha256)
    path.chmod(0o600)
    path.write_bytes(b"x")
    assert not verify(file)
    path.unlink()
    assert not verify(file)
    with pytest.raises(FileLost):
        open_file(file)


@pytest.mark.parametrize(
    ("field", "value"),
    [("sha256", "x" * 64), ("size", 0), ("pages", 0), ("media_type", "text/html"), ("name", "")],
)
def test_the_database_refuses_an_impossible_row(field: str, value: object) -> None:
    row = {"sha256": "0" * 64, "size": 1, "pages": 1, "media_type": "image/png", "name": "a.png", "created_at": NOON}
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(**(row | {field: value}))


def test_a_preview_is_a_fresh_jpeg_of_a_known_width() -> None:
    file = stored(makers.photo_with_place(), "a.jpg")
    picture = Image.open(io.BytesIO(preview_jpeg(file, width=100)))
    assert (picture.format, picture.width) == ("JPEG", 160)
    assert not picture.getexif()
    with pytest.raises(NoSuchPage):
        preview_jpeg(file, page=2)


def test_a_preview_is_drawn_once_for_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def draw(stream: BinaryIO, *, page: int, width: int) -> bytes:
        drawn.append(width)
        return draw_limited(stream, page=page, width=width)

    monkeypatch.setattr(previews, "draw_limited", draw)
    file = stored(makers.jpeg(), "a.jpg")
    assert preview_jpeg(file, width=100) == preview_jpeg(file, width=160) != preview_jpeg(file, width=300)
    assert drawn == [160, 480]
    sealed_place(storage().root, file.sha256).unlink()
    with pytest.raises(FileLost):
        preview_jpeg(file, width=100)


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_file_is_saved_under_safe_headers(method: str, rf: RequestFactory) -> None:
    file = stored(makers.pdf(), "giấy “khai” sinh.pdf")
    response = serve(getattr(rf, method)("/"), file)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Length"] == str(file.size)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Security-Policy"] == PDF_VIEWER
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="giay _khai_ sinh.pdf"; '
        "filename*=UTF-8''gi%E1%BA%A5y%20%E2%80%9Ckhai%E2%80%9D%20sinh.pdf"
    )
    assert body(response) == makers.pdf()


@pytest.mark.parametrize(
    ("content", "way", "policy"),
    [
        (makers.jpeg(), "inline", SANDBOX),
        (makers.png(), "inline", SANDBOX),
        (makers.pdf(), "inline", PDF_VIEWER),
        (makers.heic(), "attachment", SANDBOX),
    ],
    ids=["jpeg", "png", "pdf", "heic"],
)
def test_only_what_browsers_know_is_shown_in_place(content: bytes, way: str, policy: str, rf: RequestFactory) -> None:
    response = serve(rf.get("/"), stored(content, "a"), inline=True)
    assert response.headers["Content-Disposition"].startswith(way)
    assert response.headers["Content-Security-Policy"] == policy
    assert body(response) == content


def test_a_preview_is_served_as_a_picture(rf: RequestFactory) -> None:
    response = serve_preview(rf.get("/"), stored(), page=2, width=160)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Security-Policy"] == SANDBOX
    assert response.headers["Content-Disposition"].startswith('inline; filename="trang-2.jpg"')
    assert body(response).startswith(b"\xff\xd8\xff")


def test_files_are_only_read(rf: RequestFactory) -> None:
    file = stored()
    assert serve(rf.post("/"), file).status_code == 405
    assert serve_preview(rf.post("/"), file).status_code == 405


def test_what_we_made_is_kept_without_a_check() -> None:
    file = store_made(makers.pdf(), name="kết quả 1/2.pdf", media_type="application/pdf", pages=1)
    assert file.name == "2.pdf"
    assert verify(file)


def test_the_nightly_sweep_finds_its_folder() -> None:
    assert sweep(0) == 0
