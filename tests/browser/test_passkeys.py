"""A passkey in a real browser: made, used instead of the password, named, removed; the device is Chromium's own."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from motcua.ops.demo.people import PASSWORD
from tests.browser.house import House

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
OFFICIAL = "soquyhoach"
"""Nobody else's test signs in with this name while the key is there."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 780})
    context.set_default_timeout(15_000)
    opened = context.new_page()
    device = context.new_cdp_session(opened)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield opened
    context.close()


def test_a_passkey_is_made_opens_without_a_password_and_is_removed(house: House, page: Page) -> None:
    site = house.site.replace("127.0.0.1", "localhost")
    page.goto(f"{site}/can-bo/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(OFFICIAL)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.goto(f"{site}/can-bo/tai-khoan/")
    page.get_by_role("link", name="Xem và thay đổi").click()
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    page.get_by_label("Tên khóa").fill("Điện thoại của tôi")
    page.get_by_role("button", name="Tạo khóa trên máy này").click()
    page.get_by_role("heading", name="mã dự phòng").wait_for()
    assert page.locator("ol .code").count() == 10
    page.get_by_role("link", name="Tôi đã cất các mã này").click()
    page.get_by_text("Điện thoại của tôi").first.wait_for()
    leave(page)
    page.goto(f"{site}/can-bo/dang-nhap/")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url("**/can-bo/viec/**")
    leave(page)
    page.goto(f"{site}/can-bo/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(OFFICIAL)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_role("heading", name="Xác thực lớp thứ hai").wait_for()
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url("**/can-bo/viec/**")
    page.goto(f"{site}/can-bo/tai-khoan/hai-lop/")
    page.get_by_role("link", name=re.compile("^Gỡ")).click()
    page.get_by_role("button", name="Gỡ", exact=True).click()
    page.get_by_text("Đã gỡ.").wait_for()
    assert page.get_by_text("Điện thoại của tôi").count() == 0


def leave(page: Page) -> None:
    """The address of signing out, as the button sends it."""
    page.locator("form[action='/dang-xuat/']").evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/dang-nhap/**")
