"""An administrator looks after agencies and offices and lets a new official in, who changes the password first."""

from playwright.sync_api import expect

from tests.browser.conftest import NewWalker
from tests.browser.walker import Walker

NAME, USERNAME = "Đào Thị Mới Đến", "moiden"
OWN_PASSWORD = "một câu dễ nhớ của riêng tôi"
AGENCY = "Ủy ban nhân dân phường Ba Đình"


def test_an_office_gets_a_counter(walk: NewWalker) -> None:
    walker = walk("quantri")
    open_agency(walker)
    walker.click(walker.page.get_by_role("link", name="Điểm phục vụ hành chính công phường Ba Đình"))
    walker.click(walker.link("Thêm quầy"))
    page = walker.page
    page.get_by_label("Số quầy").fill("7")
    walker.shot("counter-add")
    walker.click(page.locator("main form").get_by_role("button").first)
    expect(page.get_by_role("link", name="Quầy 7")).to_be_visible()


def test_a_new_official_is_let_in_and_changes_the_password(walk: NewWalker) -> None:
    password = take_on(walk("quantri"))
    walker = walk(viewport={"width": 1440, "height": 900})
    page = walker.go("/can-bo/")
    page.get_by_label("Tên đăng nhập").fill(USERNAME)
    page.get_by_label("Mật khẩu").fill(password)
    walker.click(walker.button("Đăng nhập"))
    page.get_by_label("Mật khẩu hiện tại").fill(password)
    page.get_by_label("Mật khẩu mới", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(OWN_PASSWORD)
    walker.shot("password-first")
    walker.click(walker.button("Đổi mật khẩu"))
    walker.go("/can-bo/")
    expect(page.get_by_role("heading", name="Việc cần làm")).to_be_visible()


def open_agency(walker: Walker) -> None:
    page = walker.go("/quan-tri/co-quan/")
    page.get_by_label("Tên hoặc mã định danh").fill("phuong ba dinh")
    walker.click(walker.button("Tìm cơ quan"))
    walker.click(page.get_by_role("link", name=AGENCY, exact=True))
    expect(page.get_by_role("heading", level=1, name=AGENCY)).to_be_visible()


def take_on(walker: Walker) -> str:
    """The temporary password, shown once."""
    open_agency(walker)
    page = walker.page
    walker.click(walker.link("Thêm cán bộ"))
    page.get_by_label("Họ và tên").fill(NAME)
    page.get_by_label("Chức danh").fill("Chuyên viên tư pháp")
    page.get_by_role("checkbox", name="Chuyên viên").check()
    page.get_by_label("Tên đăng nhập").fill(USERNAME)
    walker.shot("official-add")
    walker.click(page.locator("main form").get_by_role("button").first)
    expect(page.get_by_text(USERNAME)).to_be_visible()
    walker.shot("password-shown")
    return page.locator("#code").inner_text()
