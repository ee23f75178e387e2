"""The order of the house, checked by machine: foreign keys point down, fields are declared, files stay small."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from motcua.conf.settings.apps import COMMON_APPS
from motcua.kernel.privacy import declaration

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "motcua"
LONGEST = 400
FLOORS = [
    {"edition"},
    {"ledger", "erasure"},
    {"access", "files", "calendars", "territory", "ui"},
    {"documents", "correspondence", "daysoff"},
    {"outages"},
    {"directory"},
    {"catalogue"},
    {"processes"},
    {"replies"},
    {"cases"},
    {"routing"},
    {"casework"},
    {"bulk"},
    {"reorganisation"},
    {"legacy"},
    {"looking"},
    {"retention"},
    {"portal", "desk", "console", "practice", "api", "identity", "mail"},
    {"ops"},
]
OWN = [config for config in apps.get_app_configs() if config.name.startswith("motcua.")]
MODELS = [model for config in OWN for model in config.get_models(include_auto_created=True)]
FIELDS = [field for model in MODELS for field in model._meta.local_fields]


def floor_of(label: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if label in floor)


def test_every_own_app_has_its_floor() -> None:
    assert {config.label for config in OWN} <= set().union(*FLOORS)


@pytest.mark.parametrize("field", [f for f in FIELDS if isinstance(f, models.ForeignKey)], ids=str)
def test_foreign_keys_point_down(field: models.ForeignKey) -> None:
    here, there = field.model._meta.app_label, field.related_model._meta.app_label
    if there in {config.label for config in OWN}:
        assert here == there or floor_of(here) > floor_of(there)
    if here != there:
        assert field.remote_field.related_name == "+", "a key across areas leaves no name behind"
    if here in COMMON_APPS:
        assert there in COMMON_APPS, "the common schema knows no city"


def test_every_field_is_declared_personal_or_not() -> None:
    undeclared = [str(field) for field in FIELDS if declaration(field) is None]
    assert FIELDS and undeclared == [], "wrap them in personal(...) or plain(...)"


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_tables_are_named_once_and_after_their_app(model: type[models.Model]) -> None:
    assert model._meta.db_table.startswith(f"{model._meta.app_label}_") or model._meta.app_label == "correspondence"
    same = [
        other for other in apps.get_models(include_auto_created=True) if other._meta.db_table == model._meta.db_table
    ]
    assert same == [model]


def authored_files() -> list[Path]:
    suffixes = {".py", ".html", ".css", ".js", ".typ"}
    places = [SOURCE, ROOT / "tests"]
    return sorted(
        path
        for place in places
        for path in place.rglob("*")
        if path.suffix in suffixes and not {"migrations", "vendor", "__pycache__"} & set(path.parts)
    )


def test_no_file_passes_400_lines() -> None:
    lines = {str(path.relative_to(ROOT)): path.read_text().count("\n") for path in authored_files()}
    assert lines and {path: many for path, many in lines.items() if many > LONGEST} == {}


def test_every_template_is_used() -> None:
    templates = sorted(SOURCE.rglob("templates/**/*.html"))
    text = "\n".join(
        path.read_text() for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.toml")]
    )
    unused = []
    for path in templates:
        name = str(path).split("/templates/")[-1]
        stem = path.stem
        if name not in text and not re.search(rf"\b{re.escape(stem)}\b", text):
            unused.append(name)
    assert unused == []


def test_no_place_of_this_machine_is_named() -> None:
    forbidden = re.compile(r"/[w]ork/|/[r]oot/\.|[i]ndex-url|files\.[p]ythonhosted|registry\.[n]pmjs")
    named = [str(path.relative_to(ROOT)) for path in authored_files() if forbidden.search(path.read_text())]
    assert named == []
