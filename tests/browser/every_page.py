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
    ("/can-bo/phoi-hop/", {"request_id": "request", "act": "=take"}),
    ("/nop-ho-so-nhom/", {"key": "=sinh-con", "bundle_id": "bundle_draft"}),
    ("/ho-so/nhom/", {"bundle_id": "bundle"}),
    ("/ho-so/nhom/<uuid:bundle_id>/bo/", {"bundle_id": "bundle_draft"}),
    ("/quan-tri/quy-trinh/", {"field_id": "field", "procedure_id": "procedure_id", "scope": "=city"}),
    ("/quan-tri/quy-trinh/nhap/", {"decision_id": "decision", "position": "=1"}),
    ("/quan-tri/quy-dinh/", {"rule_id": "city_rule"}),
    ("/quan-tri/uy-quyen/", {"delegation_id": "delegation"}),
    ("/can-bo/vang-mat/", {"absence_id": "absence"}),
    ("/can-bo/phan-cong/", {"rule_id": "assignment_rule", "position_id": "assignment_rule"}),
    ("/quan-tri/danh-muc/", {"field_id": "field", "reason_id": "reason", "skill_id": "skill", "act": "=refuse"}),
    ("/quan-tri/thu-tuc/", {"procedure_id": "procedure_id", "version_id": "version", "flag_id": "flag"}),
    ("/quan-tri/thu-tuc/<uuid:procedure_id>/ho-so/", {"job_id": "moving_job"}),
    ("/quan-tri/sap-xep/", {"operation_id": "reorganisation"}),
    ("/quan-tri/tin-nhan/", {"key": "=case.accepted", "channel": "=email"}),
)  # fmt: skip
"""Beginning of a route → which fact of the house stands for each of its parameters (`=…` is said as it is).

Of several beginnings that fit, the longest that knows the parameter counts.
"""

PEOPLE = {"/can-bo/ho-so/<uuid:case_id>/<slug:name>/": "chuyenvien", "/quan-tri/thu-tuc/": "quantri"}
"""Whose page it is where the right alone does not say: an act is offered to the one who has the case in hand, and on
procedures the city decides.
"""

NO_PAGE = re.compile(
    r"^/api/|^/static/|/tep/|/phieu/|/anh/|\.svg$|/vneid/|/tra-loi/|/bieu-trung$"
    r"|/(?:ngon-ngu|hien-thi|dang-xuat|con-day)/$|/giu/|^/tai-len/|\.(?:csv|xlsx)$"
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

    @property
    def name(self) -> str:
        """As a file name: "can-bo-ho-so-case_id"."""
        return "-".join(re.findall(r"[\w.]+", PARAMETER.sub(r"\1", self.route))) or "home"

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
