"""The walker hears what a browser complains of, else every other test here would be silent about it."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.conftest import NewWalker
from tests.browser.pages import complaints_of_axe, overflow


def test_a_violated_content_policy_is_heard(walk: NewWalker) -> None:
    walker = walk()
    page = walker.go("/")
    with page.expect_console_message(lambda message: message.type == "error"):
        page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert "Content Security Policy" in walker.complaints.pop()


def test_a_script_error_is_heard(walk: NewWalker) -> None:
    walker = walk()
    page = walker.go("/")
    with walker.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('broken') })")
    assert "broken" in walker.complaints.pop()


def test_a_missing_answer_is_heard(walk: NewWalker) -> None:
    walker = walk()
    walker.go("/khong-co-trang-nay/")
    expect(walker.page.get_by_role("heading", level=1)).to_be_visible()
    assert walker.complaints.pop().startswith("404 GET")


def test_what_is_too_wide_or_unlabelled_is_told(walk: NewWalker) -> None:
    walker = walk(viewport={"width": 320, "height": 780})
    page = walker.go("/")
    page.evaluate(AXE_SCRIPT)
    assert overflow(walker, 320) == [] and complaints_of_axe(walker) == []
    page.evaluate("document.querySelector('main h1').style.minWidth = '600px'")
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert overflow(walker, 320)
    assert any(line.startswith("label:") for line in complaints_of_axe(walker))
