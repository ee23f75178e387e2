"""The applicant hears of each turn once, in the inbox and by e-mail, however often the ledger is delivered."""

import pytest

from motcua.base.ledger.delivery import deliver_all
from motcua.base.ledger.models import Cursor
from motcua.base.messages.inbox import inbox
from motcua.base.messages.models import Message
from motcua.casework.services.counter import receive_at_counter
from motcua.domain.cases.services.applicants import ApplicantDetails
from tests.support.town import Town, build_town


def received(town: Town) -> None:
    receive_at_counter(
        actor=town.counter,
        version_id=town.version.pk,
        office_id=town.office.pk,
        applicant=ApplicantDetails(
            full_name="Trần Văn Dân", phone="0912345678", address="Hà Nội", person_id=town.citizen.person_id
        ),
    )


@pytest.mark.django_db(transaction=True)
def test_acceptance_reaches_the_applicants_inbox_once() -> None:
    town = build_town()
    received(town)
    deliver_all()
    Cursor.objects.update(xid=0, entry_id=0)
    deliver_all()
    assert town.citizen.account_id
    letters = inbox(town.citizen.account_id)
    subjects = sorted(letter.subject for letter in letters)
    assert len(subjects) == 2
    assert any("đã được tiếp nhận" in subject for subject in subjects)
    assert Message.objects.values("key").distinct().count() == Message.objects.count()
