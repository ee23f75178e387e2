"""Finding a procedure: without diacritics, words in any order, the name first, page by page."""

import base64
from datetime import date, timedelta
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.edition import edition
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.enums import Standing
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.reading.official import Listed, ListLine
from motcua.domain.catalogue.reading.own import FACTS
from motcua.domain.catalogue.report import ImportReport
from motcua.domain.catalogue.searchkeys import marked, phrase, slips, tokens
from motcua.domain.catalogue.services.import_file import import_lines
from motcua.domain.catalogue.services.import_list import import_rows
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.catalogue.services.stops import suspend
from motcua.domain.catalogue.services.versions import create_draft, publish, retire
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.domain.catalogue.lists import procedure, read

pytestmark = pytest.mark.django_db

SINCE = date(2026, 1, 5)


@pytest.fixture
def own(tmp_path: Path) -> None:
    """The project's procedures of civil status."""
    copy(FACTS / "civil_status.jsonl", tmp_path)
    load_own(actor=SYSTEM, effective_from=SINCE, folder=tmp_path)


def a_version(since: date = SINCE, **changes: Any) -> ProcedureVersion:
    draft = create_draft(actor=SYSTEM, text=procedure(**changes))
    return publish(actor=SYSTEM, version_id=draft.pk, effective_from=since)


def codes(text: str = "", **filters: Any) -> list[str]:
    return [hit.code for hit in queries.search(text, **filters).hits]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("đăng ký khai sinh", "1.001193"),
        ("dang ky khai sinh", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("sinh khai đăng ký", "1.001193"),
        ("1.001193", "1.001193"),
        ("001193", "1.001193"),
        ("kết hôn", "1.000894"),
        ("bao tu", "1.000656"),
        ("làm giấy chứng tử", "1.000656"),
        ("khai sihn", "1.001193"),
        ("dang kys khai sinh", "1.001193"),
        ("đăng ký kte hom", "1.000894"),
        ("kha sinnh", "1.001193"),
    ],
)
def test_people_find_the_everyday_procedure_first(own: None, text: str, code: str) -> None:
    assert codes(text)[0] == code


def test_every_word_must_be_there_and_begin_a_word(own: None) -> None:
    found = queries.search("khai sinh nước ngoài")
    assert found.hits and not found.similar
    for hit in found.hits:
        text = ProcedureVersion.objects.get(pk=hit.version_id).search_text
        assert all(f" {word}" in text for word in ("khai", "sinh", "nuoc", "ngoai"))


def test_the_name_comes_before_the_field_and_everyday_words() -> None:
    a_version(code="1.999001", name="Cấp phép xây nhà", field="Hộ tịch")
    a_version(code="1.999002", name="Thay đổi hộ tịch", field="Xây dựng")
    a_version(code="1.999003", name="Hộ tịch", field="Xây dựng")
    assert codes("hộ tịch") == ["1.999003", "1.999002", "1.999001"]


def test_nonsense_finds_nothing_and_breaks_nothing(own: None) -> None:
    assert codes("zzzzqqqq wwww") == []
    for text in ("%", "_", "'; DROP", "\\", "a" * 5000, "\x00", "🙂"):
        queries.search(text, agency=text, after=text)


@pytest.mark.parametrize("limit", [1, 7, 50])
def test_pages_by_key_give_every_procedure_once(own: None, limit: int) -> None:
    seen, after = [], None
    while True:
        page = queries.search("dang ky", limit=limit, after=after)
        seen += [hit.code for hit in page.hits]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen))
    assert seen == codes("dang ky", limit=1000)


KEY = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize(
    "told",
    [
        "nonsense", "[" * 3000, "9" * 5000, f'[1e999, "a", "{KEY}"]', f'[1, "a\\u0000", "{KEY}"]', '[NaN, "a", "b"]',
        f'[1, "\\ud800", "{KEY}"]', '{"a": 1}', "[null, null, null]",
    ],
)  # fmt: skip
def test_a_cursor_nobody_gave_out_begins_anew(own: None, told: str) -> None:
    after = base64.urlsafe_b64encode(told.encode()).decode()
    assert codes("khai sinh", after=after) == codes("khai sinh")


def test_filters_by_field_level_and_agency(own: None) -> None:
    page = queries.search(field="ho-tich", limit=100)
    assert page.hits and {hit.field_slug for hit in page.hits} == {"ho-tich"}
    assert all("district" in hit.levels for hit in queries.search(level="district", limit=100).hits)
    by_agency = queries.search(agency="xã ủy ban", limit=100).hits
    assert by_agency and queries.search(agency="ã ủy").hits == ()
    for hit in by_agency:
        assert {"uy", "ban", "xa"} <= set(phrase(f"{hit.issuing_agency} {hit.executing_agency}").split())


def test_only_what_is_in_force_that_day_is_found() -> None:
    a_version(SINCE)
    a_version(SINCE + timedelta(30), requirements="Đủ 18 tuổi")
    create_draft(actor=SYSTEM, text=procedure(code="1.999009"))
    assert codes("giấy phép", on=SINCE - timedelta(1)) == []
    for day in (SINCE, SINCE + timedelta(29), SINCE + timedelta(30)):
        assert codes("giấy phép", on=day) == ["1.999001"]


def test_a_search_takes_one_statement_and_a_misspelt_one_two(own: None) -> None:
    for text, most in (("khai sinh", 1), ("", 1), ("khai sihn", 2)):
        with CaptureQueriesContext(connection) as caught:
            queries.search(text, field="ho-tich", agency="xa", level="commune")
        assert len(caught) <= most
        assert "COUNT(" not in caught[0]["sql"]


def test_choices_for_the_filters(own: None) -> None:
    slugs = [field.slug for field in queries.fields(clock.today(), edition())]
    assert "ho-tich" in slugs and slugs == sorted(slugs)
    assert "Bộ Tư pháp" in queries.issuing_agencies(clock.today(), edition())


def test_receivable_is_what_a_level_of_the_city_decides_today() -> None:
    a_version(code="1.999001", levels=["Cấp xã", "Cấp tỉnh"])
    a_version(code="1.999002", levels=["Cấp bộ"])
    a_version(code="1.999003", levels=["Cấp tỉnh"], since=clock.today() + timedelta(1))
    for level in ("commune", "city"):
        assert [v.procedure.code for v in queries.receivable_versions(level=level)] == ["1.999001"]
    assert [v.procedure.code for v in queries.receivable_versions()] == ["1.999001"]
    tomorrow = queries.receivable_versions(level="city", on=clock.today() + timedelta(1))
    assert {v.procedure.code for v in tomorrow} == {"1.999001", "1.999003"}


def test_words_of_a_query() -> None:
    assert tokens("Khai sinh, (khai) 1.001193!") == ["khai", "sinh", "1.001193"]
    assert phrase("  Đăng ký   KHAI-SINH ") == "dang ky khai sinh"


@given(word=st.text("abcdefghiklmnopqrstuvxy", min_size=3, max_size=8), place=st.integers(0, 7), data=st.data())
def test_one_slip_of_any_kind_leaves_something_in_common(word: str, place: int, data: st.DataObject) -> None:
    place %= len(word)
    letter = data.draw(st.sampled_from("abcxyz"))
    slipped = data.draw(
        st.sampled_from(
            [
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            ]
        )
    )
    if len(slipped) >= 3:
        assert set(slips(slipped)) & set(slips(word))


@pytest.mark.parametrize("exact", ["an", "1.001193", "c++"])
def test_short_words_and_figures_must_be_right(exact: str) -> None:
    assert slips(exact) == [exact]


def test_words_with_the_marks_that_were_written_come_first() -> None:
    a_version(code="1.999001", name="Khai thác quặng an toàn")
    a_version(code="1.999002", name="Khai thác quán ăn")
    assert codes("quán ăn") == ["1.999002", "1.999001"]
    assert codes("quán ăn")[0] == codes("quan an")[0] == "1.999002"
    assert marked("Khai tử, Đăng ký") == ["tử", "đăng", "ký"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tôi muốn làm giấy khai sinh cho con", "1.001193"),
        ("mất giấy khai sinh", "1.004884"),
        ("đăng kí két hôn", "1.000894"),
        ("dnag ky khai tuw", "1.000656"),
        ("khai sinh cho bé sinh ở nước ngòai", "2.000528"),
        ("d\u0103ng ky\u0301 khai t\u01b0\u0309", "1.000656"),
    ],
)
def test_words_too_many_and_several_slips_are_forgiven(own: None, text: str, code: str) -> None:
    assert code in codes(text)[:3]


@pytest.mark.parametrize(
    ("text", "code"), [("làm sổ đỏ", "1.013978"), ("mở quán ăn", "1.001612"), ("mo qaun an", "1.001612")]
)
def test_everyday_words_find_what_they_mean(tmp_path: Path, text: str, code: str) -> None:
    for name in ("land", "business"):
        copy(FACTS / f"{name}.jsonl", tmp_path)
    load_own(actor=SYSTEM, effective_from=SINCE, folder=tmp_path)
    assert code in codes(text)[:3]


def test_everyday_words_added_later_find_a_procedure_an_official_list_brought(tmp_path: Path) -> None:
    import_lines([read(code="1.001193", name="Đăng ký khai sinh")], actor=SYSTEM, report=ImportReport())
    copy(FACTS / "civil_status.jsonl", tmp_path)
    assert load_own(actor=SYSTEM, folder=tmp_path).kept_other == 1
    assert codes("con mới sinh")[0] == "1.001193"


def test_one_whose_name_alone_is_known_comes_after_those_received_and_before_another_provinces() -> None:
    a_version(code="1.999001", name="Cấp giấy phép thử nghiệm dài dòng")
    rows = [a_listed("1.999002", "Giấy phép thử"), a_listed("1.999003", "Giấy phép thử", foreign=True)]
    import_rows([ListLine(n, row, ()) for n, row in enumerate(rows, 1)], actor=SYSTEM, report=ImportReport(), name="x")
    found = queries.search("giấy phép thử").hits
    assert [(hit.code, hit.standing) for hit in found] == [
        ("1.999002", Standing.LISTED),
        ("1.999001", Standing.RECEIVED),
        ("1.999003", Standing.OTHER_PROVINCE),
    ]
    assert found[0].version_id is None


def test_what_is_stopped_is_found_and_says_why() -> None:
    version, other = a_version(code="1.999001"), a_version(code="1.999002")
    suspend(actor=SYSTEM, procedure_id=version.procedure_id, since=clock.today(), until=None, reason="Chờ luật mới")
    retire(actor=SYSTEM, version_id=other.pk, reason="Bãi bỏ", decision_number="12/QĐ-UBND")
    found = queries.search("giấy phép").hits
    assert [hit.code for hit in found] == ["1.999001", "1.999002"]
    assert "Chờ luật mới" in str(found[0].stopped and found[0].stopped.words.vi)
    assert found[1].stopped is not None and "12/QĐ-UBND" in found[1].stopped.words.vi
    assert found[1].standing is Standing.RETIRED


def a_listed(code: str, name: str, *, foreign: bool = False) -> Listed:
    return Listed(code, name, "Thử nghiệm", "Bộ Nội vụ", "Sở Nội vụ", foreign)
