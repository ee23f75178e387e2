"""What was typed into a form that is too large comes back with a page that says so."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from motcua.base.ui.refused import MOST_BYTES

LONG = "Tôi đề nghị cấp lại giấy phép. " * 70_000
FORM = "application/x-www-form-urlencoded"
SAID = "Nội dung gửi lên quá lớn"


@pytest.fixture
def client() -> Client:
    """Its forms are looked at for their token, as every browser's are."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    return client


def sent(client: Client, fields: Any, **headers: Any) -> tuple[int, str]:
    response = client.post("/tra-cuu/", urlencode(fields, doseq=True), content_type=FORM, **headers)
    return response.status_code, response.content.decode()


def test_a_text_over_the_limit_is_told_and_given_back(client: Client) -> None:
    status, text = sent(client, {"reason": "Bổ sung bản chính", "summary": LONG, "password": "motmatkhaudai"})
    assert status == 413 and SAID in text
    assert "Bổ sung bản chính</p>" in text and LONG.strip() in text and "motmatkhaudai" not in text


def test_too_many_fields_are_told_and_given_back(client: Client) -> None:
    status, text = sent(client, {"n": range(2_000), "reason": "Bổ sung bản chính"})
    assert status == 413 and SAID in text and "Bổ sung bản chính</p>" in text


def test_more_than_anybody_types_is_not_read(client: Client) -> None:
    status, text = sent(client, {"reason": "Bổ sung bản chính"}, headers={"Content-Length": str(MOST_BYTES + 1)})
    assert status == 413 and SAID in text and "Bổ sung bản chính" not in text


@pytest.mark.parametrize("body", [b"\xff\xfe=\x00&" + b"x" * 3_000_000, b"&" * 3_000_000, b"%zz=%" + b"%" * 3_000_000])
def test_nonsense_that_is_too_large_is_told_too(client: Client, body: bytes) -> None:
    assert client.post("/tra-cuu/", body, content_type=FORM).status_code == 413


def test_a_form_with_files_that_is_too_large_says_so(client: Client) -> None:
    response = client.post("/tra-cuu/", {"summary": LONG})
    assert response.status_code == 413 and SAID in response.content.decode()
