"""Procedures in the console: stopped with a preview, published from a draft, reviewed place by place."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.access.roles import ROLES
from motcua.base.ledger.models import Entry
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.models import ImportFlag, Procedure, ProcedureVersion
from motcua.domain.catalogue.report import ImportReport
from motcua.domain.catalogue.services.import_file import import_lines
from motcua.domain.catalogue.services.review import correct_flag
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.text import short_date
from tests.domain.catalogue.lists import a_method, read
from tests.domain.directory.places import SmallCity
from tests.faces.console.conftest import SignIn

SINCE = date(2020, 1, 5)


@pytest.fixture
def procedure(db: None) -> Procedure:
    line = read(results=[{"name": "Giấy phép", "code": ""}], methods=[a_method(time_text="Theo lịch", time_value=None)])
    import_lines([line], actor=SYSTEM, report=ImportReport(), effective_from=SINCE)
    return Procedure.objects.get(code="1.999001")


def page_of(client: Client, procedure: Procedure) -> str:
    return client.get(reverse("console:procedure", args=[procedure.pk])).content.decode()


def saved(client: Client, address: str, sent: dict[str, str]) -> str:
    """Look at the effect, then save what was seen; the text of the preview."""
    looked = client.post(address, sent | {"do": "look"})
    assert looked.status_code == 200, looked.content.decode()
    done = client.post(address, sent | {"do": "save", "seen": looked.context["seen"]})
    assert done.status_code == 302, done.content.decode()
    return looked.content.decode()


def test_the_list_finds_and_leads_to_a_procedure(city_admin: Client, procedure: Procedure) -> None:
    page = city_admin.get(reverse("console:procedures"), {"q": "giay phep thu"}).content.decode()
    assert reverse("console:procedure", args=[procedure.pk]) in page and "2 chỗ việc nhập" in page
    assert "Phiên bản" not in city_admin.get(reverse("console:procedures"), {"q": "zzzz"}).content.decode()


def test_suspending_shows_the_effect_and_the_public_reads_why(
    city_admin: Client, client: Client, procedure: Procedure
) -> None:
    address = reverse("console:procedure_suspend", args=[procedure.pk])
    refused = city_admin.post(address, {"since": "1/1/2020", "reason": "", "do": "look"})
    assert refused.status_code == 422
    today = short_date(clock.today())
    sent = {"since": today, "reason": "Chờ nghị định mới", "decision_number": "12/QĐ-UBND", "decided_on": today}
    preview = saved(city_admin, address, sent)
    assert "không nhận hồ sơ mới" in preview and "0 hồ sơ đang giải quyết" in preview
    public = client.get("/thu-tuc/1.999001/").content.decode()
    assert "Tạm dừng tiếp nhận từ" in public and "Chờ nghị định mới" in public and "12/QĐ-UBND" in public
    assert "/nop-ho-so/1.999001/" not in public
    found = client.get("/thu-tuc/", {"q": "giấy phép thử"}).content.decode()
    assert "Chờ nghị định mới" in found
    assert "Tiếp nhận lại" in page_of(city_admin, procedure)
    again = city_admin.post(address, sent | {"do": "look"})
    assert again.status_code == 200
    twice = city_admin.post(address, sent | {"do": "save", "seen": again.context["seen"]})
    assert twice.status_code == 409 and "đã tạm dừng" in twice.content.decode()
    resumed = city_admin.post(reverse("console:procedure_resume", args=[procedure.pk]), {"on": today, "note": ""})
    assert resumed.status_code == 302 and queries.stop_on(procedure.pk) is None
    kinds = list(Entry.objects.filter(subject_id=str(procedure.pk)).order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["procedure.suspended", "procedure.resumed"]


def test_abolishing_for_a_day_to_come_leaves_it_in_force_until_then(city_admin: Client, procedure: Procedure) -> None:
    day = clock.today() + timedelta(10)
    sent = {"on": short_date(day), "reason": "Luật bãi bỏ", "decision_number": "9/QĐ-UBND", "decided_on": ""}
    saved(city_admin, reverse("console:procedure_retire", args=[procedure.pk]), sent)
    assert queries.procedure_page("1.999001").receivable
    later = queries.procedure_page("1.999001", day)
    assert not later.receivable and later.stopped is not None and "9/QĐ-UBND" in later.stopped.words.vi


def test_a_place_is_confirmed_and_the_next_one_corrected_and_published(
    city_admin: Client, procedure: Procedure
) -> None:
    queue = city_admin.get(reverse("console:review")).content.decode()
    assert "result.no_code" in queue and "Theo lịch" in queue
    first, second = ImportFlag.objects.order_by("reason")
    assert (first.reason, second.reason) == ("result.no_code", "time.text")
    address = reverse("console:flag", args=[first.pk])
    shown = city_admin.get(address).content.decode()
    assert "Giấy phép" in shown and "&quot;name&quot;" in shown, "beside the raw line"
    assert city_admin.post(address, {"do": "confirm", "note": ""}).status_code == 422
    done = city_admin.post(address, {"do": "confirm", "note": "Cổng quốc gia"})
    assert done.status_code == 302 and str(second.pk) in done.headers["Location"]
    assert city_admin.post(address, {"do": "confirm", "note": "lại"}).status_code == 409
    address = reverse("console:flag", args=[second.pk])
    wrong = city_admin.post(address, {"do": "correct", "typed": "Trực tiếp | 0 ngày làm việc", "why": ""})
    assert wrong.status_code == 422 and "Không đọc được dòng" in wrong.content.decode()
    same = city_admin.post(address, {"do": "correct", "typed": "Trực tiếp | Theo lịch", "why": ""})
    assert same.status_code == 422 and "chưa có gì khác" in same.content.decode()
    right = city_admin.post(address, {"do": "correct", "typed": "Trực tiếp | 7 ngày làm việc", "why": "NĐ 1/2026"})
    assert right.status_code == 302
    draft = ProcedureVersion.objects.get(number=2)
    assert draft.state == "draft" and draft.time_limits.get().value == 7
    assert (
        "Trực tiếp: "
        in city_admin.get(reverse("console:procedure_compare", args=[procedure.pk, draft.pk])).content.decode()
    )
    preview = saved(
        city_admin,
        reverse("console:procedure_publish", args=[procedure.pk, draft.pk]),
        {"effective_from": short_date(clock.today())},
    )
    assert "1 mục thay đổi" in preview
    changes = city_admin.get("/thu-tuc/1.999001/phien-ban/").content.decode()
    assert "<ins>7 ngày làm việc</ins>" in changes
    states = dict(ImportFlag.objects.values_list("reason", "state"))
    assert states == {"result.no_code": "confirmed", "time.text": "corrected"}


def test_a_draft_thrown_away_reopens_what_it_corrected(city_admin: Client, procedure: Procedure) -> None:
    flag = ImportFlag.objects.get(reason="time.text")
    sent = {"do": "correct", "typed": "Trực tiếp | trong ngày", "why": ""}
    assert city_admin.post(reverse("console:flag", args=[flag.pk]), sent).status_code == 302
    draft = ProcedureVersion.objects.get(number=2)
    assert city_admin.post(reverse("console:procedure_discard", args=[procedure.pk, draft.pk])).status_code == 302
    flag.refresh_from_db()
    assert (flag.state, flag.decided_at) == ("open", None)


def test_pages_of_thousands_of_flags_are_read_by_key(city_admin: Client, procedure: Procedure) -> None:
    version = procedure.versions.get()
    like = {"procedure": procedure, "version": version, "line": 1, "reason": "legal.number", "place": "legal_basis[]"}
    ImportFlag.objects.bulk_create(ImportFlag(position=n, path=f"legal_basis[{n}]", **like) for n in range(100, 160))
    seen, address = 0, reverse("console:review") + "?loai=legal.number"
    while address:
        answer = city_admin.get(address)
        seen += len(answer.context["flags"])
        address = reverse("console:review") + answer.context["next_url"] if answer.context["next_url"] else ""
    assert seen == 60


ACTS = ("procedure_suspend", "procedure_resume", "procedure_retire", "procedure_publish", "procedure_discard")
QUEUE = ("review", "review_many", "flag")


@pytest.mark.parametrize("name", [*ACTS, *QUEUE])
def test_what_holds_in_the_whole_city_is_for_those_who_hold_the_right_there(
    sign_in: SignIn, small_city: SmallCity, procedure: Procedure, name: str
) -> None:
    """Every such page × every role × city or commune: only the city's leader and administrator come in."""
    flag = ImportFlag.objects.order_by("reason").first()
    assert flag
    correct_flag(actor=SYSTEM, flag_id=flag.pk, typed="Giấy phép | G1")
    draft = ProcedureVersion.objects.get(number=2)
    keys = {"procedure_publish": [procedure.pk, draft.pk], "procedure_discard": [procedure.pk, draft.pk]}
    keys |= {"review": [], "review_many": [], "flag": [flag.pk]}
    address = reverse(f"console:{name}", args=keys.get(name, [procedure.pk]))
    write = name in QUEUE or name == "procedure_discard"
    for agency in (small_city.city, small_city.ba_dinh, small_city.justice):
        for role in ROLES:
            allowed = agency == small_city.city and (role == "administrator" or (role == "leader" and not write))
            client = sign_in(agency, role)
            for send in (client.get, client.post)[: 1 if name == "review" else 2]:
                answer = send(address)
                assert (answer.status_code == 403) is not allowed, (agency, role, answer.status_code)


def test_a_commune_reads_a_procedure_and_is_offered_nothing_to_do(
    sign_in: SignIn, small_city: SmallCity, procedure: Procedure
) -> None:
    page = page_of(sign_in(small_city.ba_dinh, "leader"), procedure)
    assert "cấp thành phố quyết định" in page and "/tam-dung/" not in page and "/bai-bo/" not in page
    assert "/tam-dung/" in page_of(sign_in(small_city.city, "leader"), procedure)


def heap_of(procedure: Procedure, count: int) -> str:
    """That many flags of one kind; the address where all are confirmed."""
    version = procedure.versions.get()
    like = {"procedure": procedure, "version": version, "line": 1, "reason": "legal.number", "place": "legal_basis[]"}
    ImportFlag.objects.bulk_create(
        ImportFlag(position=n, path=f"legal_basis[{n}]", **like) for n in range(100, 100 + count)
    )
    return reverse("console:review_many") + "?loai=legal.number"


def test_a_whole_kind_is_confirmed_after_a_look_with_one_entry_for_each_procedure(
    city_admin: Client, procedure: Procedure
) -> None:
    address = heap_of(procedure, 60)
    assert "Xác nhận cùng lúc" in city_admin.get(reverse("console:review") + "?loai=legal.number").content.decode()
    assert "Xác nhận cùng lúc" not in city_admin.get(reverse("console:review")).content.decode()
    opened = city_admin.get(address).context["form"].initial["seen_until"]
    assert city_admin.post(address, {"note": "", "seen_until": opened, "do": "look"}).status_code == 422
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        ImportFlag.objects.filter(position=159).update(created_at=clock.now())
    preview = saved(city_admin, address, {"note": "Văn bản gốc", "seen_until": opened})
    assert "59 chỗ của 1 thủ tục" in preview
    assert ImportFlag.objects.filter(state="confirmed", note="Văn bản gốc").count() == 59
    assert ImportFlag.objects.get(position=159).state == "open", "it came after the page was opened"
    entry = Entry.objects.get(kind="procedure.flags_confirmed")
    assert entry.facts == {"code": "1.999001", "count": 59, "reasons": "legal.number", "note": "Văn bản gốc"}
    late = city_admin.post(address, {"note": "Văn bản gốc", "seen_until": opened, "do": "look"})
    assert late.status_code == 409 and "Không còn chỗ nào" in late.content.decode()
    wide = city_admin.post(reverse("console:review_many"), {"note": "x", "seen_until": opened, "do": "look"})
    assert wide.status_code == 409 and "chọn một loại" in wide.content.decode()
