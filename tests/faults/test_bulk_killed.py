"""A worker killed in the middle of a bulk job: what was done is done once, the rest is done by the next."""

import signal
import subprocess
import sys
import time

import pytest

from motcua.base.ledger.models import Entry
from motcua.casework.bulk.models import Job, Row
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.services.ordering import confirm_job, draft_job
from motcua.casework.bulk.services.running import run_stretch
from motcua.kernel import clock
from tests.casework.bulk.conftest import Makers
from tests.support.town import build_town

CASES = 12
WORKER = (
    "import django, sys; django.setup()\n"
    "from uuid import UUID\n"
    "from motcua.casework.bulk.services.running import run_stretch\n"
    "run_stretch(UUID(sys.argv[1]), 600)\n"
)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_nothing_doubled_and_nothing_undone() -> None:
    town = build_town()
    make = Makers(town)
    ids = [make.examined().pk for _ in range(CASES)]
    job = draft_job(actor=town.specialist, order=Order("forward", "Đủ."), case_ids=ids)
    confirm_job(actor=town.specialist, job_id=job.pk)
    Job.objects.filter(pk=job.pk).update(starts_at=clock.now())
    for some in (2, 6):
        worker = subprocess.Popen([sys.executable, "-c", WORKER, str(job.pk)])
        deadline = time.monotonic() + 60
        while Row.objects.filter(job=job, state="done").count() < some and time.monotonic() < deadline:
            assert worker.poll() in (None, 0)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    while not run_stretch(job.pk):
        pass
    assert set(Row.objects.filter(job=job).values_list("state", flat=True)) == {"done"}
    moved = Entry.objects.filter(kind="case.forwarded", subject_id__in=[str(case_id) for case_id in ids])
    assert moved.count() == 2 * CASES
    assert Entry.objects.filter(kind="bulk.finished").count() == 1
