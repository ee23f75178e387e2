"""What the people of the fault tests take for "the system is busy" is what the system says."""

import httpx
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from motcua.base.files.errors import CheckUnavailable, NoRoom
from motcua.base.ui.errors import away_page, fault_page
from motcua.kernel.errors import Fault, Unavailable
from motcua.ops.faults.browsing import Browser
from motcua.ops.faults.told import Told

SITE = "http://127.0.0.1:1"


def seen(page: HttpResponse) -> Told:
    told = Told()
    browser = Browser(SITE, told)
    asked = httpx.Request("POST", f"{SITE}/can-bo/viec/")
    browser.look_at_busy(httpx.Response(page.status_code, content=page.content, request=asked), {})
    return told


@pytest.mark.parametrize("fault", [Unavailable, NoRoom, CheckUnavailable])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "1"}])
@pytest.mark.django_db
def test_every_busy_page_has_a_sentence_they_know(fault: type[Fault], headers: dict[str, str]) -> None:
    request = RequestFactory().post("/can-bo/viec/", headers=headers)
    assert seen(fault_page(request, fault())).failed == 0


@pytest.mark.django_db
def test_and_so_has_the_one_without_a_database_but_not_any_other() -> None:
    request = RequestFactory().post("/can-bo/viec/")
    assert seen(away_page(request, OSError("gone"))).failed == 0
    assert seen(HttpResponse("<h1>Nginx</h1>", status=503)).failed == 1
