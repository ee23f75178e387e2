"""A newborn: three linked procedures in one filing, typed once, papers once, sent together, one after the other."""

import base64
from typing import Any

import pytest
from django.test import Client

from motcua.base.files.services.store import store
from motcua.base.ledger.models import Entry
from motcua.casework.queries.mine import mine
from motcua.casework.queries.sharing import waiting_at
from motcua.casework.queries.verification import verify_cases
from motcua.casework.queries.wanted import TABS, Wanted
from motcua.casework.queries.worklist import figures, worklist
from motcua.casework.services.accept import accept_case
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.finish import withdraw_case
from motcua.casework.services.forward import forward_case
from motcua.casework.services.submit import submit_case
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.casework.tracking import token_of
from motcua.casework.version_impact import impact_of
from motcua.domain.cases.errors import BundleWaits
from motcua.domain.cases.models import Bundle, Case, PaperFile
from motcua.domain.catalogue.models import Procedure, ProcedureVersion, Stop
from motcua.kernel import clock
from tests.faces.portal.cases import DETAILS, photo, signed_in
from tests.support.town import ALWAYS, Town, build_town, make_citizen, make_version

CERTIFICATE = ("Giấy chứng sinh", "paper")
WHO = {
    "kind": "person", "full_name": "Trần Văn Dân", "identity_number": "001185054321",
    "phone": "0912345678", "address": "Số 7, Hà Nội", "result_wanted": "counter", "summary": "",
}  # fmt: skip


@pytest.fixture
def town(db: None) -> Town:
    town = build_town(code="1.001193", papers=[CERTIFICATE])
    make_version(code="1.004222", papers=[CERTIFICATE, ("Giấy tờ về chỗ ở", "paper")])
    make_version(code="1.014137", papers=[("GIẤY CHỨNG SINH", "paper")])
    return town


def begun(town: Town) -> tuple[Client, str, Bundle]:
    """The address of its pages, and the bundle."""
    client = signed_in(town.citizen)
    assert client.get("/nop-ho-so-nhom/sinh-con/").status_code == 200
    assert client.post("/nop-ho-so-nhom/sinh-con/", {}).status_code == 422
    sent = client.post("/nop-ho-so-nhom/sinh-con/", {"office": str(town.office.pk)})
    bundle = Bundle.objects.get()
    assert sent["Location"] == f"/nop-ho-so-nhom/{bundle.pk}/nguoi-nop/"
    return client, f"/nop-ho-so-nhom/{bundle.pk}", bundle


def cards(client: Client, pages: str) -> list[str]:
    text = client.get(f"{pages}/giay-to/").content.decode()
    return list(dict.fromkeys(part.split('"')[0] for part in text.split('name="paper" value="')[1:]))


def sent_off(town: Town) -> tuple[Client, str, list[Case]]:
    client, pages, bundle = begun(town)
    client.post(f"{pages}/nguoi-nop/", WHO)
    for key in cards(client, pages):
        client.post(f"{pages}/giay-to/", {"paper": key, "file": photo()})
    assert client.post(f"{pages}/kiem-tra/").status_code == 302
    return client, f"/ho-so/nhom/{bundle.pk}/", [one.case for one in bundle.members.order_by("place")]


def test_typed_once_and_papers_once(town: Town) -> None:
    client, pages, bundle = begun(town)
    assert client.get(f"{pages}/kiem-tra/")["Location"] == f"{pages}/nguoi-nop/"
    assert client.post(f"{pages}/nguoi-nop/", WHO | {"full_name": ""}).status_code == 422
    assert client.post(f"{pages}/nguoi-nop/", WHO)["Location"] == f"{pages}/giay-to/"
    assert {one.case.applicant.full_name for one in bundle.members.all()} == {"Trần Văn Dân"}
    certificate, home = cards(client, pages)
    client.post(f"{pages}/giay-to/", {"paper": certificate, "file": photo()})
    assert PaperFile.objects.count() == 3
    shown = client.get(f"{pages}/giay-to/").content.decode()
    assert "Dùng cho 3 thủ tục" in shown and shown.count('class="files__name"') == 1
    client.post(f"{pages}/giay-to/", {"paper": certificate, "remove": str(PaperFile.objects.earliest("added_at").pk)})
    assert not PaperFile.objects.filter(removed_at=None).exists()
    assert client.post(f"{pages}/giay-to/", {"paper": home}).status_code == 422
    assert client.post(f"{pages}/giay-to/", {"paper": home, "remove": "x"}).status_code == 404


def test_what_is_typed_is_kept_and_found_on_another_device(town: Town) -> None:
    client, pages, bundle = begun(town)
    first = bundle.members.get(place=1).case
    page = client.get(f"{pages}/nguoi-nop/").content.decode()
    keep = page.split('data-keep="')[1].split('"')[0]
    assert keep == f"/ho-so/{first.pk}/giu/applicant/"
    tab, revision = (page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("tab", "revision"))
    told = client.post(keep, {"tab": tab, "revision": revision, "full_name": "Trần Văn D"})
    assert told.json()["said"].startswith("Đã lưu ")
    other = signed_in(town.citizen)
    assert "Trần Văn D&quot;" not in page and 'value="Trần Văn D"' in other.get(f"{pages}/nguoi-nop/").content.decode()
    assert other.get(f"/ho-so/nhom/{bundle.pk}/")["Location"] == f"{pages}/nguoi-nop/"
    assert other.post(f"{pages}/nguoi-nop/", WHO | {"tab": "khac", "revision": "0"}).status_code == 409


def test_a_nul_in_what_the_page_carries_for_itself_is_nothing(town: Town) -> None:
    client, pages, _ = begun(town)
    assert client.post(f"{pages}/nguoi-nop/", WHO | {"tab": "k\x00", "revision": "0"}).status_code == 302


def test_a_file_in_pieces_is_kept_with_every_draft_that_asks_for_it(town: Town) -> None:
    client, pages, bundle = begun(town)
    page = client.get(f"{pages}/giay-to/").content.decode()
    url, target = (page.split(f'{name}="')[1].split('"')[0] for name in ("data-upload", "data-target"))
    content = photo().read()
    facts = {"filename": "chung-sinh.jpg", "target": target, "fingerprint": "f1"}
    told = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in facts.items())
    length = {"Upload-Length": str(len(content))}
    place = client.post(url, headers=length | {"Upload-Metadata": told})["Location"]
    piece = {"headers": {"Upload-Offset": "0"}, "content_type": "application/offset+octet-stream"}
    client.patch(place, content[:200], **piece)
    assert "chung-sinh.jpg" in client.get(f"{pages}/giay-to/").content.decode(), "half sent, and said so"
    assert "Có tệp đang tải dở" not in client.get(f"{pages}/giay-to/").content.decode()
    client.patch(place, content[200:], **piece | {"headers": {"Upload-Offset": "200"}})
    assert client.post(f"{place}xong/").status_code == 200
    assert {file.paper.case_id for file in PaperFile.objects.filter(removed_at=None)} == {
        member.case_id for member in bundle.members.all()
    }
    stray = {"filename": "x.jpg", "target": f"shared:{bundle.pk}"}
    told = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in stray.items())
    assert client.post(url, headers=length | {"Upload-Metadata": told}).status_code == 404


def test_all_are_sent_or_none(town: Town) -> None:
    client, pages, bundle = begun(town)
    client.post(f"{pages}/nguoi-nop/", WHO)
    client.post(f"{pages}/giay-to/", {"paper": cards(client, pages)[0], "file": photo()})
    refused = client.post(f"{pages}/kiem-tra/")
    assert refused.status_code == 422 and "Giấy tờ về chỗ ở" in refused.content.decode()
    assert not Case.objects.exclude(state="draft").exists()
    client.post(f"{pages}/giay-to/", {"paper": cards(client, pages)[1], "file": photo()})
    client.post(f"{pages}/kiem-tra/")
    assert Case.objects.filter(state="submitted").count() == 3
    assert client.post(f"{pages}/kiem-tra/")["Location"] == f"/ho-so/nhom/{bundle.pk}/", "twice is once"
    told = Entry.objects.filter(kind="case.drafted", facts__bundle=str(bundle.pk))
    assert told.count() == 3


def test_the_drafts_go_together_and_are_thrown_away_together(town: Town) -> None:
    client, _, bundle = begun(town)
    one = bundle.members.get(place=2).case
    for page in ("nguoi-nop", "giay-to", "kiem-tra"):
        assert client.get(f"/nop-ho-so/{one.pk}/{page}/")["Location"] == f"/ho-so/nhom/{bundle.pk}/"
    assert client.get(f"/ho-so/{one.pk}/bo/")["Location"] == f"/ho-so/nhom/{bundle.pk}/bo/"
    asked = client.get(f"/ho-so/nhom/{bundle.pk}/bo/").content.decode()
    assert "Bỏ 3 bản nháp này?" in asked
    client.post(f"/ho-so/nhom/{bundle.pk}/bo/")
    assert not Case.objects.exists() and not Bundle.objects.exists()


def test_own_cases_show_it_as_one_entry_where_its_most_urgent_part_belongs(town: Town) -> None:
    client, pages, bundle = begun(town)
    drafts = client.get("/ho-so/").content.decode()
    assert drafts.count("Làm tiếp") == 1 and "3 thủ tục nộp cùng lúc" in drafts
    assert f"/ho-so/nhom/{bundle.pk}/bo/" in drafts and f'href="{pages}/nguoi-nop/"' in drafts
    client.post(f"{pages}/nguoi-nop/", WHO)
    for key in cards(client, pages):
        client.post(f"{pages}/giay-to/", {"paper": key, "file": photo()})
    client.post(f"{pages}/kiem-tra/")
    birth, home, card = (one.case for one in bundle.members.order_by("place"))
    sent = client.get("/ho-so/").content.decode()
    assert sent.count(f'href="/ho-so/nhom/{bundle.pk}/"') == 1 and "Hồ sơ đã gửi" in sent
    assert all(sent.count(f'href="/ho-so/{case.pk}/"') == 1 for case in (birth, home, card))
    assert sent.count("Chờ kết quả của hồ sơ") == 2
    items = [MissingItem("Bản chụp rõ hơn")]
    request_supplement(actor=town.counter, case_id=birth.pk, expected=None, reason="Ảnh mờ.", items=items)
    asked = client.get("/ho-so/").content.decode()
    assert "Cần bạn làm" in asked and "Hồ sơ đã gửi" not in asked and "Bổ sung 1 nội dung" in asked
    assert f"/ho-so/nhom/{bundle.pk}/" in client.get("/").content.decode()
    found, other = client.get("/ho-so/?q=1.014137").content.decode(), client.get("/ho-so/?q=khong").content.decode()
    assert f"/ho-so/nhom/{bundle.pk}/" in found and "Không có hồ sơ nào khớp" in other
    for case in (birth, home, card):
        withdraw_case(actor=town.counter, case_id=case.pk, expected=None, reason="Thôi.")
    assert f"/ho-so/nhom/{bundle.pk}/" in client.get("/ho-so/").content.decode()
    assert f"/ho-so/nhom/{bundle.pk}/" not in client.get("/").content.decode()


def test_one_part_leads_to_the_others_with_and_without_signing_in(town: Town) -> None:
    client, page, (birth, home, card) = sent_off(town)
    assert f'href="{page}"' in client.get(f"/ho-so/{home.pk}/").content.decode()
    public = Client().get(f"/t/{token_of(birth)}").content.decode()
    assert f"/t/{token_of(home)}" in public and f"/t/{token_of(card)}" in public
    assert f'href="/t/{token_of(birth)}"' not in public and "Thủ tục nộp cùng lúc" in public
    assert "Trần Văn Dân" not in public


def test_it_is_offered_where_people_look_while_all_of_it_is_received(town: Town) -> None:
    places = ("/thu-tuc/?viec=sinh-con", "/thu-tuc/1.001193/", "/thu-tuc/1.014137/")
    for place in places:
        assert "/nop-ho-so-nhom/sinh-con/" in Client().get(place).content.decode(), place
    Stop.objects.create(
        procedure=Procedure.objects.get(code="1.014137"), kind="suspended", reason="Thử.", during=ALWAYS,
    )  # fmt: skip
    for place in places[:2]:
        assert "/nop-ho-so-nhom/" not in Client().get(place).content.decode(), place
    assert signed_in(town.citizen).get("/nop-ho-so-nhom/sinh-con/").status_code == 404


def test_one_waits_for_the_other_and_gets_its_result(town: Town) -> None:
    client, page, (birth, home, card) = sent_off(town)
    shown = client.get(page).content.decode()
    assert all(f'href="/ho-so/{case.pk}/"' in shown for case in (birth, home, card))
    assert "Chờ kết quả của hồ sơ" in shown
    assert birth.answer_by or Case.objects.get(pk=birth.pk).answer_by
    assert Case.objects.get(pk=home.pk).answer_by is None
    accept: dict[str, Any] = {"actor": town.counter, "expected": None}
    with pytest.raises(BundleWaits):
        accept_case(**accept, case_id=home.pk)
    accept_case(**accept, case_id=birth.pk)
    forward_case(**accept, case_id=birth.pk)
    forward_case(actor=town.specialist, case_id=birth.pk, expected=None)
    decide_case(actor=town.leader, case_id=birth.pk, expected=None, outcome="granted", text="Cấp giấy khai sinh.")
    assert Case.objects.get(pk=home.pk).answer_by and Case.objects.get(pk=card.pk).answer_by
    accept_case(**accept, case_id=home.pk)
    assert home.papers.filter(name__startswith="Kết quả:").get().files.count() == 1
    sound = verify_cases()
    assert sound.sound, sound.first


def test_an_earlier_case_taken_back_is_not_waited_for(town: Town) -> None:
    _, _, (birth, home, _) = sent_off(town)
    assert Case.objects.get(pk=home.pk).answer_by is None
    withdraw_case(actor=town.counter, case_id=birth.pk, expected=None, reason="Nộp nhầm.")
    assert Case.objects.get(pk=home.pk).answer_by, "its turn has come all the same"
    accept_case(actor=town.counter, case_id=home.pk, expected=None)
    assert verify_cases().sound


def counted(town: Town) -> dict[str, int]:
    """Every figure somebody reads: of the lists, of each person, of a unit, of the reports on a version."""
    found = {
        f"{name} {tab.key}": figures(who, Wanted(tab=tab.key)).total
        for name, who in (("counter", town.counter), ("leader", town.leader))
        for tab in TABS
    }
    own = mine(town.citizen)
    single = (*own.waiting, *own.ready, *own.drafts, *own.others)
    impacts = [impact_of(one, one, clock.today()) for one in ProcedureVersion.objects.all()]
    return found | {
        "rows": len(worklist(town.counter, Wanted(tab="all")).rows),
        "mine": len(single) + sum(len(group.parts) for group in own.together),
        "waiting at the unit": waiting_at(town.commune),
        "under way": sum(impact.open_cases for impact in impacts),
        "by agency": sum(place.cases for impact in impacts for place in impact.places),
        "ledger": Entry.objects.filter(kind="case.submitted").count(),
    }


def test_every_figure_counts_its_cases_and_never_the_bundle(town: Town) -> None:
    """Three single cases and three filed together give the same figures."""
    for version in ProcedureVersion.objects.order_by("procedure__code"):
        case = start_draft(actor=town.citizen, version_id=version.pk, office_id=town.office.pk)
        told = {"details": DETAILS, "summary": "", "result_wanted": "counter"}
        save_applicant(actor=town.citizen, case_id=case.pk, expected=None, **told)  # type: ignore[arg-type]
        for paper in case.papers.all():
            attach_file(actor=town.citizen, case_id=case.pk, paper_id=paper.pk, stored=store(photo(), name="a.jpg"))
        submit_case(actor=town.citizen, case_id=case.pk)
    before = counted(town)
    sent_off(town)
    after = counted(town)
    assert {name: count for name, count in after.items() if count != 2 * before[name]} == {}
    assert after["rows"] == Case.objects.count() == 6 and after["mine"] == 6


def test_to_others_it_does_not_exist(town: Town) -> None:
    _, pages, bundle = begun(town)
    other = signed_in(make_citizen("Người Khác"))
    for page in (f"{pages}/nguoi-nop/", f"{pages}/giay-to/", f"{pages}/kiem-tra/", f"/ho-so/nhom/{bundle.pk}/bo/"):
        assert other.get(page).status_code == 404 and other.post(page).status_code == 404
        assert signed_in(town.counter).get(page).status_code == 403
    assert other.get(f"/ho-so/nhom/{bundle.pk}/").status_code == 404
    assert other.get("/nop-ho-so-nhom/khong-co/").status_code == 404
