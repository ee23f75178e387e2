"""The list of common reasons: kept by the city's administrator, each change seen before it is saved."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.access.roles import ROLES
from motcua.base.ledger.models import Entry
from motcua.domain.replies.models import Reason
from motcua.domain.replies.queries.reasons import reasons_for
from motcua.domain.replies.services.reasons import add_reason
from motcua.kernel.actor import SYSTEM
from tests.domain.directory.places import SmallCity
from tests.faces.console.conftest import SignIn
from tests.faces.console.test_categories import looked_at

LIST = "/quan-tri/danh-muc/ly-do/"
ADD = LIST + "them/refuse/"


def test_a_reason_lives_from_its_first_to_its_last_day(city_admin: Client) -> None:
    ready = looked_at(city_admin, ADD, {"text": "  Không thuộc   thẩm quyền. "})
    assert not Reason.objects.exists() and city_admin.post(ADD, ready).status_code == 302
    reason = Reason.objects.get()
    assert reason.text == "Không thuộc thẩm quyền." in city_admin.get(LIST).content.decode()
    reword = reverse("console:reason_reword", args=[reason.pk])
    change = {"text": "Thuộc thẩm quyền nơi khác.", "expected": reason.text}
    assert city_admin.post(reword, looked_at(city_admin, reword, change)).status_code == 302
    stale = city_admin.post(reword, looked_at(city_admin, reword, change | {"text": "Khác."}))
    assert (
        stale.status_code == 409 and "Khác." in stale.content.decode() and "Có người vừa sửa" in stale.content.decode()
    )
    switch = reverse("console:reason_retire", args=[reason.pk])
    preview = city_admin.post(switch, {"do": "look"}).content.decode()
    assert "Còn 0 lý do" in preview
    assert city_admin.post(switch, looked_at(city_admin, switch, {})).status_code == 302
    assert reasons_for("refuse") == [] and "Đã ngừng dùng" in city_admin.get(LIST).content.decode()
    assert city_admin.post(switch, looked_at(city_admin, switch, {})).status_code == 302
    assert reasons_for("refuse") == ["Thuộc thẩm quyền nơi khác."]
    kinds = Entry.objects.filter(subject_kind="reason").order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["reason.added", "reason.reworded", "reason.retired", "reason.restored"]
    assert "Thuộc thẩm quyền nơi khác." in city_admin.get("/quan-tri/").content.decode(), "among the last changes"


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [("", 422, "Bạn chưa điền"), ("a" * 301, 422, "tối đa 300"), ("Trùng.", 409, "Đã có lý do “Trùng.”")],
)
def test_a_reason_that_cannot_be_added_says_why(city_admin: Client, text: str, status: int, words: str) -> None:
    add_reason(actor=SYSTEM, act="refuse", text="Trùng.")
    ready = {"text": text, "do": "look"} if status == 422 else looked_at(city_admin, ADD, {"text": text})
    answer = city_admin.post(ADD, ready)
    assert answer.status_code == status and words in answer.content.decode()
    assert Reason.objects.count() == 1


def test_who_may(sign_in: SignIn, small_city: SmallCity) -> None:
    """Every page × every role × city or commune."""
    reason = add_reason(actor=SYSTEM, act="stop", text="Quá hạn.")
    acts = (ADD, *(reverse(f"console:{name}", args=[reason.pk]) for name in ("reason_reword", "reason_retire")))
    for agency in (small_city.city, small_city.ba_dinh):
        for role in ROLES:
            client, keeper = sign_in(agency, role), role == "administrator"
            assert client.get(LIST).status_code == (200 if keeper else 403)
            for address in acts:
                expected = 200 if keeper and agency == small_city.city else 403
                assert client.get(address).status_code == expected
    assert "Ngừng dùng" not in sign_in(small_city.ba_dinh, "administrator").get(LIST).content.decode()
    assert sign_in(small_city.city, "administrator").get(LIST + "them/forward/").status_code == 404
