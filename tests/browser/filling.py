"""Run as a program in a process of its own: the demonstration city, and what tests must know of it as one JSON file.

A browser's test process never touches the models: Playwright keeps an event loop in its thread.
"""

import json
import sys
from pathlib import Path
from typing import Any

from motcua.ops import bootstrap
from motcua.ops.demo.people import OFFICIALS

OFFICIAL = OFFICIALS[0].username


def facts() -> dict[str, Any]:
    """`cases` and `documents` with the secrets of their QR codes, and one id of each kind of `place`."""
    Case = bootstrap.load("motcua.domain.cases.models").Case
    Document = bootstrap.load("motcua.base.documents.models").Document
    tracking = bootstrap.load("motcua.casework.tracking")
    addresses = bootstrap.load("motcua.base.documents.addresses")
    Task = bootstrap.load("motcua.domain.routing.models").Task
    Position = bootstrap.load("motcua.domain.directory.models").Position
    waiting = dict(Task.objects.filter(closed_at=None).values_list("case_id", "role"))
    post = Position.objects.select_related("person__staff_account").get(person__staff_account__username=OFFICIAL)
    cases = Case.objects.select_related("applicant", "procedure_version__procedure").order_by("created_at", "pk")
    return {
        "cases": [
            {
                "id": str(case.pk),
                "state": case.state,
                "code": case.code or "",
                "filing_number": case.filing_number or "",
                "role": waiting.get(case.pk, ""),
                "track": tracking.token_of(case),
                "applicant": case.applicant.full_name,
                "identity_number": case.applicant.identity_number,
                "procedure": case.procedure_version.procedure.code,
            }
            for case in cases
        ],
        "documents": [
            {"kind": one.kind, "case": one.subject_id, "verify": addresses.verification_token(one)}
            for one in Document.objects.filter(subject_kind="case").order_by("created_at", "pk")
        ],
        "places": {
            "agency": str(post.agency_id),
            "office": str(post.office_id),
            "official": str(post.person_id),
            "position": str(post.pk),
        },
    }


def fill(place: Path) -> None:
    bootstrap.setup()
    build = bootstrap.load("motcua.ops.demo.city").build
    model = bootstrap.load("motcua.ops.demo.models").TWO_LEVEL
    build(model, lambda line: None)
    place.write_text(json.dumps(facts(), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
