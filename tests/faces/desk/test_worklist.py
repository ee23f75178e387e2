"""The worklist: what waits for me, by due time, searched without personal data in the address."""

import re

from motcua.casework.queries import worklist as lists
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town


def test_each_role_finds_its_own_work(town: Town, stage: Stage, sign_in: SignIn) -> None:
    filed, examined, waiting = stage.filed(), stage.examined(), stage.at_leader()
    for actor, case in ((town.counter, filed), (town.specialist, examined), (town.leader, waiting)):
        page = sign_in(actor).get("/can-bo/viec/").content.decode()
        found = set(re.findall(r'href="/can-bo/ho-so/([0-9a-f-]+)/[?]muc=mine"', page))
        assert found == {str(case.pk)}


def test_a_line_says_due_state_step_and_holder_in_words(town: Town, stage: Stage, sign_in: SignIn) -> None:
    stage.examined()
    page = sign_in(town.specialist).get("/can-bo/viec/").content.decode()
    assert "Còn " in page and "Đang giải quyết" in page and "Thẩm định hồ sơ" in page
    assert "Chuyên viên, Ủy ban nhân dân phường Thử Nghiệm" in page


def test_who_took_a_case_is_named(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.examined()
    client = sign_in(town.specialist)
    client.post(f"/can-bo/ho-so/{case.pk}/take/", {"expected": case.version})
    assert "Phạm Văn Chuyên</span>" in client.get("/can-bo/viec/").content.decode()


def test_tabs_show_what_waits_for_applicants_and_what_is_ready(town: Town, stage: Stage, sign_in: SignIn) -> None:
    asked, decided = stage.asked(), stage.decided()
    client = sign_in(town.counter)
    assert str(asked.pk) in client.get("/can-bo/viec/?muc=waiting").content.decode()
    ready = client.get("/can-bo/viec/?muc=ready").content.decode()
    assert str(decided.pk) in ready and str(asked.pk) not in ready
    assert "Tạm dừng tính hạn" in client.get("/can-bo/viec/?muc=waiting").content.decode()


def test_an_empty_list_says_what_will_be_there(town: Town, sign_in: SignIn) -> None:
    page = sign_in(town.leader).get("/can-bo/viec/").content.decode()
    assert "Bạn không còn việc nào đang chờ" in page


def test_one_box_finds_by_code_name_phone_and_identity_number(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.accepted()
    client = sign_in(town.counter)
    for typed in (case.code, "thu nghiem nguyen", "0912.345.678", "001185012345"):
        answer = client.post("/can-bo/viec/", {"q": typed})
        assert answer.status_code == 302 and answer["Location"] == f"/can-bo/ho-so/{case.pk}/", "one hit opens at once"
        assert typed not in answer["Location"] and "thu" not in answer["Location"].partition("?")[2]
        assert str(case.pk) in client.get(answer["Location"]).content.decode(), typed


def test_a_search_without_a_hit_says_so_and_keeps_the_text(town: Town, stage: Stage, sign_in: SignIn) -> None:
    client = sign_in(town.counter)
    page = client.post("/can-bo/viec/", {"q": "<b>không có"}, follow=True).content.decode()
    assert "Không tìm thấy hồ sơ nào" in page and "&lt;b&gt;không có" in page


def test_an_empty_search_and_a_forgotten_one_show_the_list(town: Town, sign_in: SignIn) -> None:
    client = sign_in(town.counter)
    assert client.post("/can-bo/viec/", {"q": "  "})["Location"] == "/can-bo/viec/"
    assert client.get("/can-bo/viec/?tim=00000000").status_code == 200


def test_a_search_stays_within_the_unit(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.accepted()
    page = sign_in(town.stranger).post("/can-bo/viec/", {"q": case.code}, follow=True).content.decode()
    assert str(case.pk) not in page


def test_searches_of_one_session_do_not_pile_up(town: Town, sign_in: SignIn) -> None:
    client = sign_in(town.counter)
    pages = [client.post("/can-bo/viec/", {"q": f"tên {number}"})["Location"] for number in range(25)]
    kept = [f'value="tên {number}"' in client.get(page).content.decode() for number, page in enumerate(pages)]
    assert kept == [False] * 5 + [True] * 20
    assert "tên" not in client.session["desk.searches"], "sealed: sessions lie in the database"


def test_more_is_reached_by_key_without_counting(monkeypatch, town: Town, stage: Stage, sign_in: SignIn) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    cases = {str(stage.filed().pk) for _ in range(3)}
    client = sign_in(town.counter)
    first = client.get("/can-bo/viec/").content.decode()
    more = re.search(r'href="([^"]+)"\s*>[^<]*(?:Xem tiếp)|rel="next" href="([^"]+)"', first)
    assert more
    second = client.get((more[1] or more[2]).replace("&amp;", "&")).content.decode()
    found = [set(re.findall(r'href="/can-bo/ho-so/([0-9a-f-]+)/[?]muc=mine"', page)) for page in (first, second)]
    assert [len(each) for each in found] == [2, 1] and found[0] | found[1] == cases


def test_next_case_walks_the_list_and_ends_with_a_word(town: Town, stage: Stage, sign_in: SignIn) -> None:
    one, other = stage.filed(), stage.filed()
    client = sign_in(town.counter)
    first = client.get("/can-bo/viec/tiep/")["Location"]
    assert first in (f"/can-bo/ho-so/{one.pk}/?muc=mine", f"/can-bo/ho-so/{other.pk}/?muc=mine")
    here, there = (one, other) if str(one.pk) in first else (other, one)
    assert client.get(f"/can-bo/viec/tiep/?tu={here.pk}")["Location"] == f"/can-bo/ho-so/{there.pk}/?muc=mine"
    assert str(here.pk) in client.get(f"/can-bo/viec/tiep/?tu={there.pk}")["Location"], "begins anew"
    back = client.get(f"/can-bo/viec/tiep/?tu={there.pk}&huong=truoc")["Location"]
    assert str(here.pk) in back
    stopped = client.get(f"/can-bo/viec/tiep/?tu={here.pk}&huong=truoc", follow=True)
    assert "Đây là hồ sơ đầu danh sách" in stopped.content.decode()
    client.post(f"/can-bo/ho-so/{there.pk}/refuse/", {"reason": "Sai nơi.", "expected": there.version})
    done = client.get(f"/can-bo/viec/tiep/?tu={here.pk}", follow=True)
    assert "Bạn đã làm hết việc trong danh sách" in done.content.decode()
    assert client.get("/can-bo/viec/tiep/?tu=x").status_code == 302


def test_the_address_carries_unknown_tabs_and_keys_calmly(town: Town, sign_in: SignIn) -> None:
    assert sign_in(town.counter).get("/can-bo/viec/?muc=x&sau=y").status_code == 200
