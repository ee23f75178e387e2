"""Time limits: a number only where the text is wholly understood."""

import pytest

from motcua.domain.catalogue.enums import Channel, Unit
from motcua.domain.catalogue.reading.texts import LimitText
from tests.domain.catalogue.lists import a_method, procedure, read, reasons


def only_limit(**method: object) -> LimitText:
    limits = procedure(methods=[a_method(**method)]).limits
    assert len(limits) == 1
    return limits[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5 ngày làm việc", 5, Unit.WORKING_DAY),
        ("07 Ngày làm việc", 7, Unit.WORKING_DAY),
        ("30 Ngày", 30, Unit.DAY),
        ("4 Tháng", 4, Unit.MONTH),
        ("01 Giờ", 1, Unit.HOUR),
        ("2 giờ làm việc", 2, Unit.WORKING_HOUR),
        ("Không quá 10 ngày làm việc. ngày", 10, Unit.WORKING_DAY),
        ("Không quá 15 ngày. ngày", 15, Unit.DAY),
        ("Không quá 07 ngày kể từ ngày nhận đủ hồ sơ hợp lệ.  ngày", 7, Unit.DAY),
        ("12.5 ngày làm việc", 100, Unit.WORKING_HOUR),
        ("6,25 ngày làm việc", 50, Unit.WORKING_HOUR),
    ],
)
def test_a_stated_time_becomes_a_number_with_its_unit(text: str, value: int, unit: Unit) -> None:
    limit = only_limit(time_text=text)
    assert (limit.value, limit.unit, limit.needs_date) == (value, unit, False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "time.missing"),
        ("N/A", "time.missing"),
        ("Theo mô tả ngày", "time.missing"),
        ("Không quy định ngày", "time.missing"),
        ("1/12 hàng năm ngày", "time.text"),
        ("Chậm nhất là ngay trước khi tàu rời cảng", "time.text"),
        ("Không quá 10 ngày làm việc. Đối với các xã miền núi tăng thêm không quá 10 ngày làm việc. ngày", "time.text"),
        ("12.5 ngày làm việc + thời gian thực hiện cấp lại Giấy chứng nhận ngày", "time.plus"),
        ("0 ngày", "time.zero"),
        ("0.5 Giờ", "time.fraction"),
        ("15", "time.text"),
    ],
)
def test_what_is_not_wholly_understood_stays_text_and_needs_a_date(text: str, reason: str) -> None:
    line = read(methods=[a_method(time_text=text)])
    assert line.procedure is not None
    limit = line.procedure.limits[0]
    assert limit.needs_date and limit.unit is None and not limit.same_day
    assert reason in reasons(line)
    assert limit.text == " ".join(text.split())


def test_one_day_in_civil_status_is_the_same_day() -> None:
    line = read(field="Hộ tịch", methods=[a_method(time_text="1 ngày")])
    assert line.procedure is not None
    limit = line.procedure.limits[0]
    assert (limit.value, limit.unit, limit.same_day) == (1, Unit.DAY, True)
    assert "time.same_day" in reasons(line)


@pytest.mark.parametrize(("field", "text"), [("Thuế", "1 ngày"), ("Hộ tịch", "1 ngày làm việc"), ("Hộ tịch", "3 ngày")])
def test_elsewhere_a_day_is_a_day(field: str, text: str) -> None:
    assert not procedure(field=field, methods=[a_method(time_text=text)]).limits[0].same_day


def test_within_the_working_day_of_receipt_is_the_same_day() -> None:
    limit = only_limit(
        time_text="Thực hiện trong ngày làm việc nhận được đủ hồ sơ xóa nợ; sau 15 giờ thì ngày sau ngày"
    )
    assert limit.same_day and limit.value == 1


def test_a_limit_up_to_an_event_is_no_time_for_deciding() -> None:
    line = read(methods=[a_method(time_text="03 Giờ", note="Chậm nhất 03 giờ trước khi công dân đến cửa khẩu")])
    assert line.procedure is not None
    assert line.procedure.limits[0].needs_date
    assert "time.before_event" in reasons(line)


def test_the_same_number_in_another_unit_in_the_note_is_flagged() -> None:
    line = read(methods=[a_method(time_text="7 ngày", note="07 ngày làm việc.")])
    assert "time.note_differs" in reasons(line)
    agreeing = read(methods=[a_method(time_text="7 ngày làm việc", note="07 ngày làm việc.")])
    assert "time.note_differs" not in reasons(agreeing)


def test_channels_have_their_own_limits() -> None:
    methods = [
        a_method(channel="Trực tuyến", time_text="17 ngày làm việc"),
        a_method(channel="Trực tiếp", time_text="20 ngày làm việc"),
        a_method(channel="Dịch vụ bưu chính", time_text="30 ngày làm việc"),
    ]
    limits = procedure(methods=methods).limits
    assert [(limit.channel, limit.value) for limit in limits] == [
        (Channel.ONLINE, 17),
        (Channel.COUNTER, 20),
        (Channel.POST, 30),
    ]
    assert not any(limit.variant for limit in limits)


def test_two_limits_of_one_channel_are_told_apart_by_the_lines_they_do_not_share() -> None:
    notes = ["Nộp tại quầy.<br>Trường hợp cấp mới", "Nộp tại quầy.<br>Trường hợp cấp lại"]
    methods = [a_method(time_text=f"{days} ngày", note=note) for days, note in zip((15, 5), notes, strict=True)]
    assert [limit.variant for limit in procedure(methods=methods).limits] == [
        "Trường hợp cấp mới",
        "Trường hợp cấp lại",
    ]


def test_two_limits_without_a_case_named_are_numbered_and_flagged() -> None:
    line = read(methods=[a_method(time_text="8 ngày"), a_method(time_text="4 ngày")])
    assert line.procedure is not None
    assert [limit.variant for limit in line.procedure.limits] == ["Trường hợp 1", "Trường hợp 2"]
    assert "method.unnamed" in reasons(line)


def test_an_exact_repeat_is_kept_once() -> None:
    line = read(methods=[a_method(), a_method()])
    assert line.procedure is not None
    assert len(line.procedure.limits) == 1
    assert "method.repeated" in reasons(line)


def test_without_any_way_of_filing_a_date_is_entered_whatever_the_channel() -> None:
    line = read(methods=[])
    assert line.procedure is not None
    assert line.procedure.limits == (LimitText(Channel.ANY, ""),)
    assert "methods.missing" in reasons(line)


def test_another_crawl_that_names_another_time_is_flagged_and_the_first_is_kept() -> None:
    line = read(methods_portal_with_fee=[a_method(time_text="9 ngày làm việc")])
    assert line.procedure is not None
    assert line.procedure.limits[0].value == 5
    assert "time.other_source" in reasons(line)
