"""Whose things an address opens, beyond the right that its view declares."""

import re
from collections.abc import Callable

from motcua.base.access.roles import ROLES
from motcua.base.access.routes import Access
from tests.faces.who_may.world import DEPUTIES, Knocker

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

Fits = Callable[[Knocker, str], bool]


def posts_at(*places: str) -> Fits:
    return lambda knocker, method: knocker.where in places


def anybody(knocker: Knocker, method: str) -> bool:
    return True


def nobody(knocker: Knocker, method: str) -> bool:
    return False


def owner(knocker: Knocker, method: str) -> bool:
    return knocker.role == "owner"


def maker(knocker: Knocker, method: str) -> bool:
    return knocker.name == "specialist@here"


def official(knocker: Knocker, method: str) -> bool:
    return knocker.where != ""


def read_by_all(knocker: Knocker, method: str) -> bool:
    """Rules and texts of the city that its agencies live by: read everywhere, set by the city."""
    return method in ("GET", "OPTIONS") or knocker.where == "city"


def away(knocker: Knocker, method: str) -> bool:
    """Whoever is away, and those who lead them."""
    return maker(knocker, method) or knocker.name in ("leader@here", "leader@city")


here, city, asked = posts_at("here", "city"), posts_at("city"), posts_at("here", "asked", "city")
with_office = posts_at("here", "there", "city")

WHOSE: dict[str, Fits] = {
    "/nop-ho-so/<str:code>/": anybody,
    "/nop-ho-so-nhom/<slug:key>/": anybody,
    "/nop-ho-so": owner,
    "/ho-so/<": owner,
    "/ho-so/nhom/": owner,
    "/tai-len/": owner,
    "/can-bo/doi-mat-khau/": official,
    "/can-bo/luyen-tap/": official,
    "/can-bo/tai-khoan/": official,
    "/can-bo/tai-khoan/phien/<": nobody,
    "/phien/ket-thuc/<": nobody,
    "/can-bo/tai-khoan/hai-lop/khoa/<": nobody,
    "/quan-tri/hai-lop/<": city,
    "/can-bo/viec/muc/<uuid:view_id>/": maker,
    "/can-bo/ho-so/": here,
    "/can-bo/du-lieu/<": here,
    "/can-bo/phoi-hop/<": asked,
    "/can-bo/hang-loat/<uuid:job_id>/": maker,
    "/can-bo/mau-tra-loi/<uuid:reply_id>/": maker,
    "/can-bo/tiep-nhan/": with_office,
    "/can-bo/tiep-nhan/xong/": here,
    "/can-bo/tiep-nhan/huong-dan/": here,
    "/can-bo/vang-mat/<uuid:absence_id>/": away,
    "/can-bo/phan-cong/<": here,
    "/can-bo/phan-cong/quy-tac/": here,
    "/can-bo/phan-cong/ky-nang/": here,
    "/can-bo/tra-ket-qua/<": here,
    "/can-bo/tep/": here,
    "/can-bo/phieu/": here,
    "/quan-tri/sap-xep/": city,
    "/quan-tri/tinh-trang/bao-truoc/": city,
    "/quan-tri/tinh-trang/su-co/": city,
    "/quan-tri/tinh-trang/<": city,
    "/quan-tri/tinh-trang/<uuid:outage_id>/$": anybody,
    "/quan-tri/xem-nhieu/<": here,
    "/quan-tri/luu-giu/<": city,
    "/quan-tri/quy-dinh/<": city,
    "/quan-tri/quy-dinh/them/": city,
    "/quan-tri/lich/<uuid:day_id>/": city,
    "/quan-tri/danh-muc/linh-vuc/": city,
    "/quan-tri/danh-muc/ky-nang/them/": city,
    "/quan-tri/danh-muc/ky-nang/<": city,
    "/quan-tri/danh-muc/ly-do/<": city,
    "/quan-tri/danh-muc/ly-do/them/": city,
    "/quan-tri/quy-trinh/": read_by_all,
    "/quan-tri/quy-trinh/nhap/": read_by_all,
    "/quan-tri/quy-trinh/bpmn/<str:scope>/ban-ve/": anybody,
    "/quan-tri/thu-tuc/xem-lai/": city,
    "/quan-tri/thu-tuc/<": city,
    "/quan-tri/thu-tuc/<uuid:procedure_id>/$": read_by_all,
    "/quan-tri/thu-tuc/<uuid:procedure_id>/thay-doi/": read_by_all,
    "/quan-tri/thu-tuc/<uuid:procedure_id>/ho-so/": city,
    "/quan-tri/tin-nhan/<": read_by_all,
    "/quan-tri/tin-nhan/<str:key>/<str:channel>/xem-thu/": anybody,
    "/quan-tri/co-quan/<": here,
    "/quan-tri/co-quan/<uuid:agency_id>/ket-thuc/": city,
    "/quan-tri/co-quan/<uuid:agency_id>/tham-quyen/": city,
    "/quan-tri/diem/": here,
    "/quan-tri/uy-quyen/<": here,
    "/quan-tri/uy-quyen/co-quan/": here,
    "/quan-tri/can-bo/<": here,
}
"""Beginning of a route → for whom it is among those the view lets in; the longest beginning counts, `$` is the end.

A route that names a thing and has no line here fails the test.
"""

CLOSED_TO_ALL: dict[tuple[str, str], str] = {
    ("POST", "/can-bo/in/"): "nothing is printed unless a paper is named in the body",
    ("POST", "/thong-bao/"): "a message is named in the body",
    ("POST", "/tai-len/<uuid:case_id>/"): "what the file is for is named in a header",
    ("POST", "/can-bo/ho-so/<uuid:case_id>/giay-to/"): "a paper is named in the body",
    ("GET", "/quan-tri/thu-tuc/<uuid:procedure_id>/ho-so/<uuid:job_id>/"): "the job of the town moves no versions",
    ("POST", "/quan-tri/thu-tuc/<uuid:procedure_id>/ho-so/<uuid:job_id>/"): "the job of the town moves no versions",
}
"""Closed also to those concerned, and why: an empty request says too little."""

TOLD_TO_ALL = {("OPTIONS", "/tai-len/<uuid:case_id>/"): "what the server takes, whatever the case"}
"""Answered before anything is looked up, and why."""

ACTS = ("/can-bo/ho-so/<uuid:case_id>/<slug:name>/", "/can-bo/phoi-hop/<uuid:request_id>/<slug:act>/")
"""Seeing a case is not doing the step: among those who see it, the act may still be refused."""


DELEGATED = dict.fromkeys(DEPUTIES, ("case.see", "case.decide"))
"""Rights the town's leader delegated to one of its officials."""


def allows(access: Access, knocker: Knocker) -> bool:
    """Whether the declaration of the view lets somebody in at all."""
    if access.who == "public":
        return True
    if access.who == "citizen":
        return knocker.role in ("owner", "citizen")
    if access.who == "signed_in":
        return knocker.actor is not None
    own = ROLES[knocker.role].permissions if knocker.role in ROLES else ()
    return access.who == "permission" and access.detail in (*own, *DELEGATED.get(knocker.name, ()))


def concerns(route: str, method: str, access: Access, knocker: Knocker) -> bool:
    """Whether the thing the address names is for somebody whom the view lets in. KeyError where nobody declared it."""
    if access.who == "public" or (method, route) in TOLD_TO_ALL:
        return True
    fitting = [begin for begin in WHOSE if f"{route}$".startswith(begin)]
    if not fitting and PARAMETER.search(route):
        raise KeyError(route)
    return WHOSE[max(fitting, key=len)](knocker, method) if fitting else True


def may_be_refused(route: str, method: str) -> bool:
    """Whether also those concerned may meet a closed door."""
    return (method, route) in CLOSED_TO_ALL or route.startswith(ACTS)
