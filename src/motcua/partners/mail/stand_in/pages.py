"""The page on which caught messages are read: plain HTML, no script."""

import re
from collections.abc import Sequence
from html import escape

from motcua.kernel import clock
from motcua.partners.mail.stand_in.store import Caught

LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)]")

STYLE = """
*{box-sizing:border-box}
body{margin:0;background:#FAF8F4;color:#1B1F24;font:16px/1.625 system-ui,sans-serif}
.mark{background:#9A5B00;color:#fff;padding:8px 16px;text-align:center;font-weight:700}
main{max-width:44rem;margin:0 auto;padding:24px 16px 48px}
h1{font-size:24px;line-height:1.3;margin:0 0 16px;overflow-wrap:anywhere}
a{color:#1F4173}
ul{list-style:none;margin:0;padding:0}
li{border-top:1px solid #DDD8CE}
li a{display:block;padding:12px 0;min-height:44px;overflow-wrap:anywhere}
small,.muted{color:#59616B;display:block}
.text{white-space:pre-wrap;overflow-wrap:anywhere;padding:16px}
.text{background:#fff;border:1px solid #DDD8CE;border-radius:6px}
:focus-visible{outline:3px solid #1F4173;outline-offset:2px}
"""


def page(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · Hộp thư thử</title><link rel="stylesheet" href="/style.css"></head>
<body><header class="mark">HỘP THƯ THỬ · TEST MAILBOX</header><main>{body}</main></body></html>"""


def listed(messages: Sequence[Caught]) -> str:
    """All kept messages, the newest first."""
    rows = "".join(
        f'<li><a href="/{caught.number}">{escape(caught.subject) or "(không có tiêu đề)"}'
        f"<small>{escape(caught.to)} · {_moment(caught)}</small></a></li>"
        for caught in messages
    )
    nothing = "<p>Chưa có thư nào. Thư gửi khi chạy thử sẽ hiện ở đây.<br>No messages yet.</p>"
    return page(
        "Thư đã gửi", f"<h1>Thư đã gửi khi chạy thử · Caught mail</h1>{f'<ul>{rows}</ul>' if rows else nothing}"
    )


def read(caught: Caught) -> str:
    """One message: its text with links, and the way to its HTML form."""
    html = f'<p><a href="/{caught.number}/html">Xem dạng HTML · HTML form</a></p>' if caught.html else ""
    return page(
        caught.subject,
        f"""<p><a href="/">← Tất cả thư · All mail</a></p><h1>{escape(caught.subject)}</h1>
<p class="muted">{escape(str(caught.message.get("From", "")))} → {escape(caught.to)}<br>{_moment(caught)}</p>
<div class="text">{_linked(caught.text)}</div>{html}""",
    )


def missing() -> str:
    return page("Không có thư này", "<h1>Không có thư này · No such message</h1><p><a href='/'>← Tất cả thư</a></p>")


def _linked(text: str) -> str:
    pieces, end = [], 0
    for found in LINK.finditer(text):
        address = escape(found[0])
        pieces += [escape(text[end : found.start()]), f'<a href="{address}" rel="noreferrer">{address}</a>']
        end = found.end()
    return "".join([*pieces, escape(text[end:])])


def _moment(caught: Caught) -> str:
    return clock.local(caught.at).strftime("%H:%M:%S %d/%m/%Y")
