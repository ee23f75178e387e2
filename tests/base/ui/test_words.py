"""Words, dates, amounts and icons in templates."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.template import Context, engines

from motcua.base import ui
from motcua.base.ui import due
from motcua.base.ui.templatetags.ui import BADGE_ICONS
from motcua.kernel import clock
from motcua.kernel.words import Words, use_language

STATIC = Path(ui.__file__).parent / "static/ui"
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


def draw(source: str, **facts: object) -> str:
    return engines["django"].engine.from_string(source).render(Context(facts))


@pytest.mark.parametrize(("language", "text"), [("vi", "Còn 3 giấy tờ"), ("en", "3 papers left")])
def test_both_texts_stand_in_one_place(language: str, text: str) -> None:
    with use_language(language):
        assert draw('{% t "Còn {n} giấy tờ" "{n} papers left" n=3 %}') == text


def test_facts_are_escaped_and_own_markup_is_not() -> None:
    assert draw('{% t "<b>{name}</b>" "" name=name %}', name="<i>") == "<b>&lt;i&gt;</b>"


def test_texts_from_outside_are_escaped() -> None:
    assert draw("{% t name name %}", name="<i>") == "&lt;i&gt;"


def test_words_inside_words_take_the_language_along() -> None:
    with use_language("en"):
        assert draw('{% t "{d}" "until {d}" d=d %}', d=Words("mai", "tomorrow")) == "until tomorrow"


def test_an_argument_in_two_languages() -> None:
    with use_language("en"):
        assert "Send" in draw('{% part "button" label="Gửi hồ sơ"|en:"Send" %}')


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ at|moment }}", "12:00 Thứ Hai, 23/11/2026"),
        ("{{ at|day }}", "Thứ Hai, 23/11/2026"),
        ("{{ on|day }}", "Chủ Nhật, 01/02/2026"),
        ("{{ none|day }}{{ none|moment }}{{ none|money }}{{ none|size }}{{ none|number }}", ""),
        ("{{ vnd|money }}", "1.250.000 đ"),
        ("{{ vnd|number }}", "1.250.000"),
        ("{{ vnd|size }}", "1,2 MB"),
        ("{{ 4|size }}", "1 kB"),
        ("{{ 999499|size }}", "999 kB"),
        ("{{ 999500|size }}", "1,0 MB"),
    ],
)
def test_days_and_amounts(source: str, shown: str) -> None:
    facts = {"at": NOON, "on": date(2026, 2, 1), "none": None, "vnd": 1_250_000}
    assert draw(source, **facts).replace("\u00a0", " ") == shown


def test_an_icon_with_words_has_a_name() -> None:
    assert 'role="img" aria-label="Trễ"' in draw('{% icon "alert" words="Trễ" %}')
    assert 'aria-hidden="true"' in draw('{% icon "alert" %}')


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    sprite = (STATIC / "icons.svg").read_text(encoding="utf-8")
    assert all(f'id="{name}"' in sprite for name in BADGE_ICONS.values())


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("given", "tone", "said"),
    [
        ({"due_at": NOON + 75 * HOUR}, "ontime", "Còn 3 ngày 3 giờ"),
        ({"due_at": NOON + 27 * HOUR}, "near", "Còn 1 ngày 3 giờ"),
        ({"due_at": NOON + 27 * HOUR, "near_from": NOON + HOUR}, "ontime", "Còn 1 ngày 3 giờ"),
        ({"due_at": NOON + 75 * HOUR, "near_from": NOON}, "near", "Còn 3 ngày 3 giờ"),
        ({"due_at": NOON}, "near", "Còn 1 phút"),
        ({"due_at": NOON - 49 * HOUR}, "late", "Trễ 2 ngày 1 giờ"),
        ({"due_at": NOON - 48 * HOUR}, "late", "Trễ 2 ngày"),
        ({"due_at": NOON - HOUR, "stopped": True}, "stopped", "Tạm dừng tính hạn"),
        ({"due_at": None}, "plain", "Chưa có hạn"),
        ({"due_at": NOON - HOUR, "done_at": NOON - 2 * HOUR}, "ontime", "Xong đúng hạn"),
        ({"due_at": NOON - 2 * HOUR, "done_at": NOON - HOUR}, "late", "Xong trễ 1 giờ"),
        ({"due_at": None, "done_at": NOON}, "plain", "Chưa có hạn"),
    ],
)
def test_a_due_moment_in_words(given: dict, tone: str, said: str) -> None:
    told = due.mark(**given, now=NOON)
    assert (told.tone, told.words.vi) == (tone, said)


def test_the_badge_has_word_icon_and_colour() -> None:
    with clock.frozen(NOON), use_language("en"):
        shown = draw("{% due_badge at %}", at=NOON - HOUR)
    assert "badge--late" in shown and "#alert" in shown and "1 hour late" in shown
