"""The project's own everyday procedures keep their shape, their coverage and their honesty about sources."""

import csv
import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[3]
FACTS = ROOT / "src/motcua/domain/catalogue/facts"
NATIONAL = ROOT.parent / "shared/data/tthc/catalogue_national_2026-07.csv"
GROUPS = {"civil_status", "residence", "land", "construction", "business", "social", "health", "education"}
PORTAL = "procedure text of the national portal as of 2026-07"
KEYS = [
    *("code", "name", "field", "levels", "issuing", "executing", "applicants", "time_limits", "papers", "fee_text"),
    *("results", "legal", "requirements", "steps_text", "service_level", "presence_reason", "plain_words"),
    *("life_event", "minutes_to_file", "source", "from_memory"),
]


def closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def some(items: dict[str, Any], low: int = 1, high: int = 20) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": low, "maxItems": high}


WORD = {"type": "string", "minLength": 1, "maxLength": 300, "pattern": r"^\S(.*\S)?$"}
TEXT = {"type": "string", "maxLength": 600}
COUNT = {"type": "integer", "minimum": 0, "maximum": 5}
TIME = closed(
    {
        "channel": {"enum": ["any", "counter", "online", "post"]},
        "variant": TEXT,
        "value": {"type": ["integer", "null"], "minimum": 1, "maximum": 365},
        "unit": {"enum": ["working_day", "day", "month", "working_hour", "hour"]},
        "text": WORD,
        "same_day": {"type": "boolean"},
    }
)
PAPER = closed(
    {
        "name": {**WORD, "maxLength": 140},
        "kind": {"enum": ["paper", "conditional", "present_only", "note"]},
        "originals": COUNT,
        "copies": COUNT,
        "group": WORD,
        "form": TEXT,
    }
)
SCHEMA = closed(
    {
        "code": {"type": "string", "pattern": r"^(\d\.\d{6}|MC\.\d{4})$"},
        "name": {**WORD, "maxLength": 140},
        "field": WORD,
        "levels": {**some({"enum": ["commune", "district", "city"]}, high=3), "uniqueItems": True},
        "issuing": WORD,
        "executing": WORD,
        "applicants": {**some(WORD), "uniqueItems": True},
        "time_limits": some(TIME),
        "papers": some(PAPER),
        "fee_text": WORD,
        "results": some(closed({"code": TEXT, "name": WORD})),
        "legal": some(
            closed({"number": {"type": "string", "pattern": r"^\d+/\d{4}/[A-ZĐ][A-ZĐ0-9-]*[A-Zg0-9]$"}, "title": WORD})
        ),
        "requirements": TEXT,
        "steps_text": WORD | {"maxLength": 600},
        "service_level": {"enum": ["information", "partial", "full"]},
        "presence_reason": TEXT,
        "plain_words": {**some({**WORD, "maxLength": 60}, 3, 8), "uniqueItems": True},
        "life_event": {
            "enum": ["birth", "school", "work", "home", "business", "marriage", "health", "old_age_death", "other"]
        },
        "minutes_to_file": {"type": "integer", "minimum": 5, "maximum": 120},
        "source": {"enum": [PORTAL, "from memory"]},
        "from_memory": {**some({"enum": KEYS}), "uniqueItems": True},
    }
)


def lines() -> list[tuple[str, str]]:
    return [(f.stem, line) for f in sorted(FACTS.glob("*.jsonl")) for line in f.read_text("utf-8").splitlines()]


ROWS: list[dict[str, Any]] = [json.loads(line) for _, line in lines()]
EACH = pytest.mark.parametrize("row", ROWS, ids=[row["code"] for row in ROWS])


@EACH
def test_shape(row: dict[str, Any]) -> None:
    errors = [f"{list(e.path)}: {e.message}" for e in Draft202012Validator(SCHEMA).iter_errors(row)]
    assert errors == []
    assert list(row) == KEYS


@EACH
def test_time_limits_make_sense(row: dict[str, Any]) -> None:
    keys = [(t["channel"], t["variant"]) for t in row["time_limits"]]
    assert len(keys) == len(set(keys))
    for limit in row["time_limits"]:
        if limit["same_day"]:
            assert limit["value"] == 1 and limit["unit"] in {"day", "working_day"}
        if limit["value"] is None:
            assert len(limit["text"]) > 20, "say why there is no number"


@EACH
def test_papers_make_sense(row: dict[str, Any]) -> None:
    names = [paper["name"] for paper in row["papers"]]
    assert len(names) == len(set(names))
    assert any(paper["kind"] != "note" for paper in row["papers"])
    for paper in row["papers"]:
        if paper["kind"] == "note":
            assert (paper["originals"], paper["copies"], paper["form"]) == (0, 0, "")
        elif paper["kind"] == "paper":
            assert paper["originals"] + paper["copies"] > 0


@EACH
def test_words_are_short_and_plain(row: dict[str, Any]) -> None:
    assert row["steps_text"].rstrip(".").count(". ") <= 4
    assert (row["presence_reason"] != "") == (row["service_level"] == "partial")
    assert all(phrase == phrase.strip() for phrase in row["plain_words"])


@EACH
def test_says_what_comes_from_memory(row: dict[str, Any]) -> None:
    memory = set(row["from_memory"])
    assert {"service_level", "minutes_to_file"} <= memory
    if row["code"].startswith("MC."):
        assert "code" in memory and row["source"] == "from memory"
    if row["source"] == "from memory":
        assert {"time_limits", "papers", "legal", "results", "levels"} <= memory
    if "district" in row["levels"]:
        assert "levels" in memory, "no published list has a district level"


def test_files_and_text_form() -> None:
    assert {stem for stem, _ in lines()} == GROUPS == {f.stem for f in FACTS.glob("*.jsonl")}
    for _, line in lines():
        assert unicodedata.is_normalized("NFC", line)
        assert line == json.dumps(json.loads(line), ensure_ascii=False)


def test_codes_and_names_are_unique() -> None:
    assert [c for c, n in Counter(row["code"] for row in ROWS).items() if n > 1] == []
    assert [c for c, n in Counter(row["name"].casefold() for row in ROWS).items() if n > 1] == []


def test_coverage() -> None:
    assert 115 <= len(ROWS) <= 130
    levels = Counter(level for row in ROWS for level in row["levels"])
    assert levels["commune"] >= 60 and levels["city"] >= 40 and levels["district"] >= 10
    limits = [limit for row in ROWS for limit in row["time_limits"]]
    units = {limit["unit"] for limit in limits if limit["value"] is not None}
    assert units == {"working_day", "day", "month", "working_hour", "hour"}
    assert sum(any(t["same_day"] for t in row["time_limits"]) for row in ROWS) >= 6
    assert sum(any(t["value"] is None for t in row["time_limits"]) for row in ROWS) >= 3
    assert sum(len({t["channel"] for t in row["time_limits"]}) > 1 for row in ROWS) >= 3
    assert sum(len({t["variant"] for t in row["time_limits"]}) > 1 for row in ROWS) >= 10
    assert {t["channel"] for t in limits} == {"any", "counter", "online", "post"}


def test_kinds_and_life_events_are_all_there() -> None:
    assert {p["kind"] for row in ROWS for p in row["papers"]} == {"paper", "conditional", "present_only", "note"}
    assert len({row["life_event"] for row in ROWS}) == 9
    assert {row["service_level"] for row in ROWS} == {"information", "partial", "full"}


def test_national_codes_are_national() -> None:
    national = {row["code"] for row in ROWS if not row["code"].startswith("MC.")}
    assert len(national) >= 100
    if NATIONAL.exists():
        with NATIONAL.open(encoding="utf-8", newline="") as source:
            known = {line["code"] for line in csv.DictReader(source)}
        assert national - known == set()
