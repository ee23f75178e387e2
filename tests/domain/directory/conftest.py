from collections.abc import Iterator
from datetime import datetime

import pytest

from motcua.kernel import clock
from tests.domain.directory.places import SmallCity

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=clock.LOCAL)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    """Tuesday 10 March 2026, in the days of the two-level model."""
    with clock.frozen(NOON):
        yield


@pytest.fixture
def small_city(db: None) -> SmallCity:
    return SmallCity()
