"""The pages of the stand-in: plain HTML in Vietnamese and English, no script, marked as a test server everywhere."""

from collections.abc import Sequence
from html import escape

from motcua.partners.identity.stand_in.people import MadeUpPerson

SHOWN = 12

STYLE = """
*{box-sizing:border-box}
body{margin:0;background:#FAF8F4;color:#1B1F24;font:16px/1.625 system-ui,sans-serif}
.mark{background:#9A5B00;color:#fff;padding:8px 16px;text-align:center;font-weight:700}
main{max-width:34rem;margin:0 auto;padding:24px 16px 48px}
h1{font-size:24px;line-height:1.3;margin:0 0 4px}
h2{font-size:18px;margin:32px 0 8px}
p{margin:0 0 16px}
.en,small{color:#59616B}
ul{list-style:none;margin:0;padding:0}
li{margin:0 0 8px}
button,input{font:inherit;min-height:44px;border-radius:6px;border:1px solid #59616B;padding:8px 12px}
button{cursor:pointer;background:#fff;color:#1B1F24}
button.person{width:100%;text-align:left}
button.person small{display:block}
button.main{background:#1F4173;border-color:#1F4173;color:#fff}
button:hover{border-color:#16325A;background:#E8EEF6;color:#1B1F24}
:focus-visible{outline:3px solid #1F4173;outline-offset:2px}
.row{display:flex;gap:8px;flex-wrap:wrap}
.row input{flex:1 1 12rem;min-width:0}
.error{border-left:4px solid #B3261E;padding:8px 12px;background:#fff}
"""


def page(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · Máy chủ thử</title><link rel="stylesheet" href="/style.css"></head>
<body><header class="mark">MÁY CHỦ THỬ · TEST SERVER</header><main>{body}</main></body></html>"""


def choose_person(ticket: str, people: Sequence[MadeUpPerson], *, typed: str = "", unknown: bool = False) -> str:
    """The page of /authorize: one click on a made-up person, or a made-up number typed in."""
    error = (
        '<p class="error" id="error" role="alert">Số này không có trong danh sách thử. '
        '<span class="en" lang="en">This number is not on the test list.</span></p>'
        if unknown
        else ""
    )
    body = f"""<h1>Đăng nhập định danh điện tử</h1>
<p class="en" lang="en">Electronic identity sign-in</p>
<p>Đây không phải VNeID. Máy chủ này chỉ dùng để chạy thử, mọi người dưới đây đều không có thật.
Đừng nhập số định danh thật.<br>
<span class="en" lang="en">This is not VNeID. It is for try-outs only; nobody listed here is real.
Do not enter a real identity number.</span></p>{error}
<form method="post" action="/authorize"><input type="hidden" name="ticket" value="{escape(ticket)}">
<h2>Chọn người để đăng nhập <span class="en" lang="en">· Choose a person</span></h2>
<ul>{"".join(_person(person) for person in people[:SHOWN])}</ul></form>
<form method="post" action="/authorize"><input type="hidden" name="ticket" value="{escape(ticket)}">
<h2><label for="number">Hoặc nhập số định danh thử <span class="en" lang="en">· Or a test number</span></label></h2>
<div class="row"><input id="number" name="number" inputmode="numeric" maxlength="20" autocomplete="off"
 value="{escape(typed)}"{' aria-describedby="error" aria-invalid="true"' if unknown else ""}>
<button class="main">Đăng nhập <span lang="en">· Sign in</span></button></div></form>
<form method="post" action="/authorize"><input type="hidden" name="ticket" value="{escape(ticket)}">
<h2>Không muốn đăng nhập? <span class="en" lang="en">· Changed your mind?</span></h2>
<button name="cancel" value="1">Quay lại <span lang="en">· Go back</span></button></form>"""
    return page("Đăng nhập định danh", body)


def _person(person: MadeUpPerson) -> str:
    born = person.birth_date.strftime("%d/%m/%Y")
    return (
        f'<li><button class="person" name="number" value="{person.number}">{escape(person.name)}'
        f"<small>Số thử {person.number} · sinh {born}</small></button></li>"
    )


def sentence(vi: str, en: str) -> str:
    """A page that says one thing."""
    return page(vi, f'<h1>{escape(vi)}</h1><p class="en" lang="en">{escape(en)}</p>')


START = page(
    "Định danh thử",
    """<h1>Máy chủ định danh thử</h1>
<p>Máy chủ này đóng vai nhà cung cấp định danh quốc gia khi chạy thử Một Cửa. Bạn hãy bắt đầu từ trang Một Cửa.</p>
<p class="en" lang="en">This server plays the national identity provider in try-outs of Một Cửa.
Please start from the Một Cửa site.</p>""",
)
