"""Files in pieces over HTTP: resumed on another device, judged in words, and nobody else's business."""

import base64
import hashlib
import io
import time
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from motcua.base.files.models import Upload
from motcua.casework.services.submit import submit_case
from motcua.domain.cases.models import Case, PaperFile
from tests.faces.portal.cases import draft, paper, signed_in
from tests.support.town import Town, build_town, make_citizen

PIECE = "application/offset+octet-stream"


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


def scan() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (300, 200), "ivory").save(content, "PDF")
    return content.getvalue()


def told(**facts: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in facts.items())


def begin(client: Client, case: Case, content: bytes, target: str = "", **more: str) -> Any:
    facts = {
        "filename": "bản quét.pdf",
        "target": target or f"paper:{paper(case, 2).pk}",
        "fingerprint": hashlib.sha256(content).hexdigest(),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    headers = {"Upload-Length": str(len(content)), "Upload-Metadata": told(**(facts | more))}
    return client.post(f"/tai-len/{case.pk}/", headers=headers)


def piece(client: Client, url: str, offset: int | str, content: bytes, kind: str = PIECE, **headers: str) -> Any:
    return client.patch(url, content, kind, headers={"Upload-Offset": str(offset)} | headers)


def test_a_file_begun_on_the_phone_goes_on_at_the_library(town: Town) -> None:
    case, content = draft(town), scan()
    phone, library = signed_in(town.citizen), signed_in(town.citizen)
    url = begin(phone, case, content)["Location"]
    assert piece(phone, url, 0, content[:500])["Upload-Offset"] == "500"
    text = library.get(f"/nop-ho-so/{case.pk}/giay-to/").content.decode()
    assert "bản quét.pdf" in text and "chọn lại tệp này" in text
    again = begin(library, case, content)
    assert (again["Location"], again["Upload-Offset"], again.status_code) == (url, "500", 201)
    assert library.head(url)["Upload-Length"] == str(len(content))
    assert library.post(f"{url}xong/").status_code == 409
    assert piece(library, url, 500, content[500:])["Upload-Offset"] == str(len(content))
    began = time.monotonic()
    verdicts = [library.post(f"{url}xong/"), phone.post(f"{url}xong/")]
    assert time.monotonic() - began < 3
    assert [verdict.json()["said"] for verdict in verdicts] == ["Đã nhận và kiểm tra xong."] * 2
    kept = PaperFile.objects.get(paper=paper(case, 2))
    assert (kept.name, kept.size, kept.file.sha256) == (
        "bản quét.pdf",
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    assert "chọn lại tệp này" not in library.get(f"/nop-ho-so/{case.pk}/giay-to/").content.decode()


@pytest.mark.parametrize(
    "content,said",
    [
        (b"MZ\x90\x00 gia mao", "Chỉ nhận ảnh"),
        (b"%PDF-1.7\nkhong het", "bị hỏng"),
        (b"<html><script>alert(1)</script>", "Chỉ nhận ảnh"),
        (b"PK\x03\x04word/document.xml", ".docx"),
    ],
)
def test_a_hostile_file_gets_the_same_verdict_as_by_the_form(town: Town, content: bytes, said: str) -> None:
    case, client = draft(town), signed_in(town.citizen)
    url = begin(client, case, content)["Location"]
    piece(client, url, 0, content)
    for _ in range(2):
        verdict = client.post(f"{url}xong/")
        assert verdict.status_code == 422 and said in verdict.json()["said"] and verdict.json()["final"]
    assert not PaperFile.objects.filter(paper=paper(case, 2)).exists()


def test_another_persons_upload_does_not_exist(town: Town) -> None:
    case, content = draft(town), scan()
    url = begin(signed_in(town.citizen), case, content)["Location"]
    stranger = signed_in(make_citizen("Người Khác"))
    answers = [
        begin(stranger, case, content), stranger.head(url), piece(stranger, url, 0, content), stranger.delete(url),
        stranger.post(f"{url}xong/"),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [404] * 5
    assert signed_in(town.counter).head(url).status_code == 403
    assert signed_in(None).head(url).status_code == 302
    assert Upload.objects.get().received == 0


def test_nonsense_is_answered_and_changes_nothing(town: Town) -> None:
    case, content, client = draft(town), scan(), signed_in(town.citizen)
    other = draft(town)
    for target in ("paper:khong", f"paper:{paper(other).pk}", "item:1", "x", "paper:"):
        assert begin(client, case, content, target).status_code == 404
    empty = client.post(f"/tai-len/{case.pk}/", headers={"Upload-Length": "0", "Upload-Metadata": "x !!, y"})
    assert empty.status_code == 404
    url = begin(client, case, content)["Location"]
    assert begin(client, case, b"")["Content-Type"] == "application/json"
    assert [piece(client, url, offset, content).status_code for offset in ("", "-1", "7", "9" * 30)] == [409] * 4
    assert piece(client, url, 0, content, kind="text/plain").status_code == 415
    wrong = base64.b64encode(hashlib.sha256(b"x").digest()).decode()
    assert piece(client, url, 0, content, **{"Upload-Checksum": f"sha256 {wrong}"}).status_code == 460
    assert piece(client, url, 0, content, **{"Upload-Checksum": "sha256 !!"}).status_code == 460
    assert piece(client, url, 0, b"x" * (2 * 1024 * 1024 + 1)).status_code == 422
    assert client.get(url).status_code == 405
    assert client.options(f"/tai-len/{case.pk}/")["Tus-Version"] == "1.0.0"
    assert client.head(url)["Upload-Offset"] == "0"


def test_sending_the_case_does_not_wait_for_a_file_on_its_way(town: Town) -> None:
    case, content, client = draft(town), scan(), signed_in(town.citizen)
    url = begin(client, case, content)["Location"]
    piece(client, url, 0, content[:100])
    assert "đang tải dở" in client.get(f"/nop-ho-so/{case.pk}/kiem-tra/").content.decode()
    submit_case(actor=town.citizen, case_id=case.pk)
    piece(client, url, 100, content[100:])
    refused = client.post(f"{url}xong/")
    assert refused.status_code == 409 and refused.json()["final"]
    assert begin(client, case, content).status_code == 409


def test_a_half_sent_file_is_dropped_without_a_script_and_with_its_draft(town: Town) -> None:
    case, client = draft(town), signed_in(town.citizen)
    first = begin(client, case, scan())["Location"].split("/")[-2]
    address = f"/nop-ho-so/{case.pk}/giay-to/"
    assert client.post(address, {"paper": str(paper(case, 2).pk), "drop": first}).status_code == 302
    assert not Upload.objects.exists()
    begin(client, case, scan())
    client.post(f"/ho-so/{case.pk}/bo/")
    assert not Upload.objects.exists()
