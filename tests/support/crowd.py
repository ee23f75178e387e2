"""Thousands of open cases in one worklist within seconds: copies of one that the acts made, written in bulk."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice, product

from django.db import transaction

from motcua.domain.cases.models import Applicant, Case
from motcua.domain.cases.models.case import new_filing_number
from motcua.domain.routing.models import Task
from motcua.kernel.ids import new_id
from motcua.kernel.text import fold

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLES = ("Thị", "Văn", "Đức", "Minh", "Thanh", "Ngọc", "Quốc", "Thu", "Hữu", "Kim", "Xuân")
GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Đào",
    "Giang",
    "Hà",
    "Khánh",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Quỳnh",
    "Sơn",
)
BATCH = 2000


def names() -> Iterator[str]:
    """Two thousand one hundred and forty-five names, over and over."""
    return cycle(" ".join(parts) for parts in product(FAMILIES, MIDDLES, GIVEN))


@transaction.atomic
def multiply(case: Case, count: int, *, already: int = 0) -> None:
    """`count` more cases like this one, in the same hands: other people, due and filed up to a fortnight apart.

    Only what a worklist shows is copied: neither papers nor slips, and no entry of the ledger. `already` says how many
    copies there are.
    """
    applicant, task = Applicant.objects.get(case=case), Task.objects.get(case=case, closed_at=None)
    whose = list(enumerate(islice(names(), already, already + count), start=already + 1))
    for begin in range(0, count, BATCH):
        copies = [(copied(case, number), name) for number, name in whose[begin : begin + BATCH]]
        Case.objects.bulk_create([copy for copy, _ in copies])
        Applicant.objects.bulk_create([applicant_of(applicant, copy, name) for copy, name in copies])
        Task.objects.bulk_create([task_of(task, copy) for copy, _ in copies])


def fields(row: Case | Applicant | Task) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def copied(case: Case, number: int) -> Case:
    apart = timedelta(minutes=7 * (number % 6000 - 3000))
    own = {
        "id": new_id(),
        "filing_number": new_filing_number(),
        "code": f"{case.code.rpartition('-')[0]}-{number + 10_000:05}" if case.code else None,
        "tracking_digest": None,
        "due_at": case.due_at and case.due_at + apart,
        "submitted_at": case.submitted_at and case.submitted_at - timedelta(minutes=number % 6000),
    }
    return Case(**fields(case) | own)


def applicant_of(applicant: Applicant, case: Case, name: str) -> Applicant:
    own = {"case_id": case.pk, "full_name": name, "folded_name": fold(name), "phone": f"09{case.pk.int % 10**8:08}"}
    return Applicant(**fields(applicant) | own)


def task_of(task: Task, case: Case) -> Task:
    return Task(**fields(task) | {"id": new_id(), "case_id": case.pk, "due_at": case.due_at})
