"""The row of a list in Python: what people wrote is text, never markup; every column is read with the list."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.access.models import Account
from motcua.casework.services.counter import receive_at_counter
from motcua.domain.catalogue.models import Field
from motcua.domain.directory.models import Agency
from motcua.faces.desk.cells import CELLS
from motcua.faces.desk.columns import COLUMNS
from motcua.faces.desk.models import SavedView
from tests.faces.desk.conftest import SignIn
from tests.support.town import APPLICANT, Town

NASTY = "</td><script>alert(1)</script>\"'&"
SAFE = "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;"


def test_every_column_has_its_cell() -> None:
    assert CELLS.keys() == COLUMNS.keys()


@pytest.mark.parametrize("address", ["/can-bo/viec/?muc=mine", "/can-bo/viec/?muc=all"])
def test_names_stay_text_in_every_column_and_no_row_is_asked_for_alone(
    town: Town, sign_in: SignIn, address: str
) -> None:
    Field.objects.update(name=NASTY)
    Agency.objects.filter(pk=town.commune.pk).update(short_name=NASTY)
    owner = Account.objects.get(pk=town.counter.account_id)
    view = SavedView.objects.create(
        owner=owner, name="Mọi cột", asked={"muc": address[-4:].strip("=")}, columns=[*COLUMNS]
    )
    client, counts = sign_in(town.counter), []
    for place in range(3):
        receive_at_counter(
            actor=town.counter, version_id=town.version.pk, office_id=town.office.pk,
            applicant=replace(APPLICANT, full_name=f"{place}{NASTY}"), ticks=[],
        )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"{address}&xem={view.pk}").content.decode()
        counts.append(len(asked))
        assert "<script>alert" not in page and page.count(f"{place}{SAFE}") == 1
    assert page.count(SAFE) >= 9 and counts[1] == counts[2]
