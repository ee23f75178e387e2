"""The mail catcher takes what is sent, keeps a limited number, and shows it without running anything."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import httpx
import pytest

from motcua.partners.mail.stand_in import MailCatcher, Store, run


@pytest.fixture
def catcher() -> Iterator[MailCatcher]:
    with run() as catcher:
        yield catcher


def send(catcher: MailCatcher, subject: str = "Hồ sơ đã được tiếp nhận", html: str = "") -> None:
    message = EmailMessage()
    message["From"] = "khong-tra-loi@motcua.invalid"
    message["To"] = "minhanh@congdan.example"
    message["Subject"] = subject
    message.set_content("Bạn xem tại http://127.0.0.1:8000/t/abc.\n<b>không chạy</b>\n")
    if html:
        message.add_alternative(html, subtype="html")
    with smtplib.SMTP("127.0.0.1", catcher.smtp_port, timeout=5) as smtp:
        smtp.send_message(message)


def get(catcher: MailCatcher, path: str) -> httpx.Response:
    return httpx.get(f"{catcher.url}{path}", trust_env=False)


def test_a_sent_message_can_be_read_on_the_page(catcher):
    send(catcher)
    assert "Hồ sơ đã được tiếp nhận" in get(catcher, "/").text
    page = get(catcher, "/1")
    assert '<a href="http://127.0.0.1:8000/t/abc"' in page.text and "HỘP THƯ THỬ" in page.text
    assert "<b>" not in page.text and "&lt;b&gt;không chạy" in page.text


def test_the_html_form_is_shown_in_a_sandbox(catcher):
    send(catcher, html="<p>Chào bạn</p><script>alert(1)</script>")
    shown = get(catcher, "/1/html")
    assert "<p>Chào bạn</p>" in shown.text
    assert shown.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


def test_programs_read_messages_as_json_the_newest_first(catcher):
    send(catcher, "một")
    send(catcher, "hai")
    told = get(catcher, "/messages.json").json()
    assert [row["subject"] for row in told] == ["hai", "một"] and told[0]["number"] == 2


def test_an_empty_box_says_what_will_be_here(catcher):
    assert "Chưa có thư nào" in get(catcher, "/").text


@pytest.mark.parametrize("path", ["/1", "/1/html", "/x", "/1/raw", "/../etc/passwd", "/99999999999999"])
def test_what_is_not_there_is_not_found(catcher, path):
    assert get(catcher, path).status_code == 404


def test_messages_in_a_folder_outlive_the_process_and_the_oldest_go(tmp_path):
    with run(folder=tmp_path) as catcher:
        send(catcher, "một")
        send(catcher, "hai")
    assert [caught.subject for caught in Store(tmp_path).all()] == ["hai", "một"]
    kept = Store(tmp_path, most=1)
    kept.add(b"Subject: ba\r\n\r\n")
    assert [(caught.number, caught.subject) for caught in kept.all()] == [(3, "ba")]
    assert [place.name for place in tmp_path.iterdir()] == ["000003.eml"]


def test_a_taken_port_is_told_and_leaves_nothing_behind(catcher):
    with pytest.raises(OSError, match="in use"):
        run(smtp_port=catcher.smtp_port)


def test_it_ends_with_its_block():
    with run() as catcher:
        url, port = catcher.url, catcher.smtp_port
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)
    with pytest.raises(ConnectionRefusedError):
        smtplib.SMTP("127.0.0.1", port, timeout=1)


def test_an_open_connection_does_not_hold_up_the_end():
    with run() as catcher:
        waiting = smtplib.SMTP("127.0.0.1", catcher.smtp_port, timeout=5)
    with pytest.raises((smtplib.SMTPServerDisconnected, OSError)):
        waiting.noop()
    waiting.close()
