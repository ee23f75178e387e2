"""Statements compiled once ask what their querysets ask, whatever the arguments; what cannot be compiled says so."""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import router, transaction
from django.db.models import F, QuerySet

import motcua.casework
import motcua.domain
from motcua.base.compiled import ALL, STAND_INS, Compiled, NotCompilable, compiled
from motcua.base.ledger.models import Head
from motcua.casework.frame import _of_id
from motcua.casework.services.draft import start_draft
from motcua.domain.cases.models import Case, CasePaper
from motcua.domain.directory.models import Agency
from tests.support.town import build_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed() -> Case:
    town = build_town()
    return start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)


EXAMPLES: dict[type, list[Any]] = {
    UUID: [uuid4(), UUID(int=0)],
    str: ["", "Đống Đa'; --%s"],
    int: [0, 2026],
    date: [date(2026, 11, 27), date(2024, 2, 29)],
    datetime: [datetime(2026, 11, 27, 9, tzinfo=UTC), datetime(1999, 1, 1, tzinfo=UTC)],
    list: [[], ["một", "hai"]],
}


def everywhere() -> list[Compiled[..., Any]]:
    for package in (motcua.domain, motcua.casework):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in found.name:
                importlib.import_module(found.name)
    return [one for one in ALL if one.make.__module__.startswith("motcua.")]


def kinds_of(one: Compiled[..., Any]) -> list[type]:
    kinds = {kind(0).__class__: kind_of for kind_of, kind in STAND_INS.items()}
    return [kinds[stand_in.__class__] for stand_in in one.stand_ins]


def test_every_compiled_statement_is_that_of_its_queryset() -> None:
    compared = 0
    for one in everywhere():
        for pick in (0, 1):
            arguments = [EXAMPLES[kind][pick] for kind in kinds_of(one)]
            with transaction.atomic():
                assert one.statement(*arguments) == one.make(*arguments).query.sql_with_params(), one.make.__qualname__
            compared += 1
    assert compared >= 20


@pytest.mark.parametrize("names", [[], ["A"], ["B", "A", "B"], ["A", "Đ'--", "none"]])
def test_among_finds_what_in_finds(names: list[str]) -> None:
    Head.objects.bulk_create(Head(subject_kind="test", subject_id=one, number=0, hash="") for one in ["A", "B", "Đ'--"])
    found = Head.objects.filter(subject_kind="test", subject_id__among=names)
    assert {one.subject_id for one in found} == {"A", "B", "Đ'--"} & set(names)


def test_a_lock_outside_a_transaction_is_refused(transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        _of_id(uuid4())


def test_it_asks_the_database_that_is_to_be_asked_now(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    by_name = Compiled(named)
    by_name("before")
    monkeypatch.setattr(router, "db_for_read", lambda model, **hints: asked.append("now") or "default")
    by_name("after")
    assert asked == ["now"]


def named(name: str) -> QuerySet[Agency]:
    return Agency.objects.filter(name=name)


def test_a_row_saved_again_is_saved_whole(filed: Case) -> None:
    kept = Case.objects.get(pk=filed.pk)
    kept.summary, kept.data, kept.due_at = "Đống Đa'; --%s", {"a": [1, None]}, None
    kept.save()
    assert vars(Case.objects.get(pk=filed.pk)) | {"_state": None} == vars(kept) | {"_state": None}


def test_a_row_is_saved_by_expression_as_well(filed: Case) -> None:
    before = filed.version
    filed.version = F("version") + 41
    filed.save(update_fields=["version"])
    assert Case.objects.get(pk=filed.pk).version == before + 41


def looks_inside(name: str) -> QuerySet[Agency]:
    return Agency.objects.filter(name=name.upper())


def leaves_one_out(case_id: UUID, name: str) -> QuerySet[Case]:
    return Case.objects.filter(pk=case_id)


def prefetches(case_id: UUID) -> QuerySet[Case]:
    return Case.objects.filter(pk=case_id).prefetch_related("papers")


def takes_bytes(held: bytes) -> QuerySet[CasePaper]:
    return CasePaper.objects.filter(name=held)


@pytest.mark.parametrize("make", [looks_inside, leaves_one_out, prefetches, takes_bytes])
def test_what_cannot_be_compiled_says_so_at_its_first_call(make: Callable[..., QuerySet[Any]]) -> None:
    with pytest.raises(NotCompilable):
        Compiled(make)(*["x"] * make.__code__.co_argcount)


@compiled
def _with_all(states: list[str]) -> QuerySet[Case]:
    related = ("procedure_version__procedure", "office", "resolving_agency", "applicant", "visit", "filer")
    shown = Case.objects.filter(state__among=states).select_related(*related).order_by("id")
    return shown.annotate(said=F("filing_number")).only("state", "office__name", *related)


def test_instances_are_those_django_makes_but_made_once(django_assert_num_queries: Any) -> None:
    town = build_town()
    for _ in range(3):
        start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    made = list(_with_all.make(["draft"]))
    with django_assert_num_queries(1):
        found = _with_all(["draft"])
        assert [(one.pk, one.state, one.said) for one in found] == [(one.pk, one.state, one.said) for one in made]  # type: ignore[attr-defined]
        for one, django in zip(found, made, strict=True):
            assert one.get_deferred_fields() == django.get_deferred_fields()
            assert (one.office, one.office.name) == (django.office, django.office.name)
            assert one.procedure_version.procedure == django.procedure_version.procedure
            assert (one.visit, one.filer) == (django.visit, django.filer) and one.visit is None
            assert getattr(one, "applicant", None) == getattr(django, "applicant", None)
    assert len({id(one.procedure_version) for one in found}) == 1 and len({id(one.office) for one in found}) == 1
