"""What an official promises at acceptance: a stated time limit, or an own day with its ground."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms

from motcua.base.daysoff.queries import same_day_cut_off
from motcua.base.ui.forms import Typed
from motcua.casework.services.accept import Promise
from motcua.domain.catalogue.enums import Unit
from motcua.domain.catalogue.models import TimeLimit
from motcua.kernel import clock
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

CLOSING = time(17)
OWN_DATE = "own"
SAME_DAY = Words("Trong ngày; nhận sau {time}: ngày làm việc tiếp theo", "Same day; after {time}: the next working day")


def promise_fields(limits: Sequence[TimeLimit]) -> dict[str, forms.Field]:
    """None for one stated limit, a choice for several, a day with its ground where there is none."""
    fields: dict[str, forms.Field] = {}
    choices = [(str(limit.pk), str(limit_words(limit))) for limit in stated(limits)]
    if may_enter(limits) and choices:
        choices.append((OWN_DATE, str(Words("Hẹn ngày khác, có căn cứ", "Another day, with its ground"))))
    if len(choices) > 1:
        fields["time_limit"] = forms.ChoiceField(
            label=str(Words("Thời hạn", "Time limit")), choices=choices, widget=forms.RadioSelect, initial=choices[0][0]
        )
    if may_enter(limits):
        fields["promised_on"] = Typed(
            typed_date, label=str(Words("Hẹn trả ngày", "Promised day")), required=False, max_length=40
        )
        fields["ground"] = forms.CharField(
            label=str(Words("Căn cứ của ngày hẹn", "Ground for that day")), required=False, max_length=300
        )
    return fields


def promise_of(limits: Sequence[TimeLimit], typed: dict[str, Any]) -> Promise:
    """What was chosen or entered; the one stated limit where there was nothing to choose."""
    known = stated(limits)
    chosen = typed.get("time_limit") or (str(known[0].pk) if known else OWN_DATE)
    if chosen != OWN_DATE:
        return Promise(time_limit_id=chosen)
    return Promise(promised_at=closing_of(typed.get("promised_on")), ground=typed.get("ground") or "")


def stated(limits: Sequence[TimeLimit]) -> list[TimeLimit]:
    return [limit for limit in limits if limit.value is not None]


def may_enter(limits: Sequence[TimeLimit]) -> bool:
    """Whether the catalogue leaves a day to the receiving official."""
    return len(stated(limits)) < len(limits) or not limits


def limit_words(limit: TimeLimit) -> Words:
    """ "5 ngày làm việc – hồ sơ cần xác minh"."""
    words = (
        SAME_DAY.fill(time=same_day_cut_off(clock.today()))
        if limit.same_day
        else Words("{n} {unit}", "{n} {unit}").fill(n=limit.value, unit=Unit(limit.unit).words)
    )
    return Words(f"{words.vi} – {limit.variant}", f"{words.en} – {limit.variant}") if limit.variant else words


def closing_of(day: date | None) -> datetime | None:
    """A promised day as the moment offices close."""
    return datetime.combine(day, CLOSING, tzinfo=clock.LOCAL) if day else None
