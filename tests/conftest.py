"""Traps and fixtures every test lives with: a cloned database, no forgotten settings, warnings are errors."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests.support import cluster

settings.register_profile("everyday", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("everyday")
"""How long an example takes on a busy machine says nothing; a test that hangs is ended after its time."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Pictures of every page, for people to look at: see `tests/browser/test_gallery.py`."""
    told = parser.getgroup("gallery")
    told.addoption("--gallery", default="", help="a folder for pictures of every page")
    told.addoption("--gallery-data", default="normal", choices=["little", "normal", "much"])
    told.addoption("--gallery-only", default="", help="a pattern of routes")
    told.addoption("--renew-pictures", action="store_true", help="draw docs/pictures anew: `motcua docs --pictures`")
    parser.addoption("--examples", type=int, default=0, help="so many random examples for each property")
    for name in ("language", "theme", "type"):
        told.addoption(f"--gallery-{name}", default="")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`--examples N`: properties are tried more often than the everyday run has time for."""
    count = config.getoption("--examples")
    for item in items if count else ():
        tried = getattr(item, "obj", None)
        usual = getattr(tried, "_hypothesis_internal_use_settings", None)
        if usual is not None:
            told = settings(usual, max_examples=count, suppress_health_check=list(HealthCheck))
            getattr(tried, "__func__", tried)._hypothesis_internal_use_settings = told


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A database of this worker's own, cloned from the template; gone at the end."""
    with django_db_blocker.unblock():
        cluster.clone(cluster.NAME)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        cluster.drop(cluster.NAME)


def _clone_again(self: TransactionTestCase) -> None:
    """The application role may not truncate the ledger, so a test with real commits gets a fresh clone instead."""
    connections.close_all()
    cluster.clone(cluster.NAME)


@pytest.fixture(autouse=True, scope="session")
def fresh_clone_after_commits() -> None:
    TransactionTestCase._fixture_teardown = _clone_again  # type: ignore[method-assign]
