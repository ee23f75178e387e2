"""Working time as an ISO 8601 duration and back. A day is eight working hours; months have no working time."""

import re

MINUTES_A_DAY = 480
DAYS_A_WEEK = 5
FORM = re.compile(r"P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,8})S)?)?")


def duration_of(minutes: int) -> str:
    return f"PT{minutes}M"


def minutes_of(text: str) -> int | None:
    """None for what is no length of time, such as a date, or months."""
    found = FORM.fullmatch(text.strip().strip('"'))
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return (weeks * DAYS_A_WEEK + days) * MINUTES_A_DAY + hours * 60 + minutes + (seconds + 59) // 60
