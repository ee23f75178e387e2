"""Days, hours, money and sizes as Vietnamese papers write them."""

from datetime import datetime

from motcua.kernel import clock

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def long_day(moment: datetime) -> str:
    """ "ngày 05 tháng 02 năm 2025": days below 10 and months 1, 2 carry a zero (NĐ 30/2020 Annex I, II.4)."""
    at = clock.local(moment)
    month = f"{at.month:02d}" if at.month < 3 else str(at.month)
    return f"ngày {at.day:02d} tháng {month} năm {at.year}"


def short_day(moment: datetime) -> str:
    return clock.local(moment).strftime("%d/%m/%Y")


def hour(moment: datetime) -> str:
    """ "08 giờ 30 phút", Hanoi's time."""
    return clock.local(moment).strftime("%H giờ %M phút")


def weekday(moment: datetime) -> str:
    return WEEKDAYS[clock.local(moment).weekday()]


def iso(moment: datetime) -> str:
    """ISO 8601 with the offset: "2025-04-29T17:00:00+07:00"."""
    return clock.local(moment).isoformat(timespec="seconds")


def grouped(number: int) -> str:
    """12345 as "12.345"."""
    return f"{number:,}".replace(",", ".")


def money(amount_vnd: int) -> str:
    return f"{grouped(amount_vnd)} đồng"


def size(size_bytes: int) -> str:
    """Bytes in the largest fitting unit with a decimal comma: "812 byte", "1,5 MB"."""
    if size_bytes < 1000:
        return f"{size_bytes} byte"
    if size_bytes < 1_000_000:
        return f"{size_bytes / 1000:.1f} kB".replace(".", ",")
    return f"{size_bytes / 1_000_000:.1f} MB".replace(".", ",")
