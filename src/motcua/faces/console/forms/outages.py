"""Forms about outages: every text in both languages, moments as a day and an hour."""

from datetime import date, datetime, time
from typing import Any

from django import forms

from motcua.base.outages.enums import EFFECTS, MOST_TOLD_HOURS, SERVICES, TOLD_HOURS
from motcua.base.ui.forms import Form, Typed, said
from motcua.kernel.clock import LOCAL, local
from motcua.kernel.text import clock_time, short_date
from motcua.kernel.typed_dates import typed_date, typed_time

LONG, SHORT = 4000, 120


def day(vi: str, en: str, **rest: Any) -> Typed:
    return Typed(typed_date, label=said(vi, en), max_length=40, **rest)


def hour(vi: str, en: str, **rest: Any) -> Typed:
    return Typed(typed_time, label=said(vi, en), max_length=20, **rest)


def text(vi: str, en: str, **rest: Any) -> forms.CharField:
    return forms.CharField(label=said(vi, en), max_length=LONG, widget=forms.Textarea({"rows": 4}), **rest)


def moment(on: date | None, at: time | None) -> datetime | None:
    return datetime.combine(on, at, LOCAL) if on and at else None


def typed_moment(at: datetime) -> tuple[str, str]:
    """As it stands in the two fields before anything is typed."""
    return short_date(local(at).date()), clock_time(at)


class ToldForm(Form):
    """What both kinds say. The names of fields are those of the act, so that its faults find their place."""

    title_vi = forms.CharField(
        label=said("Tên ngắn, tiếng Việt", "Short name in Vietnamese"), max_length=SHORT,
        help_text=said("Như: Không nộp được hồ sơ trực tuyến.", "Such as: Không nộp được hồ sơ trực tuyến."),
    )  # fmt: skip
    title_en = forms.CharField(label=said("Tên ngắn, tiếng Anh", "Short name in English"), max_length=SHORT)
    effect = forms.ChoiceField(
        label=said("Mức ảnh hưởng", "How bad"), choices=lambda: [(key, str(words)) for key, words in EFFECTS.items()],
        widget=forms.RadioSelect, initial="down",
    )  # fmt: skip
    services = forms.MultipleChoiceField(
        label=said("Dịch vụ liên quan", "What it concerns"), widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(key, str(words)) for key, words in SERVICES.items()],
    )  # fmt: skip
    text_vi = text("Điều gì xảy ra, tiếng Việt", "What happens, in Vietnamese")
    text_en = text("Điều gì xảy ra, tiếng Anh", "What happens, in English")
    meanwhile_vi = text(
        "Trong lúc đó người dân làm gì, tiếng Việt", "What people can do meanwhile, in Vietnamese",
        help_text=said("Như: nộp tại Bộ phận Một cửa, hoặc chờ đến khi xong.", "Such as: file at a one-stop office."),
    )  # fmt: skip
    meanwhile_en = text("Trong lúc đó người dân làm gì, tiếng Anh", "What people can do meanwhile, in English")


class PlannedForm(ToldForm):
    starts_on = day("Bắt đầu ngày", "Begins on")
    starts_at = hour("Bắt đầu lúc", "Begins at")
    ends_on = day("Kết thúc ngày", "Ends on")
    ends_at = hour("Kết thúc lúc", "Ends at")
    told_hours = forms.IntegerField(
        label=said("Báo trên mọi trang trước mấy giờ", "Hours before that every page says so"), initial=TOLD_HOURS,
        min_value=0, max_value=MOST_TOLD_HOURS,
    )  # fmt: skip
    field_order = ("title_vi", "title_en", "starts_on", "starts_at", "ends_on", "ends_at", "told_hours")


class IncidentForm(ToldForm):
    starts_on = day("Bắt đầu ngày", "Began on")
    starts_at = hour("Bắt đầu lúc", "Began at")
    field_order = ("title_vi", "title_en", "starts_on", "starts_at")


class NewsForm(Form):
    text_vi = text("Tin cập nhật, tiếng Việt", "The news in Vietnamese")
    text_en = text("Tin cập nhật, tiếng Anh", "The news in English")


class PlannedNewsForm(NewsForm):
    """The end may be moved."""

    ends_on = day("Kết thúc ngày", "Ends on")
    ends_at = hour("Kết thúc lúc", "Ends at")


class EndForm(NewsForm):
    ends_on = day("Hoạt động lại từ ngày", "Works again since")
    ends_at = hour("Lúc", "At")


class LessonForm(Form):
    lesson_vi = text(
        "Rút kinh nghiệm, tiếng Việt", "Post-mortem in Vietnamese",
        help_text=said(
            "Điều gì đã xảy ra, vì sao, ai bị ảnh hưởng, từ nay làm gì để không lặp lại. Không nêu tên cá nhân.",
            "What happened, why, whom it touched, and what is done so that it does not happen again. Name no person.",
        ),
    )  # fmt: skip
    lesson_en = text("Rút kinh nghiệm, tiếng Anh", "Post-mortem in English")
