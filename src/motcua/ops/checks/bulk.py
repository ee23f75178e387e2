"""`motcua check bulk`: one act after another on many cases at once, as the worker does it, with its seconds."""

import time
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from motcua.casework.bulk.models import Job, RowState
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.services.ordering import MOST, confirm_job, draft_job
from motcua.casework.bulk.services.running import run_stretch
from motcua.casework.services.counter import file_at_counter
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.domain.replies.services.load_own import load_replies
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.ops.demo.cases import Cast, everyday_versions
from motcua.ops.demo.models import TWO_LEVEL
from motcua.ops.demo.names import made_up_people
from motcua.ops.demo.staff import make_people

ALLOWED_SECONDS = 30
LEAST_SECONDS = 5.0

Given = TypeVar("Given")


def check(rows: int) -> dict[str, object]:
    """The figures; "ok" when every row of every act was done and no job took longer than its share of the 30 s."""
    rows = min(max(rows, 1), MOST)
    load_hanoi(actor=SYSTEM)
    load_own(actor=SYSTEM)
    load_replies(actor=SYSTEM)
    cast = make_people(TWO_LEVEL)
    began = time.monotonic()
    main, aside = filed(cast, rows), filed(cast, rows)
    figures: dict[str, object] = {"rows": rows, "filing_seconds": round(time.monotonic() - began, 1)}
    acts = {name: measured(actor, order, main) for name, actor, order in way(cast)}
    asked = Order("supplement", "Hồ sơ {ma_ho_so} còn thiếu giấy tờ.", items=(("{giay_to_thieu}", "bản chính"),))
    acts["supplement"] = measured(cast.counter, asked, aside)
    allowed = max(ALLOWED_SECONDS * rows / MOST, LEAST_SECONDS)
    longest = max(float(str(act["seconds"])) for act in acts.values())
    ok = longest <= allowed and all(act["done"] == rows for act in acts.values())
    return {"ok": ok, **figures, "longest_seconds": longest, "allowed_seconds": allowed, "acts": acts}


def way(cast: Cast) -> list[tuple[str, Actor, Order]]:
    """From acceptance to the decision."""
    return [
        ("accept", cast.counter, Order("accept")),
        ("forward", cast.counter, Order("forward", "Hồ sơ {ma_ho_so} đủ, chuyển {buoc_tiep}.")),
        ("assign", cast.leader, Order("assign", position_id=cast.specialist.posts[0].position_id)),
        ("forward_again", cast.specialist, Order("forward", "Đủ điều kiện.")),
        ("decide", cast.leader, Order("decide", "Đồng ý giải quyết theo đề nghị của {ho_ten}.", "granted")),
    ]


def filed(cast: Cast, rows: int) -> list[UUID]:
    version, people = everyday_versions()[0], made_up_people()
    return [
        file_at_counter(
            actor=cast.counter, version_id=version.pk, office_id=cast.office.pk, applicant=people[place % len(people)]
        ).pk
        for place in range(rows)
    ]


def measured(actor: Actor, order: Order, case_ids: list[UUID]) -> dict[str, object]:
    """Choosing with preview, and doing: what an official waits for, and what the worker needs afterwards."""
    job, preview = timed(lambda: confirm_job(actor=actor, job_id=draft(actor, order, case_ids).pk))
    Job.objects.filter(pk=job.pk).update(starts_at=clock.now())
    _, seconds = timed(lambda: run_to_end(job))
    failed = dict(job.rows.filter(state=RowState.FAILED).values_list("code", "reason_vi")[:3])
    return {
        "seconds": seconds,
        "ms_per_row": round(1000 * seconds / len(case_ids), 1),
        "preview_seconds": preview,
        "done": job.rows.filter(state=RowState.DONE).count(),
        **({"failures": failed} if failed else {}),
    }


def draft(actor: Actor, order: Order, case_ids: list[UUID]) -> Job:
    return draft_job(actor=actor, order=order, case_ids=case_ids)


def run_to_end(job: Job) -> None:
    while not run_stretch(job.pk):
        pass


def timed(act: Callable[[], Given]) -> tuple[Given, float]:
    began = time.monotonic()
    given = act()
    return given, round(time.monotonic() - began, 2)
