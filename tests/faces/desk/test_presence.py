"""Who else has a case open: seen at the next beat, gone by itself, and never an act on the case."""

from datetime import timedelta

import pytest

from motcua.base.access.looks import looks_at
from motcua.casework.frame import subject
from motcua.domain.cases.models import Case
from motcua.faces.desk import presence
from motcua.faces.desk.models import Presence
from motcua.faces.desk.tasks import sweep_presence
from motcua.kernel import clock
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import Town, make_official


@pytest.fixture
def case(stage: Stage) -> Case:
    return stage.examined()


def beat(case: Case, more: str = "") -> str:
    return f"/can-bo/ho-so/{case.pk}/co-mat/{more}"


def test_a_colleague_is_seen_at_the_next_beat(town: Town, case: Case, sign_in: SignIn) -> None:
    reader, colleague = sign_in(town.specialist), sign_in(town.leader)
    assert reader.get(beat(case)).content.decode().strip() == ""
    colleague.get(f"/can-bo/ho-so/{case.pk}/")
    assert "Đỗ Thị Lãnh Đạo đang xem hồ sơ này" in reader.get(beat(case)).content.decode()
    assert "Phạm Văn Chuyên đang xem" in colleague.get(f"/can-bo/ho-so/{case.pk}/").content.decode()


def test_an_open_form_is_a_hint_before_one_begins(town: Town, case: Case, sign_in: SignIn) -> None:
    sign_in(town.leader).get(f"/can-bo/ho-so/{case.pk}/forward/")
    told = sign_in(town.specialist).get(f"/can-bo/ho-so/{case.pk}/forward/").content.decode()
    assert "Đỗ Thị Lãnh Đạo đang mở việc “Chuyển bước tiếp theo”" in told


def test_nothing_new_costs_an_empty_answer(town: Town, case: Case, sign_in: SignIn) -> None:
    client = sign_in(town.specialist)
    first = client.get(beat(case))
    again = client.get(beat(case), headers={"If-None-Match": f"W/{first['ETag']}"})
    assert (again.status_code, again.content) == (304, b"")
    sign_in(town.leader).get(beat(case))
    assert client.get(beat(case), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_ends_by_itself_and_with_a_good_bye(town: Town, case: Case, sign_in: SignIn) -> None:
    colleague = sign_in(town.leader)
    colleague.get(beat(case))
    assert len(presence.others(town.specialist, case.pk)) == 1
    with clock.frozen(clock.now() + presence.ALIVE + timedelta(seconds=1)):
        assert presence.others(town.specialist, case.pk) == []
    assert colleague.post(beat(case)).status_code == 204
    assert not Presence.objects.exists()


def test_most_beats_write_nothing(town: Town, case: Case) -> None:
    presence.note(town.leader, case.pk)
    seen = Presence.objects.get().seen_at
    presence.note(town.leader, case.pk)
    assert Presence.objects.get().seen_at == seen
    presence.note(town.leader, case.pk, "forward")
    assert Presence.objects.get().act == "forward"
    with clock.frozen(clock.now() + presence.BEAT + timedelta(seconds=1)):
        presence.note(town.leader, case.pk, "forward")
    assert Presence.objects.get().seen_at > seen


def test_it_is_no_act_and_no_look(town: Town, case: Case, sign_in: SignIn) -> None:
    sign_in(town.leader).get(beat(case))
    assert Case.objects.get(pk=case.pk).version == case.version
    assert looks_at(subject(case)) == []


def test_a_beat_tells_that_the_case_was_changed(town: Town, case: Case, sign_in: SignIn) -> None:
    client = sign_in(town.specialist)
    told = client.get(beat(case, f"?ban={case.version - 1}")).content.decode()
    assert "vừa thực hiện" in told and "Mở bản mới" in told
    assert "vừa thực hiện" not in client.get(beat(case, f"?ban={case.version}")).content.decode()


def test_strangers_hear_that_there_is_no_such_case(town: Town, case: Case, sign_in: SignIn) -> None:
    assert sign_in(town.stranger).get(beat(case)).status_code == 404
    assert sign_in(town.stranger).post(beat(case)).status_code == 404


def test_an_accent_in_a_name_is_shown_as_it_is(town: Town, case: Case, sign_in: SignIn) -> None:
    other = make_official("Đặng <Thị> Ánh", "Chuyên viên", town.commune, ["specialist"])
    presence.note(other, case.pk)
    assert "Đặng &lt;Thị&gt; Ánh đang xem" in sign_in(town.leader).get(beat(case)).content.decode()


def test_whoever_left_without_saying_so_is_forgotten_by_night(town: Town, case: Case, sign_in: SignIn) -> None:
    sign_in(town.leader).get(f"/can-bo/ho-so/{case.pk}/")
    with clock.frozen(clock.now() - timedelta(hours=1)):
        presence.note(town.specialist, case.pk)
    assert sweep_presence(timestamp=0) == 1
    assert list(Presence.objects.values_list("name", flat=True)) == [town.leader.name]
