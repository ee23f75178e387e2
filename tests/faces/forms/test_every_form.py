"""Every form class takes anything: a sentence in both languages for what is wrong, and what was typed once more."""

import html
import inspect
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motcua.kernel import clock
from motcua.kernel.errors import Fault
from motcua.kernel.words import Language, use_language
from tests.faces.forms.making import DAY, Make, every_form, makers, name_of, things
from tests.support.hostile import sound, texts
from tests.support.town import Town, build_town

EVERYDAY = 1000
"""Inputs for all forms together; `--examples N` tries N."""

WRITTEN = (forms.TextInput, forms.Textarea, forms.HiddenInput, forms.NumberInput)
Typed = dict[str, list[str]]

FELL: dict[str, list[Typed]] = {
    "faces.portal.views.filing.applicant.ApplicantForm": [{"full_name": ["a\x00b"]}],
    "faces.console.forms.people.LockForm": [{"to_1": ["khac"]}],
    "faces.console.forms.procedures.CorrectForm": [{}],
    "faces.desk.forms.acts.Forward": [{"o-note_kept": ["x" * 301]}, {"o-sure": ["C"]}, {"o-note_kept": ["a\x00b"]}],
}
"""What once turned into a failure, by form; tried first."""


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Path) -> Iterator[Town]:
    settings.FILES_ROOT = tmp_path / "files"
    with clock.frozen(DAY):
        yield build_town()


def offered(form: forms.BaseForm) -> dict[str, list[str]]:
    """For each field by its name in the page, the values it has to choose from."""
    known = {}
    for name, field in form.fields.items():
        choices = list(field.choices) if isinstance(field, forms.ChoiceField) else []
        known[form.add_prefix(name)] = [str(key) for key, _ in choices]
    return known


def inputs(known: dict[str, list[str]]) -> st.SearchStrategy[Typed]:
    """Each field sound, anything, several or missing; sometimes one that nobody knows."""
    several, anything = st.lists(texts(100_000), max_size=3), st.lists(texts(), min_size=1, max_size=1)
    one = {name: st.one_of(sound(values).map(lambda text: [text]), anything, several) for name, values in known.items()}
    strange = st.dictionaries(st.sampled_from(["khac", "lines", "__class__", "\x00", ""]), several)
    everything = st.fixed_dictionaries({}, optional=one)
    return st.builds(lambda typed, more: {**more, **typed}, everything, st.one_of(st.just({}), strange))


def posted(typed: Typed) -> tuple[QueryDict, MultiValueDict[str, Any]]:
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    files = {
        name: [SimpleUploadedFile("bang.csv", value.encode()) for value in values] for name, values in typed.items()
    }
    return data, MultiValueDict(files)


def said_of(make: Make, typed: Typed, language: Language) -> dict[str, list[str]]:
    """What the form says of the input, by field."""
    data, files = posted(typed)
    with use_language(language):
        blank = make()
        takes_files = any(isinstance(field, forms.FileField) for field in blank.fields.values())
        form = make(data, files=files) if takes_files else make(data)
        form.is_valid()
        said = {name: [str(text) for text in told] for name, told in form.errors.items()}
        read_off(form)
        if language == "vi":
            shown_again(form, typed)
    return said


def read_off(form: forms.BaseForm) -> None:
    """What the pages ask of a form that is valid: values, or a fault of ours."""
    if not form.is_valid():
        return
    for name, told in inspect.getmembers(type(form)):
        ours = getattr(getattr(told, "fget", told), "__module__", "") or ""
        if name.startswith(("_", "clean")) or not ours.startswith("motcua."):
            continue
        try:
            value = getattr(form, name)
            if inspect.ismethod(value) and not inspect.signature(value).parameters:
                value()
        except Fault:
            continue


def shown_again(form: forms.BaseForm, typed: Typed) -> None:
    """What can only be chosen need not come back when it is not on the list."""
    for bound in form:
        last = (typed.get(bound.html_name) or [""])[-1]
        if last and isinstance(bound.field.widget, WRITTEN):
            drawn = html.unescape(str(bound))
            assert last in drawn, (bound.html_name, last[:80], drawn[:200])


def judge(make: Make, typed: Typed) -> None:
    vi, en = said_of(make, typed, "vi"), said_of(make, typed, "en")
    assert {name: len(told) for name, told in vi.items()} == {name: len(told) for name, told in en.items()}
    for name, told in vi.items():
        for ours, theirs in zip(told, en[name], strict=True):
            assert len(ours) > 8 and len(theirs) > 8 and ours != theirs, (name, ours, theirs)


def told_of(failure: BaseException) -> str:
    """The failure and where it came from; of several each."""
    parts = getattr(failure, "exceptions", None)
    if parts:
        return "\n".join(told_of(part) for part in parts)
    lines = traceback.extract_tb(failure.__traceback__)[-3:]
    where = ", ".join(f"{Path(line.filename).name}:{line.lineno} {line.name}" for line in lines)
    return f"{failure!r:.400}\n  {where}\n  {' '.join(getattr(failure, '__notes__', []))[:1000]}"


def faults_of(kind: type[forms.BaseForm], make: Make, count: int) -> tuple[int, list[str]]:
    """How many inputs were tried, and what went wrong with the smallest of them."""
    tried = 0

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck),
              phases=(Phase.generate, Phase.shrink), report_multiple_bugs=True)  # fmt: skip
    @given(inputs(offered(make())))
    def takes_anything(typed: Typed) -> None:
        nonlocal tried
        tried += 1
        judge(make, typed)

    wrong = []
    try:
        for typed in FELL.get(name_of(kind), ()):
            judge(make, typed)
        takes_anything()
    except Exception as failure:
        wrong.append(f"{name_of(kind)}: {told_of(failure)}")
    return tried, wrong


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_every_form_takes_anything(town: Town, pytestconfig: pytest.Config) -> None:
    kinds, known = every_form(), things(town)
    ways = [(kind, make) for kind in kinds for make in makers(kind, known)]
    each = max(1, (pytestconfig.getoption("--examples") or EVERYDAY) // len(ways))
    tried, wrong = 0, list[str]()
    for kind, make in ways:
        count, told = faults_of(kind, make, each)
        tried, wrong = tried + count, wrong + told
    sys.stdout.write(f"{len(kinds)} forms, {tried} inputs\n")
    assert len(kinds) > 90
    assert not wrong, "\n\n".join(wrong)
