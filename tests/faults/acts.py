"""The acts whose every write point is tried: how each is made ready, done, and done again by who got no answer."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from motcua.base.files.models import Upload
from motcua.base.files.services import uploads as pieces
from motcua.base.files.services.store import store
from motcua.casework.services import uploads
from motcua.casework.services.accept import accept_case
from motcua.casework.services.counter import PaperTick, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.finish import hand_over_result, withdraw_case
from motcua.casework.services.forward import forward_case
from motcua.casework.services.submit import submit_case
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.domain.cases.models import Case
from motcua.kernel.actor import Actor
from tests.casework.bulk.conftest import Makers
from tests.faces.api.callers import Caller, caller, filing
from tests.faces.desk.test_reception import PAGE as RECEPTION
from tests.faces.desk.test_reception import TYPED
from tests.faces.portal.cases import DETAILS, signed_in
from tests.support.photos import photo
from tests.support.town import APPLICANT, Town

KEY = "mot-lan"
HALF = 300
NUMBERS = count()
SIZE = len(photo(7))


@dataclass(frozen=True, slots=True)
class Act:
    """`ready` makes a situation; `do` acts in it. `again` is what doing it once more is where it was done: the "same"
    answer, "refused" because it was done, or None: another of the kind, which nobody can tell apart.
    """

    name: str
    ready: Callable[[Town], Any]
    do: Callable[[Town, Any], Any]
    again: str | None = "refused"


def new_content() -> bytes:
    """A picture that nobody sent before, as large as any, whose place in the files' folder is still to be made."""
    alike = (one for one in map(photo, NUMBERS) if len(one) == SIZE)
    return next(one for one in alike if not (Path(settings.FILES_ROOT) / hashlib.sha256(one).hexdigest()[:2]).exists())


def fresh_draft(town: Town) -> Case:
    return start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)


def empty_draft(town: Town) -> tuple[Case, bytes]:
    """And what is to be attached to it."""
    return fresh_draft(town), new_content()


def attach(town: Town, told: tuple[Case, bytes]) -> None:
    case, content = told
    stored = store(io.BytesIO(content), name="to-khai.jpg")
    attach_file(actor=town.citizen, case_id=case.pk, paper_id=first_paper(case), stored=stored)


def draft(town: Town) -> Case:
    """Complete but not sent, its one required paper attached."""
    case, content = empty_draft(town)
    save_applicant(
        actor=town.citizen, case_id=case.pk, expected=None, details=DETAILS, summary="", result_wanted="counter"
    )
    attach(town, (case, content))
    return Case.objects.get(pk=case.pk)


def first_paper(case: Case) -> UUID:
    found: UUID = case.papers.get(position=1).pk
    return found


def begun(town: Town, *, pieces_sent: int = 0) -> tuple[Upload, bytes]:
    """A file to a draft's paper, of whose two pieces so many are here."""
    case, content = empty_draft(town)
    upload = uploads.begin_upload(
        actor=town.citizen, case_id=case.pk, target=f"paper:{first_paper(case)}", name="to-khai.jpg",
        size=len(content), fingerprint=str(case.pk), sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    for number in range(pieces_sent):
        send(town, (upload, content), number)
    return upload, content


def send(town: Town, told: tuple[Upload, bytes], number: int) -> None:
    upload, content = told
    piece, offset = (content[HALF:], HALF) if number else (content[:HALF], 0)
    pieces.receive(owner=uploads.owner_of(town.citizen), upload_id=upload.pk, offset=offset, piece=piece)


def finish(town: Town, told: tuple[Upload, bytes]) -> Upload:
    return uploads.finish_upload(actor=town.citizen, upload_id=told[0].pk)


def submit(town: Town, case: Case) -> Case:
    return submit_case(actor=town.citizen, case_id=case.pk)


def receive(town: Town, _: object = None) -> Case:
    return receive_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT,
        ticks=[PaperTick(1, originals=1)],
    )  # fmt: skip


def accept(town: Town, case: Case) -> Case:
    return accept_case(actor=town.counter, case_id=case.pk, expected=case.version)


def move_on(town: Town, case: Case) -> Case:
    return forward_case(actor=town.specialist, case_id=case.pk, expected=case.version, note="Đủ.")


def decide(town: Town, case: Case, outcome: str) -> Case:
    return decide_case(
        actor=town.leader, case_id=case.pk, expected=case.version, outcome=outcome, text="Theo Điều 5 Luật Hộ tịch."
    )


def ask(town: Town, case: Case) -> Case:
    items = [MissingItem("Bản sao giấy chứng sinh"), MissingItem("Ảnh")]
    return request_supplement(
        actor=town.specialist, case_id=case.pk, expected=case.version, reason="Thiếu giấy tờ.", items=items
    )


def supply(town: Town, case: Case) -> Case:
    return answer_supplement(actor=town.counter, case_id=case.pk, expected=case.version, answer="Đã đủ.")


def hand_back(town: Town, case: Case) -> Case:
    return hand_over_result(
        actor=town.counter, case_id=case.pk, expected=case.version, receiver=APPLICANT.full_name, identity_shown="Thẻ"
    )


def withdraw(town: Town, case: Case) -> Case:
    return withdraw_case(actor=town.counter, case_id=case.pk, expected=case.version, reason="Xin rút.")


def program(town: Town) -> tuple[Caller, str, bytes]:
    """A program, the key of what it asks, and the file it sends."""
    by, content = caller(town.citizen), new_content()
    by.get("/cases")  # the token's first use is noted on it
    return by, f"{KEY}-{next(NUMBERS)}", content


def send_file(_: Town, told: tuple[Caller, str, bytes]) -> None:
    by, key, content = told
    answered(by.send_file(content, name="to-khai.jpg", key=key))


def filing_program(town: Town) -> tuple[Caller, str, dict[str, Any]]:
    """A program, a key, and the filing that names a file sent ahead."""
    by, key, content = program(town)
    ahead = answered(by.send_file(content, name="to-khai.jpg"))
    return by, key, filing(town, papers=[{"position": 1, "files": [ahead.json()["id"]]}])


def file_case(_: Town, told: tuple[Caller, str, dict[str, Any]]) -> None:
    by, key, body = told
    answered(by.post("/cases", body, key=key))


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a page: who presses it, where, and what the form holds."""

    by: Client
    path: str
    fields: dict[str, Any]


def press(_: Town, one: Press) -> None:
    answered(one.by.post(one.path, one.fields))


def sending_page(town: Town) -> Press:
    """The last page of filing online."""
    return Press(signed_in(town.citizen), f"/nop-ho-so/{draft(town).pk}/kiem-tra/", {})


def reception_page(town: Town) -> Press:
    """The form of the counter, as somebody filled it in. Each person is a new one."""
    by = signed_in(town.counter)
    mark = by.get(RECEPTION).content.decode().partition('name="once" value="')[2].partition('"')[0]
    told = TYPED | {
        "identity_number": f"001185{next(NUMBERS) % 100:02}2345",
        "version": str(town.version.pk),
        "press": "receive",
    }
    return Press(by, RECEPTION, told | {"office": str(town.office.pk), "once": mark})


def acting_page(town: Town, case: Case, actor: Actor, act: str, **fields: str) -> Press:
    return Press(signed_in(actor), f"/can-bo/ho-so/{case.pk}/{act}/", fields | {"expected": str(case.version)})


class Refused(Exception):
    """An answer that acknowledges nothing: its status."""


def answered(answer: Any) -> Any:
    """What a program was told. Refused."""
    if answer.status_code not in (200, 201, 302):
        raise Refused(answer.status_code)
    return answer


GROUPS = {
    "citizens": (
        Act("begin a draft", lambda town: None, lambda town, _: fresh_draft(town), again=None),
        Act("attach a file", empty_draft, attach, again=None),
        Act("file", draft, submit, again="same"),
        Act("withdraw", lambda town: Makers(town).accepted(), withdraw),
        Act("supply", lambda town: Makers(town).asked_late(), supply),
    ),
    "officials": (
        Act("receive at the counter", lambda town: None, receive, again=None),
        Act("accept", lambda town: Makers(town).filed(), accept),
        Act("move on", lambda town: Makers(town).examined(), move_on),
        Act("ask for a supplement", lambda town: Makers(town).examined(), ask),
        Act("grant", lambda town: Makers(town).at_leader(), lambda town, case: decide(town, case, "granted")),
        Act("deny", lambda town: Makers(town).at_leader(), lambda town, case: decide(town, case, "denied")),
        Act("hand back", lambda town: Makers(town).decided(), hand_back),
    ),
    "uploads": (
        Act("first piece", begun, lambda town, told: send(town, told, 0)),
        Act("last piece", lambda town: begun(town, pieces_sent=1), lambda town, told: send(town, told, 1)),
        Act("finish", lambda town: begun(town, pieces_sent=2), finish, again="same"),
    ),
    "pages": (
        Act("file online", sending_page, press, again="same"),
        Act("receive at the counter", reception_page, press, again="same"),
        Act("accept", lambda town: acting_page(town, Makers(town).filed(), town.counter, "accept"), press),
        Act(
            "decide",
            lambda town: acting_page(
                town,
                Makers(town).at_leader(),
                town.leader,
                "decide",
                outcome="granted",
                text="Đủ điều kiện theo Điều 5.",
            ),
            press,
        ),
    ),
    "programs": (
        Act("send a file", program, send_file, again="same"),
        Act("file a case", filing_program, file_case, again="same"),
    ),
}
