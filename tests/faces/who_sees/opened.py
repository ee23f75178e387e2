"""Everything somebody may open about the planted cases, page by page, and which planted values stand there."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pypdfium2
from django.db import transaction
from django.urls import resolve

from motcua.casework.tracking import token_of
from motcua.domain.cases.models import Case
from tests.faces.who_may.declared import allows
from tests.faces.who_may.test_who_may import PAGES, address, kept_cookies
from tests.faces.who_may.world import Knocker, World
from tests.faces.who_sees.planted import NUMBERS, TOLD, VALUES, Planted, digests

PLACES = {
    "/": "public", "/t/": "receipt",
    "/nop-ho-so": "own", "/ho-so": "own", "/con-day/": "own", "/tai-len/": "own", "/thong-bao/": "own",
    "/du-lieu-cua-toi/": "own", "/phien/": "own",
    "/can-bo/": "list",
    "/can-bo/tai-khoan/": "account", "/can-bo/nhac-viec/thu-dien-tu/": "account", "/can-bo/doi-mat-khau/": "account",
    "/can-bo/ho-so/": "case",
    "/can-bo/hang-loat/": "bulk",
    "/can-bo/du-lieu/": "keeping", "/can-bo/ho-so/<uuid:case_id>/du-lieu/": "keeping",
    "/can-bo/phoi-hop/<": "request",
    "/can-bo/tep/": "case", "/can-bo/phieu/": "paper", "/can-bo/in/": "paper",
    "/can-bo/ho-so/<uuid:case_id>/phieu-kiem-soat/": "paper",
    "/can-bo/tiep-nhan/": "counter", "/can-bo/tra-ket-qua/": "counter", "/can-bo/tra-ket-qua/$": "list",
    "/quan-tri/": "console", "/ui/": "console",
    "/api/": "public",
    "/api/v1/cases": "list", "/api/v1/requests": "list", "/api/v1/reminders": "list", "/api/v1/late-answers": "list",
    "/api/v1/delegations": "list", "/api/v1/agencies/": "list", "/api/v1/offices": "list",
    "/api/v1/cases/<": "case", "/api/v1/bundles/": "case",
    "/api/v1/cases/<case_id>/documents/": "paper", "/api/v1/cases/<case_id>/control-slip": "paper",
    "/api/v1/requests/<": "request", "/api/v1/bulk": "bulk",
}  # fmt: skip
"""Beginning of a route → what kind of place it is; the longest beginning counts, `$` is the end."""

OF_A_CASE = re.compile(
    r"<(uuid:)?(case_id|document_id|file_id|request_id|erasure_id|job_id|bundle_id|upload_id|person_id|operation_id)>"
)
FEW = re.compile(
    r"^/(api/v1/(cases|requests)|can-bo/(viec|phoi-hop|hang-loat|du-lieu|tra-ket-qua|nhac-viec/thu-dien-tu)/|ho-so/"
    r"|thong-bao/|du-lieu-cua-toi/(tai-ve/)?)$"
)
"""Besides what names something of a case or its people, what is read of it every day."""

SEVERAL = "Trần Văn"
"""A name of two: the citizen and the official."""

UNREAD = ("dang-xuat", "dang-nhap/vneid", "luyen-tap", "/trang/", "/anh/", "qr.svg")
"""Ends a session, or is a picture."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One answer asked for; `typed` is posted, as a search is, by somebody who knew the field `known` before."""

    path: str
    typed: dict[str, str] | None = None
    known: str = ""
    program: bool = False


def place_of(route: str) -> str:
    return PLACES[max((begin for begin in PLACES if f"{route}$".startswith(begin)), key=len)]


def visits(planted: Planted, knocker: Knocker, *, everything: bool) -> Iterator[Visit]:
    """Each address that the declaration of its view opens to them, for each thing of the cases it may name; then what
    is found by searching. Unless `everything`, only what names something of a case or lists cases.
    """
    seen = set[str]()
    for scene in planted.scenes:
        world = World(planted.world.town, planted.world.knockers, planted.world.things | scene)
        for route, _, access in PAGES:
            if any(part in route for part in UNREAD) or not (allows(access, knocker) or by_token(route, knocker)):
                continue
            if not (everything or every_day(route, knocker)):
                continue
            path = address(route, world)
            if path not in seen:
                seen.add(path)
                yield Visit(path, program=route.startswith("/api/"))
    codes = {scene["case_id"]: scene["track_code"] for scene in planted.scenes}
    for case_id, code in codes.items():
        yield Visit(f"/t/{token_of(Case.objects.get(pk=case_id))}")
        yield Visit(f"/tra-cuu/?ma={code}")
    if knocker.where:
        yield from sought(planted, next(iter(codes.values())))


def every_day(route: str, knocker: Knocker) -> bool:
    """What names something of a case or lists cases; by programs of two who read the case."""
    named = OF_A_CASE.search(route) or FEW.search(route)
    return bool(named) and (not route.startswith("/api/") or knocker.name in ("owner", "specialist@here"))


def by_token(route: str, knocker: Knocker) -> bool:
    return route.startswith("/api/") and bool(knocker.token) and "probe" not in route


def sought(planted: Planted, code: str) -> Iterator[Visit]:
    """As officials search at the desk and at the counter, and as they try people's pages."""
    citizen = str(planted.world.town.citizen.person_id)
    for known in ("", "cases.Applicant.identity_number", "cases.Applicant.full_name"):
        word = VALUES[known] if known else code
        yield Visit("/can-bo/tim/", {"q": word}, known)
        yield Visit("/can-bo/tra-ket-qua/", {"q": word}, known)
        yield Visit("/can-bo/tiep-nhan/", {"seek_person": word}, known)
    yield Visit("/can-bo/tiep-nhan/", {"seek_person": SEVERAL})
    yield Visit("/can-bo/tiep-nhan/", {"take_person": citizen})
    yield Visit(f"/quan-tri/can-bo/{citizen}/")
    yield Visit(f"/quan-tri/can-bo/{citizen}/sua/")


def opened(knocker: Knocker, visit: Visit) -> tuple[str, bytes]:
    """What kind of place one came to, and what stood there and in its head; whatever it changed is undone."""
    headers = {"Authorization": f"Bearer {knocker.token}"} if visit.program and knocker.token else {}
    client = knocker.client
    with kept_cookies(knocker), transaction.atomic():
        if visit.typed is None:
            answer: Any = client.get(visit.path, headers=headers)
        else:
            answer = client.post(visit.path, visit.typed, follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    assert answer.status_code < 500 or answer.status_code == 503, (visit, answer.status_code)
    return place_of(f"/{resolve(answer.request['PATH_INFO']).route}"), str(answer.headers).encode() + body


def text_of(told: bytes) -> str:
    """What somebody reads there, whatever form it came in: pages, JSON, tables, workbooks, papers."""
    if (begin := told.find(b"%PDF-")) >= 0:
        with pypdfium2.PdfDocument(io.BytesIO(told[begin:])) as document:
            told = told[:begin] + "\n".join(page.get_textpage().get_text_range() for page in document).encode()
    elif (begin := told.find(b"PK\x03\x04")) >= 0:
        with zipfile.ZipFile(io.BytesIO(told[begin:])) as workbook:
            told = told[:begin] + b"\n".join(workbook.read(name) for name in workbook.namelist())
    return unquote(told.decode(errors="replace")).replace("\\/", "/").replace("&#x2F;", "/").lower()


def forms_of(name: str) -> dict[str, str]:
    """By degree, the pattern of a value: a number also in groups, a day also as programs write it."""
    value = VALUES[name]
    if "birth" in name:
        day, month, year = value.split("/")
        return {"whole": rf"{day}/{month}/{year}|{year}-{month}-{day}"}
    if name == "cases.Applicant.address":
        return {"whole": f"số 7 ngõ {value}", "masked": f"(?<!số 7 ngõ ){value}"}
    if value.isdigit():
        digits, tail = r"[\s.\u00a0]?".join(value), value[-4:]
        return {"whole": digits, "masked": rf"[•*x]{{2,}}\s?{tail}"}
    return {"whole": value.lower()}


PATTERNS = {name: {degree: re.compile(one) for degree, one in forms_of(name).items()} for name in [*TOLD, *NUMBERS]}


def shown(told: bytes) -> Iterator[tuple[str, str]]:
    """Which fields stand there, and whether whole or masked."""
    text = text_of(told)
    for name, degrees in PATTERNS.items():
        if name in TOLD and "zq" not in text:
            continue
        for degree, pattern in degrees.items():
            if pattern.search(text):
                yield name, degree
    for name, digest in digests().items():
        if digest in text:
            yield name, "whole"


Seen = dict[tuple[str, str, str], set[str]]


def seen_by(planted: Planted, knocker: Knocker, *, everything: bool) -> tuple[Seen, int]:
    """(field, place, degree) → the addresses where it was seen; and how many answers were read."""
    found, count = defaultdict[tuple[str, str, str], set[str]](set), 0
    for visit in visits(planted, knocker, everything=everything):
        place, told = opened(knocker, visit)
        count += 1
        for name, degree in shown(told):
            if name != visit.known:
                found[name, place, degree].add(visit.path)
    return found, count
