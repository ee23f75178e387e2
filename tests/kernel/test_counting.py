"""One thing is said in the singular in English, in every text of the project."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.safestring import SafeString, mark_safe

import motcua
from motcua.base.ui.templatetags.ui import t
from motcua.kernel.counting import COUNTED, NOT_COUNTED, agreeing
from motcua.kernel.text import number
from motcua.kernel.words import Words, use_language

SOURCE = Path(motcua.__file__).parent
IN_TEMPLATES = re.compile(r'\{% t "[^"]*"\s+"([^"]*)"')
STILL_MANY = re.compile(r"(?<!ersion )\b1 (?:open |working |more )?([a-z]+s)\b(?: (are|were|have|do)\b)?")


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("{n} cases are late.", "1 case is late."),
        ("{n} agencies without any official", "1 agency without any official"),
        ("{n} open cases do not change.", "1 open case does not change."),
        ("{n} requests of other agencies wait.", "1 request of other agencies waits."),
        ("{n} procedures will follow this process.", "1 procedure will follow this process."),
        ("The source leaves {n} hours out of the promise.", "The source leaves 1 hour out of the promise."),
        ("Discard these {n} drafts?", "Discard this 1 draft?"),
        ("Version {n} takes effect; what version {n} changes", "Version 1 takes effect; what version 1 changes"),
        ("{n} of {all} cases done", "1 of 9 cases done"),
        ("Step {n} was done", "Step 1 was done"),
    ],
)
def test_one_is_said_in_the_singular(text: str, one: str) -> None:
    assert Words("", text).fill(n=1, all=9).en == one
    assert Words("", text).fill(n=number(1), all="9").en == one
    assert Words("", text).fill(n=11, all=9).en == text.format(n=11, all=9)


def test_templates_say_it_too_and_their_markup_stays() -> None:
    with use_language("en"):
        assert t(mark_safe(""), mark_safe("<b>{n} cases</b> were sent"), n=1) == "<b>1 case</b> were sent"
        assert t(mark_safe(""), mark_safe("{n} cases were sent"), n=2) == "2 cases were sent"
    assert isinstance(agreeing(mark_safe("{n} cases"), {"n": 1}), SafeString)


def test_every_text_with_a_count_has_its_singular() -> None:
    found = [text for text in _english() if COUNTED.search(text)]
    assert len(found) > 150
    wrong = {}
    for text in found:
        facts = dict.fromkeys(re.findall(r"\{(\w+)\}", text), 1)
        told = agreeing(text, facts).format(**facts)
        many = [match[0] for match in STILL_MANY.finditer(told) if match[1] not in NOT_COUNTED or match[2]]
        wrong |= {text: many} if many else {}
    assert wrong == {}


def _english() -> Iterator[str]:
    for place in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Words", "said") and len(node.args) == 2:
                english = node.args[1]
                if isinstance(english, ast.Constant) and isinstance(english.value, str):
                    yield english.value
    for place in SOURCE.rglob("*.html"):
        yield from IN_TEMPLATES.findall(place.read_text(encoding="utf-8"))
