"""Files of strangers through every way in: the same verdict by the same rule, and nothing of them is kept."""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base.files import limited
from motcua.base.files.errors import REFUSALS
from motcua.base.files.models import StoredFile, Upload
from motcua.base.files.scanner import SIGNATURE
from motcua.base.files.worker import MEMORY_BYTES
from motcua.casework.services.counter import file_at_counter
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case
from motcua.faces.api.endpoints import upload_file
from tests.base.files.makers import jpeg
from tests.base.files.test_check import REFUSED
from tests.base.files.varying import ALSO, VARYING, variant
from tests.faces.api.callers import Caller, caller
from tests.faces.portal.cases import draft, paper, signed_in
from tests.faces.portal.test_uploads import begin, piece
from tests.support.town import APPLICANT, Town, build_town

CORPUS = REFUSED | {
    "virus test text": (SIGNATURE, "file.infected"),
    "virus test text in a jpeg": (jpeg(comment=SIGNATURE), "file.infected"),
}
EVERYDAY = ("virus test text", "pdf with a script")
"""What the everyday run tries; `--examples N` tries N files of every class."""
MOST_SECONDS = 10
MEASURED = """
import re, sys
from motcua.base.files import worker
code = worker.main(sys.argv[1:])
sys.stderr.write(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
sys.exit(code)
"""
"""The limited process, which tells at its end how many kB it held at most."""

NAMES = (
    "a.pdf.exe", "\u202egpj.exe", "../../etc/passwd", "..\\..\\CON", "=cmd()", "a\r\nSet-Cookie: x=1.jpg",
    "ảnh" * 60, "<img src=x onerror=alert(1)>.jpg",
)  # fmt: skip
STEMS = (
    "giấy tờ",
    "gia\u0302\u0301y",
    "a.pdf",
    "\u202egpj",
    "=1+1",
    "-rf",
    ".htaccess",
    "CON",
    "x" * 250,
    "🏛",
    "../../x",
    "a<b",
)
ENDINGS = (".pdf", ".jpg", ".JPEG", ".png", ".heic", ".exe", ".docm", ".svg", ".html", "", ".", " ")
"""Of names that say anything but what the content is."""


@dataclass
class Sender:
    """Somebody signed in, with a case whose papers are still wanted; a program sends for nobody's case."""

    client: Client
    case: Case
    program: Caller


Way = Callable[[Sender, str, bytes], Any]


def by_form(sender: Sender, name: str, content: bytes) -> Any:
    facts = {"paper": str(paper(sender.case, 2).pk), "file": SimpleUploadedFile(name, content)}
    return sender.client.post(f"/nop-ho-so/{sender.case.pk}/giay-to/", facts)


def in_pieces(sender: Sender, name: str, content: bytes) -> Any:
    begun = begin(sender.client, sender.case, content, filename=name)
    if begun.status_code != 201:
        return begun
    half = 1024 * 1024
    for at in range(0, len(content), half):
        piece(sender.client, begun["Location"], at, content[at : at + half])
    return sender.client.post(f"{begun['Location']}xong/")


def at_the_counter(sender: Sender, name: str, content: bytes) -> Any:
    facts = {"paper": str(paper(sender.case).pk), "file": SimpleUploadedFile(name, content)}
    return sender.client.post(f"/can-bo/ho-so/{sender.case.pk}/giay-to/", facts)


def by_program(sender: Sender, name: str, content: bytes) -> Any:
    return sender.program.send_file(content, name=name)


WAYS: dict[str, Way] = {
    "form": by_form, "pieces": in_pieces, "counter": at_the_counter, "program": by_program,
}  # fmt: skip


def sender_of(town: Town, way: str) -> Sender:
    if way != "counter":
        return Sender(signed_in(town.citizen), draft(town), caller(town.counter))
    case = file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )
    missing = [MissingItem("Tờ khai")]
    request_supplement(actor=town.counter, case_id=case.pk, expected=None, reason="Thiếu", items=missing)
    return Sender(signed_in(town.counter), case, caller(town.counter))


def corpus(examples: int) -> Iterator[tuple[str, str, bytes]]:
    """Class, name and content of each file: the first of each class is the plain one."""
    for kind in CORPUS if examples else EVERYDAY:
        yield kind, "giấy tờ.pdf", CORPUS[kind][0]
        for number in range(1, examples):
            by = Random(f"name of {kind} {number}")
            yield kind, by.choice(STEMS) + by.choice(ENDINGS), variant(kind, number)


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Path) -> Town:
    settings.FILES_ROOT = tmp_path / "files"
    return build_town()


@pytest.fixture
def unlimited(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand files come from one program within minutes: counted as ever, refused by their own rules alone."""
    settings.MOTCUA_API_PER_MINUTE = 1_000_000
    monkeypatch.setattr(upload_file, "UPLOADS", replace(upload_file.UPLOADS, tries=1_000_000))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of each file that was looked at, the kB it took; one that was ended for its greed told nothing."""
    told, real = list[int](), subprocess.run

    def run(command: list[str], **rest: Any) -> Any:
        done = real([*command[:2], "-c", MEASURED, *command[4:]], **rest)
        told.extend(int(word) for word in done.stderr.split()[-1:] if word.isdigit())
        return done

    monkeypatch.setattr(limited.subprocess, "run", run)
    return told


@pytest.mark.parametrize("way", WAYS)
def test_every_way_in_refuses_by_the_rule_and_says_it(
    town: Town, way: str, unlimited: None, held: list[int], pytestconfig: pytest.Config
) -> None:
    sender, wrong, sent, slowest = sender_of(town, way), list[str](), set[bytes](), 0.0
    for count, (kind, name, content) in enumerate(corpus(pytestconfig.getoption("--examples")), start=1):
        begun = time.monotonic()
        answer = WAYS[way](sender, name, content)
        slowest = max(slowest, time.monotonic() - begun)
        sent.add(hashlib.sha256(content).digest())
        wrong += [f"{count} {kind} {name!r}: {told}" for told in misjudged(answer, kind, content)]
    sys.stdout.write(f"{way}: {count} files sent, {len(sent)} contents, {slowest:.1f} s, {max(held)} kB at most\n")
    assert not wrong, "\n".join(wrong)
    assert slowest < MOST_SECONDS
    assert max(held) * 1024 <= MEMORY_BYTES


def misjudged(answer: Any, kind: str, content: bytes) -> Iterator[str]:
    """What is wrong with the verdict, and with what is kept."""
    said = answer.content.decode()
    said = json.dumps(answer.json(), ensure_ascii=False) if "json" in answer["Content-Type"] else said
    right = (CORPUS[kind][1], *ALSO.get(kind, ()))
    rules = [REFUSALS[code].sentence.vi.partition("{")[0] for code in right]
    if answer.status_code not in (413, 422):
        yield f"answered {answer.status_code}"
    elif not any(one in said for one in (*rules, *right)):
        yield said[:300]
    if StoredFile.objects.filter(sha256=hashlib.sha256(content).hexdigest()).exists():
        yield "it was kept"


def test_every_class_has_variants_that_differ() -> None:
    """But for the one that has nothing in it to vary."""
    assert set(VARYING) == set(CORPUS)
    assert {kind for kind in VARYING if variant(kind, 1) == variant(kind, 3)} == {"empty"}


def test_names_are_made_harmless_whichever_way_they_come(town: Town) -> None:
    for number, name in enumerate(NAMES):
        way = list(WAYS)[number % len(WAYS)]
        answer = WAYS[way](sender_of(town, way), name, jpeg(comment=str(number).encode()))
        assert answer.status_code in (200, 201, 302, 400, 422), (way, name)
    for kept in StoredFile.objects.values_list("name", flat=True):
        assert kept.endswith(".jpg") and not set(kept) & set('<>:"/\\|?*\r\n\x00\u202e') and kept[0] not in "=-.@+"


def test_what_came_in_pieces_waits_for_a_scanner_that_is_silent(town: Town, settings: Any, tmp_path: Path) -> None:
    sender = sender_of(town, "pieces")
    settings.MOTCUA_SCANNER = f"unix://{tmp_path}/nobody"
    answer = in_pieces(sender, "ảnh.jpg", jpeg())
    assert answer.status_code == 503 and "vi-rút" in answer.json()["said"] and not answer.json().get("final")
    waiting = Upload.objects.get()
    assert waiting.whole and not waiting.settled
    settings.MOTCUA_SCANNER = ""
    assert sender.client.post(f"/tai-len/tep/{waiting.pk}/xong/").status_code == 200
