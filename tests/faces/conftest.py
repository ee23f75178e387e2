"""Every request of these tests is watched: see `tests/support/watching.py`."""

import pytest
from django.core.handlers.base import BaseHandler

from tests.support.watching import watching


@pytest.fixture(autouse=True)
def every_request_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BaseHandler, "get_response", watching(BaseHandler.get_response))
