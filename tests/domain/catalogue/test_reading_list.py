"""The whole list: every line comes in or is named, nothing made up, nothing left that must not be kept."""

import json
import unicodedata
from collections import Counter
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.domain.catalogue.enums import OWN_LEVELS, PaperKind
from motcua.domain.catalogue.reading.lines import read_line, read_lines
from motcua.domain.catalogue.reading.texts import ProcedureText
from tests.domain.catalogue.lists import NATIONAL, SAMPLE, a_row, as_bytes, procedure, read, reasons, whole_list

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def procedures() -> list[ProcedureText]:
    return [line.procedure for line in whole_list() if line.procedure]


def test_every_line_comes_in_or_is_named() -> None:
    path = NATIONAL if NATIONAL.is_file() else SAMPLE
    assert len(whole_list()) == path.read_bytes().count(b"\n") + (not path.read_bytes().endswith(b"\n"))
    assert all(line.procedure or line.flags for line in whole_list())
    assert all(line.procedure for line in whole_list()), "the list has no line that cannot be read at all"


def test_codes_are_unique_and_names_are_not_empty() -> None:
    codes = Counter(text.code for text in procedures())
    assert max(codes.values()) == 1
    assert all(text.name for text in procedures())


def test_no_address_of_anybodys_disk_is_kept() -> None:
    assert all("file://" not in json.dumps(asdict(text), default=str, ensure_ascii=False) for text in procedures())


def test_texts_are_composed_and_hold_no_private_signs_or_tags() -> None:
    for text in procedures():
        kept = json.dumps(asdict(text), default=str, ensure_ascii=False)
        assert unicodedata.is_normalized("NFC", kept), text.code
        assert "<br>" not in kept and "\xa0" not in kept, text.code
        assert not any("\ue000" <= letter <= "\uf8ff" for letter in kept), text.code


def test_every_limit_has_a_whole_number_with_a_unit_or_needs_a_date_and_is_flagged() -> None:
    for line in whole_list():
        assert line.procedure and line.procedure.limits
        flagged = any(flag.reason.value.startswith(("time.", "methods.")) for flag in line.flags)
        for limit in line.procedure.limits:
            assert (limit.value is None) == (limit.unit is None)
            assert limit.value is None or limit.value > 0
            assert limit.value is not None or flagged, line.procedure.code


def test_every_number_stands_in_the_text_it_came_from() -> None:
    """Nothing is guessed: the digits of a limit are those of its text (working days as hours only by eight)."""
    for text in procedures():
        for limit in text.limits:
            if limit.value is not None and not limit.same_day:
                assert str(limit.value) in limit.text or str(limit.value / 8).rstrip("0").rstrip(".") in limit.text


def test_one_channel_never_has_two_limits_that_look_alike() -> None:
    for text in procedures():
        told = Counter((limit.channel, limit.variant) for limit in text.limits)
        assert max(told.values()) == 1, text.code


def test_papers_that_are_asked_for_say_how_many() -> None:
    for text in procedures():
        assert all(paper.name for paper in text.papers)
        assert len(set(text.papers)) == len(text.papers)
        for paper in text.papers:
            assert paper.kind == PaperKind.NOTE or paper.originals + paper.copies > 0


def test_other_provinces_are_named_and_what_has_no_level_is_flagged() -> None:
    for line in whole_list():
        assert line.procedure
        assert line.procedure.foreign == ("issuer.other_province" in reasons(line))
        assert bool(line.procedure.levels) != ("level.missing" in reasons(line))


def test_the_counts_of_the_list() -> None:
    """Lines; of other provinces; of a city's own levels and not of another province; without any numeric time."""
    own = [text for text in procedures() if set(text.levels) & set(OWN_LEVELS)]
    counts = (
        len(procedures()),
        sum(text.foreign for text in procedures()),
        sum(not text.foreign for text in own),
        sum(all(limit.needs_date for limit in text.limits) for text in procedures()),
    )
    assert counts == ((3329, 566, 1683, 487) if NATIONAL.is_file() else (76, 10, 42, 17))


@pytest.mark.parametrize(
    "raw", [b"{", b"[]", b"null", b'{"code": "x"}', b"\xff\xfe", b'{"code": "1.000001", "name": ""}']
)
def test_a_line_that_is_no_procedure_is_named(raw: bytes) -> None:
    line = read_line(raw, 7)
    assert line.procedure is None
    assert [(flag.line, flag.reason.value) for flag in line.flags] == [(7, "line.unreadable")]


def test_a_code_that_comes_twice_is_named_and_blank_lines_are_no_lines() -> None:
    lines = list(read_lines([as_bytes(a_row()), b"\n", as_bytes(a_row(name="Khác"))]))
    assert [line.procedure is not None for line in lines] == [True, False]
    assert reasons(lines[1]) == {"line.repeated"}


def test_a_sound_line_is_read_without_any_flag() -> None:
    assert read().flags == ()


def test_the_digest_changes_with_the_content_and_only_with_it() -> None:
    assert procedure().digest == procedure().digest
    assert procedure().digest != procedure(requirements="Đủ 18 tuổi").digest
    assert read_line(as_bytes(a_row()), 1).procedure == read_line(as_bytes(a_row()), 2).procedure


def test_civil_servants_cut_at_commas_are_one_group_again() -> None:
    users = ["Công dân Việt Nam", "Cán bộ", "công chức", "viên chức"]
    assert procedure(target_users=users).applicants == ("Công dân Việt Nam", "Cán bộ, công chức, viên chức")


def test_a_law_number_with_letters_glued_to_it_is_dropped_beside_the_sound_one_else_kept_and_flagged() -> None:
    laws = [{"number": "40/2025/TT-BTC", "title": ""}, {"number": "40/2025/TT-BTCN", "title": ""}]
    line = read(legal_basis=[*laws, {"number": "54/2014/QH1354", "title": ""}])
    assert line.procedure is not None
    assert [law.number for law in line.procedure.legal] == ["40/2025/TT-BTC", "54/2014/QH1354"]
    assert {"legal.shadow", "legal.number"} <= reasons(line)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(key=st.sampled_from(sorted(a_row())), value=ANY_JSON)
def test_whatever_stands_in_a_cell_the_line_is_read_or_named(key: str, value: Any) -> None:
    line = read_line(as_bytes(a_row(**{key: value})), 1)
    assert line.procedure or line.flags


@given(raw=st.binary(max_size=60))
def test_whatever_bytes_come_no_line_stops_the_import(raw: bytes) -> None:
    assert read_line(raw, 1).flags
