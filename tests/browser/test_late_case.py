"""A late case: its page says so, the leader apologises with a new date, and anybody with the code sees both dates."""

import re

from playwright.sync_api import expect

from motcua.base.calendars.facts import load_calendar
from motcua.kernel import clock
from motcua.kernel.text import short_date
from tests.browser.conftest import NewWalker
from tests.browser.house import House
from tests.browser.slips import open_slip

REASON = "Cần xác minh thêm tại cơ quan cấp giấy tờ cũ."


def test_a_late_case_gets_an_apology_and_both_dates_are_public(walk: NewWalker, house: House) -> None:
    leader = walk("lanhdao")
    page = leader.go("/can-bo/sap-tre/")
    leader.shot("going-late")
    rows = page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    code = rows.first.locator("a.code").inner_text()
    leader.click(rows.first.locator("a.code"))
    expect(page.get_by_text(re.compile("Hồ sơ (có nguy cơ trễ|đã quá ngày hẹn)"))).to_be_visible()
    expect(page.locator("svg.time-bar")).to_be_visible()
    leader.shot("case-going-late")
    leader.click(leader.link("Xin lỗi và hẹn lại ngày").first)
    day = short_date(load_calendar().add_working_days(clock.today(), 7))
    page.get_by_label("Ngày hẹn mới").fill(day)
    page.get_by_label("Lý do chậm").fill(REASON)
    leader.click(leader.button("Xin lỗi và hẹn lại ngày"))
    expect(page.get_by_text("Hẹn ban đầu").first).to_be_visible()
    leader.shot("case-apologised")
    text = " ".join(open_slip(leader, leader.link("mẫu 04")).text.split())
    assert REASON in text and "XIN LỖI" in text
    stranger = walk()
    seen = stranger.go(f"/tra-cuu/?ma={code}")
    expect(seen.get_by_text("Hẹn ban đầu")).to_be_visible()
    expect(seen.get_by_text(day).first).to_be_visible()
    stranger.shot("tracked-after-apology")
