"""A check on the spot, as the official who was there enters it."""

from datetime import datetime
from typing import Any

from django import forms

from motcua.base.ui.forms import Typed
from motcua.casework.queries.page import CasePage
from motcua.casework.services.check_site import OnTheSpot, check_site
from motcua.domain.cases.models import Case
from motcua.faces.desk.forms.acts import ActForm, area, line
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date, typed_time
from motcua.kernel.words import Words


class CheckSite(ActForm):
    intro = Words(
        "Ghi thời gian, nơi, người tham gia và nội dung. Biên bản in được từ mục Phiếu; bước và hạn giữ nguyên.",
        "Enter time, place, people and content. The record can be printed; step and due date stay as they are.",
    )
    done = Words("Đã ghi việc kiểm tra thực tế. Biên bản nằm trong mục Phiếu.", "Entered. The record is a slip.")
    checked_on = Typed(typed_date, label=Words("Ngày kiểm tra", "Day"), max_length=40)
    checked_at = Typed(typed_time, label=Words("Giờ bắt đầu", "Began at"), max_length=20)
    place = line(Words("Nơi kiểm tra", "Place"))
    people = area(Words("Người tham gia, mỗi người một dòng", "Who took part, one a line"), rows=4)
    content = forms.CharField(
        label=Words("Nội dung và kết quả kiểm tra", "What was checked and found"),  # type: ignore[arg-type]
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def suggested(self, page: CasePage) -> dict[str, Any]:
        """Today, at the applicant's address, with the applicant."""
        who = page.case.applicant
        return {
            "checked_on": short_date(clock.today()),
            "place": who.address,
            "people": who.full_name,
        }

    def act(self, **facts: Any) -> Case:
        began = datetime.combine(facts.pop("checked_on"), facts.pop("checked_at"), tzinfo=clock.LOCAL)
        whom = {name: facts.pop(name) for name in ("actor", "case_id", "expected")}
        try:
            return check_site(**whom, found=OnTheSpot(began, **facts))
        except Invalid as fault:
            named = {"checked_on" if key == "began_at" else key: words for key, words in fault.fields.items()}
            raise Invalid(named) from fault
