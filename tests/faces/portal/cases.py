"""What the tests of the citizen's case pages share: people signed in, and one online case in each situation."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from motcua.base.access.models import Account
from motcua.base.files.services.store import store
from motcua.casework.services.accept import accept_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.forward import forward_case
from motcua.casework.services.submit import submit_case
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case, CasePaper
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.kernel.actor import Actor
from tests.support.town import Town

PLANTED = ("Trần Văn Dân", "Lò Thị Bí Mật", "0987654321", "001185054321", "Ngõ Kín", "bi.mat@congdan.example")
"""Personal data that no public page may show."""

DETAILS = ApplicantDetails(
    full_name=PLANTED[1],
    identity_number=PLANTED[3],
    phone=PLANTED[2],
    address=f"Số 7 {PLANTED[4]}, Hà Nội",
    email=PLANTED[5],
)


def signed_in(actor: Actor | None) -> Client:
    client = Client()
    if actor is not None:
        client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def photo(name: str = "to-khai.jpg", colour: str = "white") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def draft(town: Town) -> Case:
    case = start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    save_applicant(
        actor=town.citizen, case_id=case.pk, expected=None, details=DETAILS, summary="", result_wanted="counter"
    )
    attach_file(actor=town.citizen, case_id=case.pk, paper_id=paper(case).pk, stored=store(photo(), name="to-khai.jpg"))
    return Case.objects.get(pk=case.pk)


def paper(case: Case, position: int = 1) -> CasePaper:
    return case.papers.get(position=position)


def submitted(town: Town) -> Case:
    return submit_case(actor=town.citizen, case_id=draft(town).pk)


def accepted(town: Town) -> Case:
    return accept_case(actor=town.counter, case_id=submitted(town).pk, expected=None)


def at_specialist(town: Town) -> Case:
    return forward_case(actor=town.counter, case_id=accepted(town).pk, expected=None)


def asked(town: Town) -> Case:
    """Waits for two things: the first paper anew, and something that is no paper of the checklist."""
    case = submitted(town)
    items = [
        MissingItem("Chụp lại tờ khai", "rõ bốn góc", paper_id=paper(case).pk),
        MissingItem("Bản sao giấy chứng sinh"),
    ]
    return request_supplement(actor=town.counter, case_id=case.pk, expected=None, reason="Ảnh chụp bị mờ.", items=items)
