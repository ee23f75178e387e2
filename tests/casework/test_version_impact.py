"""The report before a version is published: what differs, how many cases are under way, whether the process fits."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.__main__ import main
from motcua.casework.services.forward import forward_case
from motcua.casework.version_impact import Impact, impact_json, impact_of, sentences_of
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.domain.catalogue.enums import Channel
from motcua.domain.catalogue.models import ProcedureVersion, ProcessStep, RequiredPaper, TimeLimit
from motcua.domain.processes.english import without_english
from motcua.domain.processes.graph.definition import Asked, Doing, Flow, Kind, Node, Order, Process
from motcua.faces.console.procedure_effects import of_publishing
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.casework.test_verification import drafted
from tests.faces.api.client import program
from tests.support.town import Town, make_version

SINCE = date(2026, 12, 1)


def next_draft(
    old: ProcedureVersion,
    *,
    days: int | None = 3,
    papers: Any = (("Tờ khai theo mẫu", "paper", "TK-2"),),
    steps: Any = (),
) -> ProcedureVersion:
    """A draft of the same procedure with its own limit, papers and steps."""
    draft = ProcedureVersion.objects.create(
        procedure=old.procedure, number=old.number + 1, name=old.name, field=old.field, issuing_agency="Bộ Tư pháp",
        executing_agency="Ủy ban nhân dân cấp xã", levels=old.levels, service_level="full", origin="own",
        content_digest="1" * 64, name_key="thu tuc", search_text="thu tuc",
    )  # fmt: skip
    TimeLimit.objects.create(version=draft, position=1, channel="any", value=days, unit="working_day" if days else "")
    for position, (name, kind, form) in enumerate(papers, start=1):
        RequiredPaper.objects.create(
            version=draft, position=position, name=name, kind=kind, form_name=form, originals=int(kind == "paper")
        )
    for position, (key, unit, role, hours) in enumerate(steps, start=1):
        ProcessStep.objects.create(
            version=draft, position=position, key=key, name_vi=key, name_en="", unit=unit, role=role,
            working_hours=Decimal(hours),
        )  # fmt: skip
    return draft


STEPS = (
    ("reception", "receiving_office", "counter_official", 4),
    ("look", "specialist_unit", "specialist", 40),
    ("approval", "leader", "leader", 8),
    ("return", "receiving_office", "counter_official", 4),
)


def told(impact: Impact) -> str:
    return " ".join(words.vi for _, words in sentences_of(impact))


def test_everything_one_would_ask_is_counted_and_told(town: Town) -> None:
    receive(town)
    forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)
    drafted(town)
    papers = (("Tờ khai theo mẫu", "paper", "TK-2"), ("Giấy xác nhận mới", "paper", ""))
    draft = next_draft(town.version, papers=papers, steps=STEPS)
    impact = impact_of(draft, town.version, SINCE)
    assert dict(impact.states) == {State.ACCEPTED: 1, State.PROCESSING: 1, State.DRAFT: 1}
    assert (impact.open_cases, impact.drafts) == (2, 1)
    assert [(place.agency, place.cases) for place in impact.places] == [(town.commune.name, 2)]
    assert impact.papers_added == ("Giấy xác nhận mới",) and impact.forms_added == ("TK-2",)
    assert impact.untranslated == ("reception", "look", "approval", "return")
    assert not impact.process.fits and (impact.process.needed, impact.process.promised) == (56 * 60, 24 * 60)
    words = told(impact)
    for part in (
        "Giấy tờ, Thời hạn", "Thêm giấy tờ phải nộp: Giấy xác nhận mới", "2 hồ sơ đang giải quyết giữ phiên bản cũ",
        "1 bản nháp", "dài hơn thời hạn 24 giờ làm việc", "Thêm bước “look”", "Bỏ bước “Thẩm định hồ sơ”",
    ):  # fmt: skip
        assert part in words, part
    assert json.dumps(impact_json(impact))


def test_a_version_that_fits_takes_papers_away_or_changes_nothing(town: Town) -> None:
    lighter = impact_of(next_draft(town.version, papers=()), town.version, SINCE)
    assert lighter.papers_removed == ("Tờ khai theo mẫu",) and lighter.process.fits and not lighter.process.changes
    assert "Không có hồ sơ nào" in told(lighter) and "vừa với thời hạn" in told(lighter)
    same = impact_of(town.version, town.version, SINCE)
    assert "giống hệt" in told(same)
    first = impact_of(town.version, None, SINCE)
    assert "Phiên bản đầu tiên" in told(first) and not first.papers_added
    open_end = impact_of(next_draft(make_version(code="1.000009"), days=None), None, SINCE)
    assert open_end.process.promised is None and open_end.process.fits and "không ghi thời hạn" in told(open_end)


def test_fees_stand_side_by_side_by_way_of_filing(town: Town) -> None:
    former = next_draft(town.version)
    ProcedureVersion.objects.filter(pk=former.pk).update(
        fees=[{"channel": "counter", "text": "30.000 đồng", "vnd": 30000}], fee_text="30.000 đồng"
    )
    draft = next_draft(former)
    fees = [{"channel": "counter", "text": "50.000 đồng", "vnd": 50000},
            {"channel": "online", "text": "Miễn phí", "vnd": 0}]  # fmt: skip
    ProcedureVersion.objects.filter(pk=draft.pk).update(fees=fees, fee_text="50.000 đồng")
    impact = impact_of(draft, former, SINCE)
    assert [(one.channel, one.before, one.after, one.same) for one in impact.fees] == [
        (Channel.COUNTER.words, "30.000 đồng", "50.000 đồng", False), (Channel.ONLINE.words, "", "Miễn phí", False)
    ]  # fmt: skip
    assert "Phí, lệ phí thay đổi" in told(impact)
    first = impact_of(draft, None, SINCE)
    assert [one.before for one in first.fees] == ["", ""] and "Phí, lệ phí thay đổi" not in told(first)
    (table,) = of_publishing(impact).beside
    assert [str(cell) for cell in table.rows[1]] == [str(Channel.ONLINE.words), "không nêu", "Miễn phí", "Đổi"]


def test_every_text_without_english_is_named_with_its_place(town: Town) -> None:
    impact = impact_of(next_draft(town.version, steps=STEPS), town.version, SINCE)
    assert [words.vi for words in impact.no_english][:2] == ["bước “reception”", "bước “look”"]
    assert "Chưa có tiếng Anh: bước “reception”" in told(impact)
    ask = Node(
        "ask", Kind.ASK, Words("Hỏi", "Ask"), fields={"properties": {"area": {"title": "Diện tích"}}},
        asks=(Asked("H26.S1", 60, Words("Có vướng?", "")),),
    )  # fmt: skip
    tell = Node("tell", Kind.AUTOMATIC, Words("Báo", "Tell"), order=Order(Doing.TELL_UNIT, Words("Xong", "")))
    flows = (Flow("a", "ask", "tell", Words("đồng ý", "")),)
    assert [words.vi for words in without_english(Process(Words("Q", "P"), (ask, tell), flows))] == [
        "ô “Diện tích” ở bước “Hỏi”", "câu hỏi gửi H26.S1 ở “Hỏi”", "nhánh “đồng ý” sau “Hỏi”",
        "nội dung tự gửi ở “Báo”",
    ]  # fmt: skip


def test_ten_thousand_cases_cost_no_more_statements(town: Town, django_assert_max_num_queries: Any) -> None:
    case = receive(town)
    draft = next_draft(town.version)
    with CaptureQueriesContext(
        connection,
    ) as one:
        impact_of(draft, town.version, SINCE)
    columns = ", ".join(
        field.column for field in Case._meta.concrete_fields if field.name not in ("id", "filing_number", "code")
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO cases_case (id, filing_number, code, {columns}) SELECT gen_random_uuid(), 'F' || n, 'C' || n,"
            f" {columns.replace('tracking_digest', 'NULL')} FROM cases_case, generate_series(1, 10000) n WHERE id = %s",
            [case.pk],
        )
    with CaptureQueriesContext(connection) as many:
        impact = impact_of(draft, town.version, SINCE)
    assert impact.open_cases == 10_001 and len(many) == len(one)
    assert sum(float(query["time"]) for query in many.captured_queries) < 1


def test_the_interface_and_the_command_tell_the_same(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    receive(town)
    next_draft(town.version)
    administrator = program(town.administrator)
    answer = administrator.get("/procedures/1.000001/impact", {"effective_from": "2026-12-01"})
    assert (answer.json()["open_cases"], answer.json()["new"]) == (1, 2)
    assert administrator.get("/procedures/1.000001/impact", {"version": "9"}).status_code == 404
    assert program(town.leader).get("/procedures/1.000001/impact").status_code == 403
    assert main(["catalogue", "impact", "1.000001", "--effective-from", "2026-12-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == answer.json()
    assert main(["catalogue", "impact", "1.000001"]) == 0
    assert "phiên bản / version 1 → 2" in capsys.readouterr().out
    assert main(["catalogue", "impact", "9.999999"]) == 2
