"""Long previews are shown page by page."""

import pytest
from django.test import RequestFactory

from motcua.faces.console.previews import ROWS, Preview, page_of


@pytest.mark.parametrize("asked,shown", [("2", 2), ("9", 2), ("0", 1), ("hai", 1), ("9" * 60_001, 1)])
def test_whatever_page_is_asked_for_one_is_shown(asked: str, shown: int) -> None:
    class Long:
        rows = tuple(range(ROWS + 1))

    preview: Preview = Long()  # type: ignore[assignment]
    assert page_of(RequestFactory().post("/", {"trang": asked}), preview)["page_number"] == shown
