"""Texts: by date, by default, and filled without evaluating anything."""

import json
from datetime import date
from pathlib import Path

import pytest

from motcua.base.messages.errors import MissingValue, NoText
from motcua.base.messages.models import Template
from motcua.base.messages.texts import Text, register_texts, text_for
from motcua.kernel.words import Words

DAY = date(2025, 7, 1)
ROW = {"key": "thing.made", "channel": "email", "language": "vi", "subject": "{code}", "body": "Chào"}


def file_of(folder: Path, *rows: dict[str, str]) -> Path:
    place = folder / "texts.json"
    place.write_text(json.dumps(rows), encoding="utf-8")
    return place


@pytest.mark.django_db
def test_text_an_official_wrote_is_used_from_its_day_on() -> None:
    default = text_for("thing.made", "email", "vi", DAY)
    for day, body in ((date(2025, 7, 1), "mới"), (date(2025, 8, 1), "mới hơn")):
        Template.objects.create(
            key="thing.made", channel="email", language="vi", subject="s", body=body, valid_from=day
        )
    assert text_for("thing.made", "email", "vi", date(2025, 6, 30)) == default
    assert text_for("thing.made", "email", "vi", date(2025, 7, 31)).body == "mới"
    assert text_for("thing.made", "email", "vi", date(2025, 8, 1)).body == "mới hơn"
    assert text_for("thing.made", "email", "en", date(2025, 8, 1)).body.startswith("Dear")


@pytest.mark.django_db
def test_default_of_the_kind_comes_before_the_one_for_all(tmp_path: Path) -> None:
    assert text_for("thing.made", "inapp", "vi", DAY) == Text("{sentence}", "{sentence}")
    register_texts(file_of(tmp_path, ROW, ROW | {"language": "en"}))
    assert text_for("thing.made", "email", "vi", DAY) == Text("{code}", "Chào")
    with pytest.raises(NoText):
        text_for("thing.made", "pigeon", "vi", DAY)


@pytest.mark.parametrize("rows", [[ROW], [ROW, ROW, ROW | {"language": "en"}]])
def test_facts_file_with_a_language_missing_or_a_text_doubled_is_refused(
    tmp_path: Path, rows: list[dict[str, str]]
) -> None:
    with pytest.raises(ValueError):
        register_texts(file_of(tmp_path, *rows))


def test_values_are_put_in_and_never_evaluated() -> None:
    text = Text("Hồ sơ {code}\r\nBcc: x", "{name} {name.__class__} {{code}}\n{how}")
    filled = text.filled({"code": "{name}\nX-Evil: 1", "name": "An", "how": Words("trực tuyến", "online")}, "en")
    assert filled.subject == "Hồ sơ {name} X-Evil: 1 Bcc: x"
    assert filled.body == "An {name.__class__} {{name}\nX-Evil: 1}\nonline"


def test_line_without_its_value_is_left_out() -> None:
    text = Text("s", "Chào {name},\n\nXem: {link}\n\nHết")
    assert text.filled({"name": "An", "link": ""}, "vi").body == "Chào An,\n\nHết"
    with pytest.raises(MissingValue):
        text.filled({"name": "An"}, "vi")
