"""Bringing lists in: every line found again in the counts, the same content twice makes nothing new."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest
from django.db import DatabaseError

from motcua.base.ledger.models import Entry
from motcua.domain.catalogue.enums import Origin, VersionState
from motcua.domain.catalogue.models import Procedure, ProcedureVersion, RequiredPaper, TimeLimit
from motcua.domain.catalogue.reading.own import WrongFacts, read_facts
from motcua.domain.catalogue.report import ImportReport
from motcua.domain.catalogue.services import import_file as importing
from motcua.domain.catalogue.services.import_file import import_file, import_lines
from motcua.domain.catalogue.services.load_own import load_own
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Denied
from tests.domain.catalogue.lists import NATIONAL, a_row, as_bytes, whole_list
from tests.domain.catalogue.people import ADMINISTRATOR, COUNTER

pytestmark = pytest.mark.django_db

SINCE = date(2026, 1, 5)
A_FACT = {"code": "1.999001", "name": "Tên tạm", "field": "Thử", "levels": ["commune"], "time_limits": [], "papers": []}
EACH = 12 if NATIONAL.is_file() else 1
"""Every twelfth line of the real list, 278 of 3,329; all of the sample where the list is not at hand."""


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "list.jsonl"
    write(path, a_row(), a_row(code="1.999002", issuing_agency="UBND tỉnh Lai Châu"), {"code": "?"})
    yield path


def write(path: Path, *rows: dict[str, object]) -> None:
    path.write_bytes(b"\n".join(as_bytes(row) for row in rows) + b"\n")


def test_real_lines_come_in_whole_and_a_second_time_nothing_is_new() -> None:
    lines = list(islice(whole_list(), 0, None, EACH))
    first = import_lines(lines, actor=SYSTEM, report=ImportReport(), effective_from=SINCE)
    assert first.complete and first.created == first.lines == len(lines) and not first.named
    texts = [line.procedure for line in lines if line.procedure]
    assert first.drafts == sum(text.foreign for text in texts)
    assert TimeLimit.objects.count() == sum(len(text.limits) for text in texts)
    assert RequiredPaper.objects.count() == sum(len(text.papers) for text in texts)
    assert Entry.objects.filter(kind="procedure.drafted").count() == len(lines)
    second = import_lines(lines, actor=SYSTEM, report=ImportReport(), effective_from=SINCE)
    assert second.complete and second.unchanged == len(lines)
    assert ProcedureVersion.objects.count() == len(lines)


def test_every_line_is_counted_once(listed: Path) -> None:
    report = import_file(listed, actor=ADMINISTRATOR, effective_from=SINCE)
    assert (report.lines, report.created, report.named, report.published, report.drafts) == (3, 2, 1, 1, 1)
    assert report.complete
    assert report.reasons == {"issuer.other_province": 1, "line.unreadable": 1}


def test_a_changed_text_becomes_the_next_version(listed: Path) -> None:
    import_file(listed, actor=SYSTEM, effective_from=SINCE)
    write(listed, a_row(requirements="Đủ 18 tuổi"))
    report = import_file(listed, actor=SYSTEM, effective_from=SINCE + timedelta(30))
    assert (report.changed, report.created) == (1, 0)
    versions = list(ProcedureVersion.objects.filter(procedure__code="1.999001").order_by("number"))
    assert [version.effective_from for version in versions] == [SINCE, SINCE + timedelta(30)]
    assert versions[0].effective_until == SINCE + timedelta(29)


def test_a_text_changed_on_the_same_day_is_in_force_from_the_next(listed: Path) -> None:
    import_file(listed, actor=SYSTEM)
    write(listed, a_row(requirements="Đủ 18 tuổi"))
    import_file(listed, actor=SYSTEM)
    latest = ProcedureVersion.objects.order_by("-number").first()
    assert latest is not None and latest.effective_from == clock.today() + timedelta(1)


def test_a_changed_draft_takes_the_place_of_the_old_one(listed: Path) -> None:
    import_file(listed, actor=SYSTEM)
    write(listed, a_row(code="1.999002", issuing_agency="UBND tỉnh Lai Châu", requirements="Đủ 18 tuổi"))
    import_file(listed, actor=SYSTEM)
    version = ProcedureVersion.objects.get(procedure__code="1.999002")
    assert (version.state, version.requirements) == (VersionState.DRAFT, "Đủ 18 tuổi")


def test_a_line_the_database_refuses_is_named_and_the_others_come_in(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importing.bring_in

    def refuse_the_first(text, *args, **kwargs):  # type: ignore[no-untyped-def]
        if text.code == "1.999001":
            raise DatabaseError("too long")
        return real(text, *args, **kwargs)

    monkeypatch.setattr(importing, "bring_in", refuse_the_first)
    report = import_file(listed, actor=SYSTEM)
    assert (report.created, report.named, report.complete) == (1, 2, True)
    assert report.reasons["line.refused"] == 1
    assert [procedure.code for procedure in Procedure.objects.all()] == ["1.999002"]


def test_importing_is_for_those_who_keep_the_catalogue(listed: Path) -> None:
    with pytest.raises(Denied):
        import_file(listed, actor=COUNTER)


def test_the_report_names_line_field_text_and_what_was_assumed(listed: Path, tmp_path: Path) -> None:
    report = import_file(listed, actor=SYSTEM)
    report.write_csv(tmp_path / "report.csv")
    rows = (tmp_path / "report.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "line,code,field,text,assumed,reason"
    assert all(row.startswith("0,") for row in rows[1:4])
    foreign = "Tỉnh, thành phố khác ban hành: để bản nháp, không tiếp nhận."
    assert rows[4] == f'2,1.999002,issuing_agency,UBND tỉnh Lai Châu,"{foreign}",issuer.other_province'
    assert rows[5].startswith("3,?,") or rows[5].startswith("3,,")


def test_the_projects_own_procedures_are_published_with_their_everyday_words() -> None:
    report = load_own(actor=SYSTEM, effective_from=SINCE)
    assert report.complete and report.created == report.published == len(read_facts()) >= 120
    birth = ProcedureVersion.objects.select_related("procedure").get(procedure__code="1.001193")
    assert birth.origin == Origin.OWN and birth.receivable_on(SINCE)
    assert birth.procedure.plain_words
    assert load_own(actor=SYSTEM, effective_from=SINCE).unchanged == report.lines


def test_own_facts_never_push_out_what_an_official_list_brought(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/a.jsonl").write_text(json.dumps(A_FACT))
    write(tmp_path / "list.jsonl", a_row())
    import_file(tmp_path / "list.jsonl", actor=SYSTEM)
    assert load_own(actor=SYSTEM, folder=tmp_path / "own").kept_other == 1
    assert ProcedureVersion.objects.get().name == "Cấp giấy phép thử"


def test_an_official_list_follows_the_own_facts_and_keeps_their_everyday_words(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/a.jsonl").write_text(json.dumps(A_FACT | {"plain_words": ["xin phép"]}))
    load_own(actor=SYSTEM, folder=tmp_path / "own", effective_from=SINCE)
    write(tmp_path / "list.jsonl", a_row())
    import_file(tmp_path / "list.jsonl", actor=SYSTEM, effective_from=SINCE + timedelta(7))
    latest = ProcedureVersion.objects.get(number=2)
    assert (latest.origin, latest.name) == (Origin.IMPORT, "Cấp giấy phép thử")
    assert " xin phep" in latest.search_text


@pytest.mark.parametrize(
    "spoil", [{"levels": ["village"]}, {"time_limits": [{"channel": "any", "value": 2}]}, {"name": None}]
)
def test_a_mistake_in_the_own_facts_is_an_error_with_its_place(tmp_path: Path, spoil: dict[str, object]) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(A_FACT | spoil))
    with pytest.raises(WrongFacts, match=r"a\.jsonl:1"):
        read_facts(tmp_path)
