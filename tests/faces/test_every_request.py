"""Every request of the tests beside this one is watched; here, that each thing that must not be is noticed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse

import motcua
from motcua.base.access.middleware import SecurityHeadersMiddleware
from motcua.base.access.models import Account
from motcua.faces.desk import password
from motcua.faces.desk.views import received
from tests.faces.portal.cases import accepted, signed_in
from tests.support.town import Town, build_town


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Any) -> Town:
    settings.FILES_ROOT = tmp_path / "files"
    return build_town()


def quietly(*_: Any, **__: Any) -> None:
    """In the place of what should have been done."""


def test_a_page_of_a_case_without_a_look_is_noticed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    case, client = accepted(town), signed_in(town.counter)
    address = f"/can-bo/tiep-nhan/xong/{case.pk}/"
    assert client.get(address).status_code == 200
    monkeypatch.setattr(received, "record_look", quietly)
    with pytest.raises(AssertionError, match="without a look"):
        client.get(address)


def test_a_change_without_an_entry_is_noticed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    account = Account.objects.get(pk=town.specialist.account_id)
    account.set_password("một câu đủ dài")
    account.save()
    typed = {"current": "một câu đủ dài", "new": "một câu khác cũng dài", "again": "một câu khác cũng dài"}
    monkeypatch.setattr(password, "append", quietly)
    with pytest.raises(AssertionError, match=r"changed \['access_account'\] without an entry"):
        signed_in(town.specialist).post("/can-bo/doi-mat-khau/", typed)


def test_a_text_of_somebody_within_a_statement_is_noticed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    usual: Callable[..., HttpResponse] = BaseHandler._get_response  # type: ignore[attr-defined]

    def careless(handler: Any, request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 WHERE 'x' = '{request.GET.get('ma', '')}'")
        return usual(handler, request)

    monkeypatch.setattr(BaseHandler, "_get_response", careless)
    assert signed_in(None).get("/tra-cuu/?ma=H26-1").status_code == 404
    with pytest.raises(AssertionError, match="is part of a statement"):
        signed_in(None).get("/tra-cuu/", {"ma": "x' OR ''='"})


def test_an_answer_without_its_headers_is_noticed(town: Town) -> None:
    missing = ""

    def careless(self: Any, request: HttpRequest) -> Any:
        answer = self.get_response(request)
        answer.headers |= {name: value for name, value in self.headers.items() if name != missing}
        return answer

    client = signed_in(town.counter)
    with mock.patch.object(SecurityHeadersMiddleware, "__call__", careless):
        with pytest.raises(AssertionError, match="kept by caches"):
            client.get("/thu-tuc/")
        missing = "Content-Security-Policy"
        with pytest.raises(AssertionError, match="no Content-Security-Policy"):
            client.get("/thu-tuc/")


NAMES = re.compile(r"(?:filter|exclude|annotate|alias|order_by|values|extra)\(\*|RawSQL\(|\.extra\(")
OWN_NAMES = {
    "base/access/known.py", "base/files/services/erasing.py", "base/territory/queries.py",
    "casework/services/remind.py", "casework/queries/stored.py", "casework/retention/blanking.py",
    "casework/retention/queries/due.py", "domain/catalogue/queries/nearby.py", "domain/catalogue/queries/search.py",
    "faces/desk/filters.py",
}  # fmt: skip
"""Whose names of fields are put together, of the code's own words alone."""


def test_names_of_fields_never_come_from_a_request() -> None:
    """Django takes keys of `filter(**…)` for its own: whoever puts them together is known and looked at."""
    source = Path(motcua.__file__).parent
    found = {path for path in source.rglob("*.py") if NAMES.search(path.read_text(encoding="utf-8"))}
    named = {str(path.relative_to(source)) for path in found}
    assert named - OWN_NAMES == set()
