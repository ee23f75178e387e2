"""Cases of the town in every state, and people at every desk."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from motcua.casework.bulk.models import Job
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.services.ordering import confirm_job, draft_job
from motcua.casework.bulk.services.running import run_stretch
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.counter import PaperTick, file_at_counter, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.duty import request_duty
from motcua.casework.services.finish import close_case, hand_over_result, stop_case, withdraw_case
from motcua.casework.services.forward import forward_case, take_task
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.domain.cases.models import Case
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.support.town import APPLICANT, Town, build_town, make_agency

Make = Callable[[], Case]


@dataclass
class Makers:
    """One maker per situation a case can be in; each by the acts."""

    town: Town

    def filed(self) -> Case:
        town = self.town
        return file_at_counter(
            actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
        )

    def accepted(self) -> Case:
        town = self.town
        return receive_at_counter(
            actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT,
            ticks=[PaperTick(1, originals=1)],
        )  # fmt: skip

    def examined(self) -> Case:
        return forward_case(actor=self.town.counter, case_id=self.accepted().pk, expected=None)

    def taken(self) -> Case:
        return take_task(actor=self.town.specialist, case_id=self.examined().pk, expected=None)

    def asking(self) -> Case:
        """The specialist waits for another agency's opinion."""
        beside = make_agency("H26.S1", "Sở Xây dựng", "department", self.town.city)
        return ask_agencies(
            actor=self.town.specialist, case_id=self.examined().pk, expected=None, kind="opinion", text="Ý kiến?",
            agencies=[AskedAgency(beside.pk, 480)],
        )  # fmt: skip

    def at_leader(self) -> Case:
        return forward_case(actor=self.town.specialist, case_id=self.examined().pk, expected=None)

    def decided(self) -> Case:
        return decide_case(
            actor=self.town.leader, case_id=self.at_leader().pk, expected=None, outcome="granted", text="Đồng ý."
        )

    def returned(self) -> Case:
        return hand_over_result(
            actor=self.town.counter, case_id=self.decided().pk, expected=None, receiver="A", identity_shown="Thẻ"
        )

    def closed(self) -> Case:
        return close_case(actor=self.town.counter, case_id=self.returned().pk, expected=None)

    def asked_early(self) -> Case:
        return request_supplement(
            actor=self.town.counter, case_id=self.filed().pk, expected=None, reason="Thiếu", items=[MissingItem("Ảnh")]
        )

    def answered_early(self) -> Case:
        return answer_supplement(actor=self.town.counter, case_id=self.asked_early().pk, expected=None)

    def asked_late(self) -> Case:
        return request_supplement(
            actor=self.town.specialist, case_id=self.examined().pk, expected=None, reason="Thiếu",
            items=[MissingItem("Ảnh")],
        )  # fmt: skip

    def answered_late(self) -> Case:
        return answer_supplement(actor=self.town.counter, case_id=self.asked_late().pk, expected=None)

    def owing(self) -> Case:
        return request_duty(
            actor=self.town.specialist, case_id=self.examined().pk, expected=None, reason="Thuế", amount_vnd=5
        )

    def refused(self) -> Case:
        return refuse_case(actor=self.town.counter, case_id=self.filed().pk, expected=None, reason="Sai nơi.")

    def withdrawn(self) -> Case:
        return withdraw_case(actor=self.town.counter, case_id=self.filed().pk, expected=None, reason="Xin rút.")

    def stopped(self) -> Case:
        return stop_case(actor=self.town.leader, case_id=self.examined().pk, expected=None, reason="Tranh chấp.")


SITUATIONS = tuple(name for name, made in vars(Makers).items() if callable(made) and not name.startswith("_"))


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture
def make(town: Town) -> Makers:
    return Makers(town)


def ordered(actor: Actor, order: Order, cases: list[Case]) -> Job:
    """Drafted and confirmed, and its time has come."""
    job = draft_job(actor=actor, order=order, case_ids=[case.pk for case in cases])
    job = confirm_job(actor=actor, job_id=job.pk)
    Job.objects.filter(pk=job.pk).update(starts_at=clock.now())
    job.refresh_from_db()
    return job


def run(job: Job) -> Job:
    while not run_stretch(job.pk):
        pass
    job.refresh_from_db()
    return job


def results(job: Job) -> list[tuple[str, str]]:
    return list(job.rows.order_by("position").values_list("state", "code"))
