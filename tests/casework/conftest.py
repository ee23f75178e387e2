"""The town every act is tried in."""

import pytest

from tests.support.town import Town, build_town


@pytest.fixture
def town(db: None) -> Town:
    return build_town()
