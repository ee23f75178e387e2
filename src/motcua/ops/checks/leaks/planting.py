"""Planting: everybody signs in, files, is accepted, decided on and given the result; typed nonsense and faults too."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from PIL import Image

from motcua.base.access.actors import actor_for
from motcua.base.access.looks import record_look
from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.files.previews import preview_jpeg
from motcua.base.files.services import uploads
from motcua.base.files.services.store import store
from motcua.base.ledger import Subject
from motcua.casework.services.accept import accept_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.submit import submit_case
from motcua.domain.cases.models import Applicant, Case
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from motcua.ops.bench.city import Desk
from motcua.ops.bench.life import Lives, session_of
from motcua.ops.checks.leaks.people import Planted
from motcua.ops.watching.lines import LineFormatter, OneLineEach
from motcua.partners.identity.inbound import account_of

DRAWN_EVERY = 25
LOUD = ("", "motcua.requests", "procrastinate")
PAGES = (
    "/",
    "/thu-tuc/",
    "/ho-so/",
    "/du-lieu-cua-toi/",
    "/can-bo/viec/",
    "/can-bo/tiep-nhan/",
    "/api/v1/cases",
    "/khong-co/",
)


@dataclass
class Planting:
    """Who stands where: `cases` and `people` are what an erasure is asked for afterwards."""

    desk: Desk
    photo: bytes
    lives: Lives
    cases: list[UUID] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)

    def one(self, planted: Planted) -> None:
        """Online for every second, else at the counter by the interface; drawn, looked up, and asked for wrongly."""
        case = self.online(planted) if planted.place % 2 else self.counter(planted)
        self.cases.append(case.pk)
        for role, body in WAY:
            self.lives.post(
                f"cases/{case.pk}/moves", role, body | ({"receiver": planted.name} if "receiver" in body else {})
            )
        record_look(actor=self.desk.officials["leader"].actor, subject=Subject("case", case.pk), purpose="kiểm tra")
        if planted.place % DRAWN_EVERY == 1:
            for document in Document.objects.filter(subject_kind="case", subject_id=str(case.pk)):
                ensure_rendered(document)

    def online(self, planted: Planted) -> Case:
        account = account_of(planted.identity)
        citizen = actor_for(account)
        assert citizen is not None and citizen.person_id is not None
        self.people.append(citizen.person_id)
        case = start_draft(actor=citizen, version_id=self.desk.version.pk, office_id=self.desk.office.pk)
        save_applicant(
            actor=citizen, case_id=case.pk, expected=None, details=planted.details, summary=f"của {planted.name}",
            result_wanted="counter",
        )  # fmt: skip
        for paper in case.papers.filter(required=True):
            picture = store(io.BytesIO(self.photo), name=f"CCCD {planted.number} {planted.name}.jpg")
            attach_file(actor=citizen, case_id=case.pk, paper_id=paper.pk, stored=picture)
            if planted.place % DRAWN_EVERY == 1:
                preview_jpeg(picture)
                self.half_sent(case)
        submit_case(actor=citizen, case_id=case.pk)
        return accept_case(actor=self.official("counter_official"), case_id=case.pk, expected=None)

    def half_sent(self, case: Case) -> None:
        """A picture whose last bytes do not come."""
        owner = new_id()
        begun = uploads.begin(
            owner=owner, place=f"case/{case.pk}/", name="anh.jpg", size=len(self.photo), fingerprint="a"
        )
        uploads.receive(owner=owner, upload_id=begun.pk, offset=0, piece=self.photo[:-9])

    def counter(self, planted: Planted) -> Case:
        told = planted.details
        applicant = {
            "full_name": told.full_name, "identity_number": told.identity_number, "phone": told.phone,
            "email": told.email, "address": told.address,
        }  # fmt: skip
        places = self.desk.version.papers.exclude(kind="note").values_list("position", flat=True)
        papers = {"papers": [{"position": place, "originals": 1} for place in places]}
        told_by = self.lives.filing(0) | {"applicant": applicant} | papers
        filed = self.lives.post("cases", "counter_official", told_by)
        self.lives.post(f"cases/{filed['id']}/accept", "counter_official", {})
        return Case.objects.get(pk=str(filed["id"]))

    def official(self, role: str) -> Actor:
        return self.desk.officials[role].actor

    def noise(self, planted: Planted) -> None:
        """The number where it does not belong: in addresses, headers, forms that are refused, a failing statement."""
        session = {settings.SESSION_COOKIE_NAME: session_of(self.desk.officials["counter_official"])}
        for kept in ({}, session):
            window = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
            window.cookies.load(kept)
            told = {
                "q": planted.number,
                "full_name": planted.name,
                "identity_number": planted.number,
                "note": planted.number,
            }
            for page in PAGES:
                window.get(
                    page, {"q": planted.number}, headers={"Referer": planted.number, "User-Agent": planted.number}
                )
                window.post(page, told)
        refused: dict[str, Any] = {"address": None}
        try:
            with transaction.atomic():
                Applicant.objects.create(
                    case_id=self.cases[0], full_name=planted.name, phone=planted.phone,
                    identity_number=planted.number, **refused,
                )  # fmt: skip
        except DatabaseError:
            logging.getLogger("motcua.check").exception("as it should be")


WAY: tuple[tuple[str, dict[str, object]], ...] = (
    ("counter_official", {"action": "forward"}),
    ("specialist", {"action": "forward"}),
    ("leader", {"action": "decide", "outcome": "granted", "text": "Giải quyết theo đề nghị."}),
    ("counter_official", {"action": "hand_over", "receiver": "", "identity_shown": "Thẻ căn cước"}),
    ("counter_official", {"action": "close"}),
)


def photo() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (320, 240), "#E8EEF6").save(content, "JPEG")
    return content.getvalue()


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """What the log of a running city would say meanwhile."""
    written, root, before = io.StringIO(), logging.getLogger(), settings.MOTCUA_LINES
    handler = logging.StreamHandler(written)
    handler.setFormatter(LineFormatter())
    handler.addFilter(OneLineEach())
    levels = {name: logging.getLogger(name).level for name in LOUD}
    for name in levels:
        logging.getLogger(name).setLevel(logging.INFO)
    others, root.handlers = root.handlers, [handler]
    settings.MOTCUA_LINES = True
    try:
        yield written
    finally:
        settings.MOTCUA_LINES = before
        root.handlers = others
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
