"""Files of strangers through every way in: the same verdict by the same rule, and nothing of them is kept."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.base.files.errors import REFUSALS
from motcua.base.files.models import StoredFile, Upload
from motcua.base.files.scanner import SIGNATURE
from motcua.casework.services.counter import file_at_counter
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case
from tests.base.files.makers import jpeg
from tests.base.files.test_check import REFUSED
from tests.faces.api.callers import caller
from tests.faces.portal.cases import draft, paper, signed_in
from tests.faces.portal.test_uploads import begin, piece
from tests.support.town import APPLICANT, Town, build_town

CORPUS = REFUSED | {
    "virus test text": (SIGNATURE, "file.infected"),
    "virus test text in a jpeg": (jpeg(comment=SIGNATURE), "file.infected"),
}
EVERYDAY = ("virus test text", "pdf with a script")
"""What the everyday run tries; `--examples 1` tries every class."""

NAMES = (
    "a.pdf.exe", "\u202egpj.exe", "../../etc/passwd", "..\\..\\CON", "=cmd()", "a\r\nSet-Cookie: x=1.jpg",
    "ảnh" * 60, "<img src=x onerror=alert(1)>.jpg",
)  # fmt: skip
Way = Callable[[Town, str, bytes], Any]


def by_form(town: Town, name: str, content: bytes) -> Any:
    case = draft(town)
    facts = {"paper": str(paper(case, 2).pk), "file": SimpleUploadedFile(name, content)}
    return signed_in(town.citizen).post(f"/nop-ho-so/{case.pk}/giay-to/", facts)


def in_pieces(town: Town, name: str, content: bytes, case: Case | None = None) -> Any:
    case, client = case or draft(town), signed_in(town.citizen)
    begun = begin(client, case, content, filename=name)
    if begun.status_code != 201:
        return begun
    half = 1024 * 1024
    for at in range(0, len(content), half):
        piece(client, begun["Location"], at, content[at : at + half])
    return client.post(f"{begun['Location']}xong/")


def at_the_counter(town: Town, name: str, content: bytes) -> Any:
    case = file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )
    missing = [MissingItem("Tờ khai")]
    request_supplement(actor=town.counter, case_id=case.pk, expected=None, reason="Thiếu", items=missing)
    facts = {"paper": str(paper(case).pk), "file": SimpleUploadedFile(name, content)}
    return signed_in(town.counter).post(f"/can-bo/ho-so/{case.pk}/giay-to/", facts)


def by_program(town: Town, name: str, content: bytes) -> Any:
    return caller(town.counter).send_file(content, name=name)


WAYS: dict[str, Way] = {
    "form": by_form, "pieces": in_pieces, "counter": at_the_counter, "program": by_program,
}  # fmt: skip


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Path) -> Town:
    settings.FILES_ROOT = tmp_path / "files"
    return build_town()


@pytest.mark.parametrize("way", WAYS)
def test_every_way_in_refuses_by_the_rule_and_says_it(town: Town, way: str, pytestconfig: pytest.Config) -> None:
    for kind in CORPUS if pytestconfig.getoption("--examples") else EVERYDAY:
        content, code = CORPUS[kind]
        answer = WAYS[way](town, "giấy tờ.pdf", content)
        said = answer.content.decode()
        said = json.dumps(answer.json(), ensure_ascii=False) if "json" in answer["Content-Type"] else said
        assert answer.status_code in (413, 422), (kind, answer.status_code)
        beginning = REFUSALS[code].sentence.vi.partition("{")[0]
        assert beginning in said or code in said, (kind, said[:300])
        digest = hashlib.sha256(content).hexdigest()
        assert not StoredFile.objects.filter(sha256=digest).exists(), kind


def test_names_are_made_harmless_whichever_way_they_come(town: Town) -> None:
    for number, name in enumerate(NAMES):
        way = list(WAYS)[number % len(WAYS)]
        answer = WAYS[way](town, name, jpeg(comment=str(number).encode()))
        assert answer.status_code in (200, 201, 302, 400, 422), (way, name)
    for kept in StoredFile.objects.values_list("name", flat=True):
        assert kept.endswith(".jpg") and not set(kept) & set('<>:"/\\|?*\r\n\x00\u202e') and kept[0] not in "=-.@+"


def test_what_came_in_pieces_waits_for_a_scanner_that_is_silent(town: Town, settings: Any, tmp_path: Path) -> None:
    case = draft(town)
    settings.MOTCUA_SCANNER = f"unix://{tmp_path}/nobody"
    answer = in_pieces(town, "ảnh.jpg", jpeg(), case)
    assert answer.status_code == 503 and "vi-rút" in answer.json()["said"] and not answer.json().get("final")
    waiting = Upload.objects.get()
    assert waiting.whole and not waiting.settled
    settings.MOTCUA_SCANNER = ""
    assert signed_in(town.citizen).post(f"/tai-len/tep/{waiting.pk}/xong/").status_code == 200
