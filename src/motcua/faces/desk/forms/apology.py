"""The form of an apology with its new date, and that of an agency's standing order."""

from typing import Any

from django import forms

from motcua.base.ui.forms import Form, Typed, said
from motcua.casework.foresight import foreseen
from motcua.casework.queries.page import CasePage
from motcua.casework.services.apologise import apologise
from motcua.casework.surroundings import time_rules
from motcua.domain.cases.models import Case
from motcua.faces.desk.forms.acts import ActForm, area, line
from motcua.kernel import clock
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

SLIP_04 = Words(
    "Người nộp nhận văn bản xin lỗi (mẫu 04) với ngày hẹn mới. Được hẹn lại {n} lần, trước ngày hẹn ít nhất {days} "
    "ngày làm việc.",
    "The applicant gets the apology (slip 04) with the new date. It may be done {n} time(s), at least {days} "
    "working day(s) before the date.",
)


class Apologise(ActForm):
    done = Words("Đã xin lỗi và hẹn lại hồ sơ {case}. Mẫu 04 nằm trong mục Phiếu.", "Apologised for case {case}.")
    new_day = Typed(typed_date, label=Words("Ngày hẹn mới", "New date"), max_length=40)
    reason = area(Words("Lý do chậm", "Why it is late"))
    ground = line(Words("Căn cứ", "Ground"), needed=False)

    @property
    def introduced(self) -> Words:
        rules = time_rules(self.page.case.office_id).on(clock.today())
        return SLIP_04.fill(n=rules.apologies_allowed, days=rules.apology_working_days_before)

    def suggested(self, page: CasePage) -> dict[str, Any]:
        tasks = [task for task in page.tasks if task.closed_at is None]
        found = foreseen(page.case, tasks)
        return {"new_day": short_date(found.new_day)} if found else {}

    def act(self, **facts: Any) -> Case:
        return apologise(**facts)


class OrderForm(Form):
    """Whether the system apologises by itself for one's agency, and with which words."""

    automatic = forms.BooleanField(
        label=said("Tự động xin lỗi và hẹn lại khi hồ sơ sẽ trễ", "Apologise by itself when a case will be late"),
        required=False,
    )
    reason = area(Words("Lý do ghi trên văn bản xin lỗi", "Reason written in the apology"), needed=False)
