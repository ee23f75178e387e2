"""The form of each act: carried out, refused with the text kept, and overtaken by a colleague with the text kept."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from motcua.base.calendars.facts import load_calendar
from motcua.casework.queries.page import case_page
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.text import short_date
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town, make_version


@dataclass(frozen=True)
class Act:
    """`typed` carries it out and leads to `state`; `wrong` does not; `kept` is a text that must not be lost."""

    name: str
    stage: str
    who: str
    state: str
    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] | None = None
    kept: str = ""


LATER = short_date(load_calendar().add_working_days(clock.today(), 8))
TODAY, EARLIER = short_date(clock.today()), short_date(clock.today() - timedelta(days=6))
LONG = "Nội dung dài mà cán bộ không phải gõ lại"
ACTS = (
    Act("accept", "filed", "counter", "accepted"),
    Act("refuse", "filed", "counter", "refused", {"reason": LONG}, {"reason": " "}, LONG),
    Act(
        "supplement", "filed", "counter", "supplement",
        {"reason": LONG, "paper_1": "on", "paper_note_1": "chụp lại", "text_2": "Ảnh 3×4", "lines": "3"},
        {"reason": LONG, "lines": "3", "note_1": ""}, LONG,
    ),
    Act("answer", "asked", "counter", "submitted", {"answer": LONG}, None, LONG),
    Act("forward", "accepted", "counter", "processing", {"note": LONG}, None, LONG),
    Act("send_back", "examined", "specialist", "processing", {"reason": LONG}, {"reason": ""}, LONG),
    Act("take", "examined", "specialist", "processing"),
    Act(
        "duty", "examined", "specialist", "duty", {"reason": LONG, "amount_vnd": "1.250.000 đ"},
        {"reason": LONG, "amount_vnd": "nhiều"}, LONG,
    ),
    Act(
        "check_site", "examined", "specialist", "processing",
        {"checked_on": TODAY, "checked_at": "0:00", "place": "Tổ 3", "people": "Lê Văn A", "content": LONG},
        {"checked_on": TODAY, "checked_at": "", "place": "Tổ 3", "people": "Lê Văn A", "content": LONG}, LONG,
    ),
    Act(
        "correct_post", "posted", "counter", "accepted",
        {"number": "BB-2", "signed_on": EARLIER, "signed_at": "9:00", "reason": LONG},
        {"number": "BB-2", "signed_on": EARLIER, "signed_at": "", "reason": LONG}, LONG,
    ),
    Act("settle", "owing", "specialist", "processing", {"evidence": LONG}, {"evidence": ""}, LONG),
    Act(
        "decide", "at_leader", "leader", "decided", {"outcome": "granted", "text": LONG},
        {"outcome": "hm", "text": LONG}, LONG,
    ),
    Act(
        "hand_over", "decided", "counter", "returned", {"receiver": LONG, "identity_shown": "Thẻ căn cước"},
        {"receiver": LONG, "identity_shown": ""}, LONG,
    ),
    Act("close", "returned", "counter", "closed"),
    Act("withdraw", "accepted", "counter", "withdrawn", {"reason": LONG}, {"reason": ""}, LONG),
    Act(
        "apologise", "examined", "leader", "processing", {"reason": LONG, "new_day": LATER, "ground": ""},
        {"reason": LONG, "new_day": "hôm nào"}, LONG,
    ),
    Act("stop", "examined", "leader", "stopped", {"reason": LONG, "ground": "Văn bản"}, {"reason": ""}, LONG),
)  # fmt: skip
each_act = pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)


def address(case: Case, act: Act) -> str:
    return f"/can-bo/ho-so/{case.pk}/{act.name}/"


def colleague_changes(case: Case) -> None:
    """As if somebody had acted in between: the next version."""
    Case.objects.filter(pk=case.pk).update(version=case.version + 1)


@each_act
def test_the_form_stands_open_beside_the_case(act: Act, town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = getattr(stage, act.stage)()
    page = sign_in(getattr(town, act.who)).get(address(case, act))
    assert page.status_code == 200
    assert f'name="expected" value="{case.version}"' in page.content.decode()


@each_act
def test_it_is_carried_out_and_leads_back_to_the_case(act: Act, town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = getattr(stage, act.stage)()
    client = sign_in(getattr(town, act.who))
    answer = client.post(address(case, act), {**act.typed, "expected": case.version})
    assert (answer.status_code, answer.get("Location")) == (302, f"/can-bo/ho-so/{case.pk}/")
    assert Case.objects.get(pk=case.pk).state == act.state
    assert 'class="notice notice--ontime"' in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("act", [act for act in ACTS if act.wrong is not None], ids=lambda act: act.name)
def test_what_is_wrong_is_said_and_what_was_typed_stays(act: Act, town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = getattr(stage, act.stage)()
    answer = sign_in(getattr(town, act.who)).post(address(case, act), {**(act.wrong or {}), "expected": case.version})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'role="alert"' in page
    for text in (text for text in (act.wrong or {}).values() if len(text) > 5):
        assert text in page
    assert Case.objects.get(pk=case.pk).version == case.version


@each_act
def test_a_colleague_was_faster_and_nothing_is_lost(act: Act, town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = getattr(stage, act.stage)()
    colleague_changes(case)
    client = sign_in(getattr(town, act.who))
    answer = client.post(address(case, act), {**act.typed, "expected": case.version})
    page = answer.content.decode()
    assert answer.status_code == 409 and "vừa thực hiện" in page and act.kept in page
    assert f'name="expected" value="{case.version + 1}"' in page, "after a look it may be sent again"
    again = client.post(address(case, act), {**act.typed, "expected": case.version + 1})
    assert again.status_code == 302


@each_act
def test_another_agency_hears_that_there_is_no_such_case(act: Act, town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = getattr(stage, act.stage)()
    assert sign_in(town.stranger).post(address(case, act), act.typed).status_code == 404


@pytest.mark.parametrize(
    "name,who,stage_name", [("accept", "specialist", "filed"), ("decide", "specialist", "examined"),
                            ("forward", "specialist", "accepted"), ("hand_over", "leader", "decided"),
                            ("stop", "specialist", "examined"), ("apologise", "specialist", "examined"),
                            ("duty", "counter", "examined")]
)  # fmt: skip
def test_a_colleague_without_the_right_is_refused_and_keeps_the_text(
    name: str, who: str, stage_name: str, town: Town, stage: Stage, sign_in: SignIn
) -> None:
    case = getattr(stage, stage_name)()
    typed = next(act.typed for act in ACTS if act.name == name)
    answer = sign_in(getattr(town, who)).post(f"/can-bo/ho-so/{case.pk}/{name}/", typed)
    assert answer.status_code == 403
    assert LONG not in typed.values() or LONG in answer.content.decode()
    assert Case.objects.get(pk=case.pk).version == case.version


def test_an_act_that_is_not_open_now_says_why(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.accepted()
    answer = sign_in(town.counter).get(f"/can-bo/ho-so/{case.pk}/accept/")
    assert answer.status_code == 409 and "Không thể" in answer.content.decode()


def test_an_act_that_became_impossible_gives_the_text_back(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.filed()
    client = sign_in(town.counter)
    client.post(f"/can-bo/ho-so/{case.pk}/accept/", {"expected": case.version})
    answer = client.post(f"/can-bo/ho-so/{case.pk}/refuse/", {"reason": LONG, "expected": case.version})
    assert answer.status_code == 409 and LONG in answer.content.decode()
    assert "<form action" in answer.content.decode()


def test_an_unknown_act_is_not_found(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.filed()
    assert sign_in(town.counter).get(f"/can-bo/ho-so/{case.pk}/burn/").status_code == 404


def test_a_supplement_lists_ticked_papers_and_free_lines_with_their_notes(
    town: Town, stage: Stage, sign_in: SignIn
) -> None:
    case = stage.filed()
    typed = {
        "reason": "Thiếu.", "lines": "5", "paper_2": "on", "paper_note_1": "mờ, chụp lại", "text_1": "Ảnh 3×4",
        "note_1": "02 tấm", "note_5": "Bản dịch",
    }  # fmt: skip
    sign_in(town.counter).post(f"/can-bo/ho-so/{case.pk}/supplement/", typed)
    request = case_page(town.counter, case.pk).open_supplement
    assert request is not None
    assert [(item.text, item.note, item.paper_id is not None) for item in request.items.all()] == [
        ("Tờ khai theo mẫu", "mờ, chụp lại", True),
        ("Giấy tờ tùy thân", "", True),
        ("Ảnh 3×4", "02 tấm", False),
        ("Bản dịch", "", False),
    ]


def test_more_lines_keep_everything_typed(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case = stage.filed()
    typed = {"reason": LONG, "lines": "3", "text_1": "Ảnh 3×4", "paper_1": "on", "more": "1"}
    answer = sign_in(town.counter).post(f"/can-bo/ho-so/{case.pk}/supplement/", typed)
    page = answer.content.decode()
    assert answer.status_code == 200 and 'name="text_5"' in page and "Ảnh 3×4" in page and LONG in page
    assert 'role="alert"' not in page
    assert Case.objects.get(pk=case.pk).version == case.version


def test_without_a_stated_time_a_day_and_its_ground_are_asked_for(town: Town, stage: Stage, sign_in: SignIn) -> None:
    version = make_version(code="2.000002", limit=None)
    object.__setattr__(town, "version", version)
    case, client = stage.filed(), sign_in(town.counter)
    where = f"/can-bo/ho-so/{case.pk}/accept/"
    refused = client.post(where, {"expected": case.version, "promised_on": "31/12/2999", "ground": ""})
    assert refused.status_code == 422 and "31/12/2999" in refused.content.decode()
    assert client.post(where, {"expected": case.version, "promised_on": "x", "ground": LONG}).status_code == 422
    typed = {"expected": case.version, "promised_on": "30/12/2026", "ground": "Điều 5 Nghị định thử nghiệm"}
    assert client.post(where, typed).status_code == 302
    assert Case.objects.get(pk=case.pk).promise_ground == "Điều 5 Nghị định thử nghiệm"
