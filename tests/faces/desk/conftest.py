"""A town at its desks: signed-in clients, cases brought to each stage by the acts, a paper to upload."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from motcua.base.access.models import Account
from motcua.casework.post import HandedByPost
from motcua.casework.services.counter import AtCounter, PaperTick, file_at_counter, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.duty import request_duty
from motcua.casework.services.finish import hand_over_result
from motcua.casework.services.forward import forward_case
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.support.town import APPLICANT, Town, build_town

SignIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture
def sign_in() -> SignIn:
    def client_of(actor: Actor) -> Client:
        client = Client()
        client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return client_of


def photograph(name: str = "to-khai.jpg") -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (60, 80), "white").save(picture, "JPEG")
    return SimpleUploadedFile(name, picture.getvalue(), "image/jpeg")


class Stage:
    """Brings a case of the town to a stage; each by the acts, as officials would."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def filed(self, *files: Any) -> Case:
        return file_at_counter(
            actor=self.town.counter,
            version_id=self.town.version.pk,
            office_id=self.town.office.pk,
            applicant=APPLICANT,
            ticks=[PaperTick(1, originals=1, files=tuple(files))],
        )

    def accepted(self) -> Case:
        return receive_at_counter(
            actor=self.town.counter,
            version_id=self.town.version.pk,
            office_id=self.town.office.pk,
            applicant=APPLICANT,
            ticks=[PaperTick(1, originals=1)],
        )

    def posted(self) -> Case:
        """Handed over by the post yesterday."""
        handed = HandedByPost("BB-1", clock.now() - timedelta(days=1), "Ngô Bưu Tá")
        return receive_at_counter(
            actor=self.town.counter, version_id=self.town.version.pk, office_id=self.town.office.pk,
            applicant=APPLICANT, around=AtCounter(post=handed),
        )  # fmt: skip

    def examined(self) -> Case:
        return forward_case(actor=self.town.counter, case_id=self.accepted().pk, expected=None)

    def at_leader(self) -> Case:
        return forward_case(actor=self.town.specialist, case_id=self.examined().pk, expected=None, note="Đủ.")

    def decided(self) -> Case:
        return decide_case(
            actor=self.town.leader, case_id=self.at_leader().pk, expected=None, outcome="granted", text="Đồng ý."
        )

    def returned(self) -> Case:
        return hand_over_result(
            actor=self.town.counter,
            case_id=self.decided().pk,
            expected=None,
            receiver=APPLICANT.full_name,
            identity_shown="Thẻ căn cước",
        )

    def asked(self) -> Case:
        return request_supplement(
            actor=self.town.counter, case_id=self.filed().pk, expected=None, reason="Thiếu.", items=[MissingItem("Ảnh")]
        )

    def owing(self) -> Case:
        return request_duty(
            actor=self.town.specialist,
            case_id=self.examined().pk,
            expected=None,
            reason="Lệ phí trước bạ",
            amount_vnd=1_250_000,
        )


@pytest.fixture
def stage(town: Town) -> Stage:
    return Stage(town)
