"""Channels the crawls glued together, and the fees they put before the notes."""

import pytest

from motcua.domain.catalogue.enums import Channel, ServiceLevel
from motcua.domain.catalogue.reading.fees import split_fee
from tests.domain.catalogue.lists import a_method, procedure, read, reasons


def test_glued_channels_are_taken_apart_and_flagged() -> None:
    glued = "Miễn phíDịch vụ bưu chính4 Ngày làm việcMiễn phíTrực tiếp3 Ngày làm việcMiễn phí"
    line = read(methods=[a_method(channel="Trực tuyến", time_text="4 Ngày làm việc", note=glued)])
    assert line.procedure is not None
    limits = line.procedure.limits
    assert [(limit.channel, limit.value, limit.note) for limit in limits] == [
        (Channel.ONLINE, 4, ""),
        (Channel.POST, 4, ""),
        (Channel.COUNTER, 3, ""),
    ]
    assert line.procedure.fee_text == "Miễn phí"
    assert "method.glued" in reasons(line)


def test_a_number_without_a_unit_is_no_time() -> None:
    line = read(methods=[a_method(time_text="", note="1Miễn phíTrực tiếp1Miễn phí", channel="Trực tuyến")])
    assert line.procedure is not None
    assert [(limit.text, limit.needs_date) for limit in line.procedure.limits] == [("1", True), ("1", True)]


def test_a_glued_channel_without_a_time_needs_a_date() -> None:
    note = "Miễn phí28 ngày (cấp mới)Dịch vụ bưu chínhKhông có thông tinMiễn phí28 ngày (cấp mới)"
    limits = procedure(methods=[a_method(channel="Trực tuyến", time_text="", note=note)]).limits
    assert [limit.channel for limit in limits] == [Channel.ONLINE, Channel.POST]
    assert all(limit.needs_date for limit in limits)
    assert all(limit.note == "28 ngày (cấp mới)" for limit in limits)


@pytest.mark.parametrize("note", ["Nộp Trực tiếp 3 Ngày làm việc", "Trực tiếp tại quầy, Trực tuyến trên Cổng", ""])
def test_a_note_that_only_names_channels_stays_whole(note: str) -> None:
    assert procedure(methods=[a_method(note=note)]).limits[0].note == note


@pytest.mark.parametrize(
    ("note", "fee", "rest"),
    [
        ("Miễn phí", "Miễn phí", ""),
        ("Miễn phí(Không)- Nộp tại quầy", "Miễn phí(Không)", "- Nộp tại quầy"),
        ("120,000 VNĐ(Theo khoản 1 (Điều 3) Thông tư)Nộp", "120,000 VNĐ(Theo khoản 1 (Điều 3) Thông tư)", "Nộp"),
        ("50,000 Việt Nam Đồng(không đóng ngoặc", "50,000 Việt Nam Đồng(không đóng ngoặc", ""),
        ("Không có thông tinTại Trung tâm", "", "Tại Trung tâm"),
        ("Nộp tại quầy", "", "Nộp tại quầy"),
    ],
)
def test_a_fee_before_the_note_is_taken_out(note: str, fee: str, rest: str) -> None:
    assert split_fee(note) == (fee, rest)


def test_fees_that_differ_are_told_per_channel() -> None:
    methods = [
        a_method(channel="Trực tiếp", fee_text="50,000 VNĐ", fee_vnd=50_000),
        a_method(channel="Trực tuyến", fee_text="25,000 VNĐ", fee_vnd=25_000),
    ]
    text = procedure(methods=methods)
    assert text.fee_text == "Trực tiếp: 50,000 VNĐ\nTrực tuyến: 25,000 VNĐ"
    assert [fee.vnd for fee in text.fees] == [50_000, 25_000]


def test_an_amount_nobody_pays_in_dong_stays_text() -> None:
    line = read(methods=[a_method(fee_text="50 VNĐ", fee_vnd=50, note="50 VNĐ(Phí hải quan 50USD/chuyến bay)")])
    assert line.procedure is not None
    assert line.procedure.fees[0].vnd is None
    assert line.procedure.fee_text == "50 VNĐ(Phí hải quan 50USD/chuyến bay)"
    assert "fee.unlikely" in reasons(line)


def test_the_other_crawl_gives_the_fee_where_the_first_has_none() -> None:
    assert procedure(methods_portal_with_fee=[a_method(note="Miễn phí(Không)")]).fee_text == "Miễn phí(Không)"


def test_an_unknown_channel_holds_for_any_and_is_flagged() -> None:
    line = read(methods=[a_method(channel="Bồ câu")])
    assert line.procedure is not None
    assert line.procedure.limits[0].channel == Channel.ANY
    assert "channel.unknown" in reasons(line)


@pytest.mark.parametrize(
    ("channel", "level"), [("Trực tuyến", ServiceLevel.PARTIAL), ("Trực tiếp", ServiceLevel.INFORMATION)]
)
def test_the_service_level_is_assumed_from_the_online_channel(channel: str, level: ServiceLevel) -> None:
    assert procedure(methods=[a_method(channel=channel)]).service_level == level
