"""Every page of the house: each declared route with sample arguments, opened as somebody who may see it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from motcua.base.access.roles import ROLES
from motcua.base.access.routes import Access, access_of
from motcua.ops.demo.people import OFFICIALS

CITIZEN = "citizen"
UNKNOWN = "?"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

SAMPLES: tuple[tuple[str, dict[str, str]], ...] = (
    ("/nop-ho-so/", {"case_id": "draft", "code": "procedure"}),
    ("/nop-ho-so/<uuid:case_id>/da-gui/", {"case_id": "own_submitted"}),
    ("/ho-so/", {"case_id": "own_processing"}),
    ("/ho-so/<uuid:case_id>/bo/", {"case_id": "own_draft"}),
    ("/thu-tuc/", {"code": "procedure"}),
    ("/t/", {"token": "track"}),
    ("/verify/", {"token": "verify"}),
    ("/can-bo/", {"case_id": "specialist", "name": "=supplement"}),
    ("/can-bo/tiep-nhan/", {"case_id": "processing"}),
    ("/can-bo/tra-ket-qua/", {"case_id": "decided"}),
    (
        "/quan-tri/",
        {
            "agency_id": "agency", "office_id": "office", "person_id": "official", "position_id": "position",
            "counter_id": "counter", "code": "procedure", "day_id": "city_day",
        },
    ),
    ("/can-bo/", {"reply_id": "reply", "view_id": "saved_view", "job_id": "job"}),
    ("/can-bo/du-lieu/", {"erasure_id": "erasure"}),
    ("/can-bo/phoi-hop/", {"request_id": "request", "act": "=take"}),
    ("/nop-ho-so-nhom/", {"key": "=sinh-con", "bundle_id": "bundle_draft"}),
    ("/ho-so/nhom/", {"bundle_id": "bundle"}),
    ("/ho-so/nhom/<uuid:bundle_id>/bo/", {"bundle_id": "bundle_draft"}),
    ("/quan-tri/quy-trinh/", {"field_id": "field", "procedure_id": "procedure_id", "scope": "=city"}),
    ("/quan-tri/quy-trinh/nhap/", {"decision_id": "decision", "position": "=1"}),
    ("/quan-tri/tinh-trang/", {"outage_id": "outage"}),
    ("/quan-tri/tinh-trang/<uuid:outage_id>/rut-kinh-nghiem/", {"outage_id": "outage_over"}),
    ("/quan-tri/xem-nhieu/", {"alarm_id": "alarm"}),
    ("/quan-tri/luu-giu/", {"retention_rule": "=papers"}),
    ("/quan-tri/quy-dinh/", {"rule_id": "city_rule"}),
    ("/quan-tri/uy-quyen/", {"delegation_id": "delegation"}),
    ("/can-bo/vang-mat/", {"absence_id": "absence"}),
    ("/can-bo/phan-cong/", {"rule_id": "assignment_rule", "position_id": "skilled"}),
    ("/quan-tri/danh-muc/", {"field_id": "field", "reason_id": "reason", "skill_id": "skill", "act": "=refuse"}),
    ("/quan-tri/thu-tuc/", {"procedure_id": "procedure_id", "version_id": "version", "flag_id": "flag"}),
    ("/quan-tri/thu-tuc/<uuid:procedure_id>/ho-so/", {"procedure_id": "moving_procedure", "job_id": "moving_job"}),
    ("/quan-tri/sap-xep/", {"operation_id": "reorganisation"}),
    ("/quan-tri/hai-lop/", {"role": "=leader"}),
    ("/can-bo/tai-khoan/", {"passkey_id": "passkey"}),
    ("/quan-tri/tin-nhan/", {"key": "=case.accepted", "channel": "=email"}),
)  # fmt: skip
"""Beginning of a route → which fact of the house stands for each of its parameters (`=…` is said as it is).

Of several beginnings that fit, the longest that knows the parameter counts.
"""

MORE: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("song-song", "/can-bo/ho-so/<uuid:case_id>/", "chuyenvien", {"case_id": "live"}),
    ("song-song-so", "/can-bo/ho-so/<uuid:case_id>/", "soxaydung", {"case_id": "live"}),
    ("dang-hoi", "/can-bo/ho-so/<uuid:case_id>/", "chuyenvien", {"case_id": "asked"}),
    ("da-xin-loi", "/can-bo/ho-so/<uuid:case_id>/", "lanhdao", {"case_id": "apologised"}),
    ("se-tre", "/can-bo/ho-so/<uuid:case_id>/", "lanhdao", {"case_id": "late"}),
    ("da-chuyen-phien-ban", "/can-bo/ho-so/<uuid:case_id>/", "lanhdao", {"case_id": "moved"}),
    ("nhap-cu", "/can-bo/ho-so/<uuid:case_id>/", "chuyenvien", {"case_id": "imported"}),
    ("cho-bo-sung", "/can-bo/ho-so/<uuid:case_id>/", "chuyenvien", {"case_id": "supplement"}),
    ("da-xong", "/can-bo/ho-so/<uuid:case_id>/", "motcua", {"case_id": "closed"}),
    ("lanhdao", "/can-bo/ho-so/<uuid:case_id>/", "lanhdao", {"case_id": "leader"}),
    *(
        (act, "/can-bo/ho-so/<uuid:case_id>/<slug:name>/", who, {"case_id": fact, "name": f"={act}"})
        for act, who, fact in (
            ("ask", "chuyenvien", "specialist"), ("forward", "chuyenvien", "specialist"),
            ("send_back", "chuyenvien", "specialist"), ("duty", "chuyenvien", "specialist"),
            ("check_site", "chuyenvien", "specialist"),
            ("assign", "lanhdao", "specialist"), ("decide", "lanhdao", "leader"), ("apologise", "lanhdao", "late"),
            ("move_version", "lanhdao", "unmoved"), ("stop", "lanhdao", "specialist"),
            ("accept", "motcua", "submitted"), ("refuse", "motcua", "submitted"), ("hand_over", "motcua", "decided"),
        )
    ),
    ("da-xong", "/quan-tri/tinh-trang/<uuid:outage_id>/", "quantri", {"outage_id": "outage_over"}),
    ("cua-so", "/can-bo/phoi-hop/", "soquyhoach", {}),
    ("xong", "/can-bo/phoi-hop/?muc=xong", "soxaydung", {}),
    ("da-nhan", "/can-bo/phoi-hop/<uuid:request_id>/", "soquyhoach", {"request_id": "request_taken"}),
    ("da-tra-loi", "/can-bo/phoi-hop/<uuid:request_id>/", "soxaydung", {"request_id": "request_done"}),
    ("lanhdao", "/can-bo/", "lanhdao", {}),
    ("motcua", "/can-bo/", "motcua", {}),
    ("don-vi", "/can-bo/viec/?muc=unit", "chuyenvien", {}),
    ("tat-ca", "/can-bo/viec/?muc=all", "lanhdao", {}),
    ("motcua", "/can-bo/viec/", "motcua", {}),
    ("chuyenvien", "/can-bo/nhac-viec/", "chuyenvien", {}),
    ("lanhdao", "/can-bo/sap-tre/", "lanhdao", {}),
    ("lanhdao", "/can-bo/vang-mat/", "lanhdao", {}),
    ("chuyenvien", "/can-bo/vang-mat/", "chuyenvien", {}),
    ("lanhdao", "/can-bo/phan-cong/", "lanhdao", {}),
    ("song-song", "/quan-tri/quy-trinh/thu-tuc/<uuid:procedure_id>/", "quantri", {"procedure_id": "branched"}),
    ("dang-chuyen", "/quan-tri/thu-tuc/<uuid:procedure_id>/ho-so/", "quantri", {"procedure_id": "moving_procedure"}),
    (
        "moi", "/quan-tri/thu-tuc/<uuid:procedure_id>/thay-doi/<uuid:version_id>/", "quantri",
        {"procedure_id": "moving_procedure", "version_id": "newer"},
    ),
    ("xem-truoc", "/can-bo/hang-loat/<uuid:job_id>/", "chuyenvien", {"job_id": "job_draft"}),
    ("xong", "/quan-tri/sap-xep/<uuid:operation_id>/", "quantri", {"operation_id": "reorganised"}),
    ("cho", "/quan-tri/sap-xep/<uuid:operation_id>/", "quantri", {"operation_id": "reorganising"}),
    ("cho", "/quan-tri/sap-xep/<uuid:operation_id>/cho-quyet-dinh/", "quantri", {"operation_id": "reorganising"}),
    ("co", "/thu-tuc/?q=khai+sinh", "", {}),
    ("khong", "/thu-tuc/?q=xyzzyq", "", {}),
    ("su-kien", "/thu-tuc/?viec=sinh-con", "", {}),
    ("co-ma", "/tra-cuu/?ma=<code>", "", {"code": "code"}),
    ("da-xin-loi", "/tra-cuu/?ma=<code>", "", {"code": "apologised_code"}),
    ("sai-ma", "/tra-cuu/?ma=H26.1-261126-9999", "", {}),
    ("song-song", "/ho-so/<uuid:case_id>/", CITIZEN, {"case_id": "live"}),
    ("bo-sung", "/ho-so/<uuid:case_id>/", CITIZEN, {"case_id": "own_supplement"}),
    ("xong", "/t/<token>", "", {"token": "track_closed"}),
    ("khong-co", "/khong-co-trang-nay/", "", {}),
)  # fmt: skip
"""Name → route, who and arguments of pages that look otherwise than the first sample of their route."""

PEOPLE = {
    "/can-bo/ho-so/<uuid:case_id>/<slug:name>/": "chuyenvien",
    "/can-bo/viec/muc/": "chuyenvien",
    "/can-bo/hang-loat/": "chuyenvien",
    "/can-bo/mau-tra-loi/<uuid:reply_id>/": "chuyenvien",
    "/quan-tri/thu-tuc/": "quantri",
}
"""Whose page it is where the right alone does not say: an act is offered to the one who has the case in hand, views
and jobs are seen by who made them, and on procedures the city decides.
"""

NO_PAGE = re.compile(
    r"^/api/|^/static/|/tai-ve/|/tep/|/phieu/|/anh/|\.svg$|/vneid/|/tra-loi/|/bieu-trung$"
    r"|/(?:ngon-ngu|hien-thi|dang-xuat|con-day|dang-nhap/khoa|tai-khoan/phien|phien/ket-thuc)/$|/phien/<|/phien/ket-thuc/|/giu/|^/tai-len/|\.(?:csv|pem|xlsx)$|^/(?:healthz|readyz|metrics)$"
)
"""Routes that answer with files, with data or only to POST, never with a page of ours.

The drawing board holds another's tool and has a test of its own.
"""


@dataclass(frozen=True)
class Stop:
    """`arguments` maps parameters of `route` to facts; `who` is "", CITIZEN or an official's sign-in name."""

    route: str
    who: str
    arguments: tuple[tuple[str, str], ...]
    kind: str = ""

    @property
    def name(self) -> str:
        """As a file name: "can-bo-ho-so-case_id", with two dots before its kind."""
        plainly = "-".join(re.findall(r"[\w.]+", PARAMETER.sub(r"\1", self.route.partition("?")[0]))) or "home"
        return f"{plainly}..{self.kind}" if self.kind else plainly

    def path(self, facts: dict[str, str]) -> str | None:
        """The route with the house's facts in it; None where the house has no such thing."""
        path = self.route
        for parameter, fact in self.arguments:
            value = fact[1:] if fact.startswith("=") else facts.get(fact)
            if value is None:
                return None
            path = re.sub(rf"<(?:\w+:)?{parameter}>", value, path)
        return path


def routes(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, Access]]:
    """Every route with what it declares."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        elif isinstance(entry, URLPattern) and (access := access_of(entry.callback)):
            yield route, access


def stops() -> list[Stop]:
    """Every page, in the order of the routes."""
    return [
        Stop(route, who(route, access), tuple((name, sample(route, name)) for name in PARAMETER.findall(route)))
        for route, access in routes(get_resolver())
        if access.who != "machine" and not NO_PAGE.search(route)
    ]


def looks() -> list[Stop]:
    """Every page, and those that look otherwise with other data."""
    return [*stops(), *(Stop(route, who, tuple(told.items()), kind) for kind, route, who, told in MORE)]


def sample(route: str, parameter: str) -> str:
    """The fact that stands for a parameter; UNKNOWN where SAMPLES has no line for it."""
    fitting = [(begin, known) for begin, known in SAMPLES if route.startswith(begin) and parameter in known]
    return max(fitting, key=lambda pair: len(pair[0]))[1][parameter] if fitting else UNKNOWN


def who(route: str, access: Access) -> str:
    """Somebody who may come: a stranger, the citizen, or the first official whose role has the right."""
    for begin, username in PEOPLE.items():
        if route.startswith(begin):
            return username
    if access.who == "public":
        return ""
    if access.who == "citizen":
        return CITIZEN
    able = (one.username for one in OFFICIALS if access.detail in ROLES[one.role].permissions)
    return OFFICIALS[0].username if access.who == "signed_in" else next(able)
