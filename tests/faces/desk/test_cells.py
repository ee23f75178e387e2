"""The row of a list in Python: what people wrote is text, never markup; every column is read with the list."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.access.models import Account
from motcua.base.ui.due import DueMark
from motcua.casework.services.counter import receive_at_counter
from motcua.domain.catalogue.models import Field
from motcua.domain.directory.models import Agency
from motcua.faces.desk.cells import CELLS, rows
from motcua.faces.desk.columns import COLUMNS, known
from motcua.faces.desk.models import SavedView
from motcua.kernel.words import Words, use_language
from tests.faces.desk.conftest import SignIn
from tests.support.town import APPLICANT, Town

NASTY = "</td><script>alert(1)</script>\"'&"
SAFE = "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;"


LINE = SimpleNamespace(
    id="00000000-0000-7000-8000-000000000001", url="/can-bo/ho-so/1/", tone="info",
    channel=Words("Trực tuyến", "Online"),
    due=DueMark("late", Words("Trễ 2 ngày", "2 days late")), due_at=None, holder="", step=Words("Thẩm định", "Review"),
    facts=SimpleNamespace(words=Words("Đang giải quyết", "In progress")),
    case=SimpleNamespace(
        code="H26.1-26-1", filing_number="26-1", submitted_at=None, changed_at=None,
        applicant=SimpleNamespace(full_name="Nguyễn Thị Lan", organisation=""),
        procedure_version=SimpleNamespace(name="Cấp phép", field=SimpleNamespace(name="Xây dựng")),
        resolving_agency=SimpleNamespace(label="UBND phường"),
    ),
)  # fmt: skip


def test_a_row_drawn_before_is_drawn_anew_in_another_language_with_other_columns_and_once_a_value_changed() -> None:
    changed = SimpleNamespace(**vars(LINE) | {"holder": "Trần Văn Bình"})
    usual, few = known([]), known(["case", "channel"])
    with use_language("vi"):
        first = rows([LINE], usual)
        assert "Trễ 2 ngày" in first and rows([LINE], usual) == first
        assert "Trần Văn Bình" not in first and "Trần Văn Bình" in rows([changed], usual)
        assert "Trực tuyến" in rows([LINE], few) and "Thẩm định" not in rows([LINE], few)
    with use_language("en"):
        assert "2 days late" in rows([LINE], usual) and "Online" in rows([LINE], few)
    assert rows([LINE, changed], usual) == rows([LINE], usual) + rows([changed], usual)


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
