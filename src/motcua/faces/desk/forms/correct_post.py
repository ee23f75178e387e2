"""What the hand-over record with the post really says."""

from datetime import datetime
from typing import Any

from motcua.base.ui.forms import Typed
from motcua.casework.post import record_of
from motcua.casework.queries.page import CasePage
from motcua.casework.services.correct_post import Really, correct_post
from motcua.domain.cases.models import Case
from motcua.faces.desk.forms.acts import ActForm, area, line
from motcua.kernel import clock
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date, typed_time
from motcua.kernel.words import Words


class CorrectPost(ActForm):
    intro = Words(
        "Ghi đúng như biên bản giấy. Hạn trả được tính lại; nội dung ghi nhầm vẫn lưu. Nếu hạn trả muộn hơn, chỉ lãnh "
        "đạo sửa được.",
        "As the paper says. The due date is counted anew; what was entered stays on record. Where the date gets later, "
        "only a leader may do so.",
    )
    done = Words("Đã sửa biên bản; hạn trả tính lại.", "Corrected; the due date was counted anew.")
    number = line(Words("Số biên bản giao nhận", "Number of the hand-over record"))
    signed_on = Typed(typed_date, label=Words("Ngày ký biên bản", "Signed on"), max_length=40)
    signed_at = Typed(typed_time, label=Words("Giờ ký", "At"), max_length=20)
    sent_on = Typed(
        typed_date, label=Words("Ngày gửi trên bì thư", "Sent on (postmark)"), required=False, max_length=40
    )
    reason = area(Words("Lý do sửa", "Why"))

    def suggested(self, page: CasePage) -> dict[str, Any]:
        """As it stands now."""
        found = record_of(page.case)
        if found is None:
            return {}
        signed = clock.local(found.signed_at)
        return {
            "number": found.number,
            "signed_on": short_date(signed.date()),
            "signed_at": f"{signed:%H:%M}",
            "sent_on": short_date(found.sent_on) if found.sent_on else "",
        }

    def act(self, **facts: Any) -> Case:
        signed = datetime.combine(facts["signed_on"], facts["signed_at"], tzinfo=clock.LOCAL)
        whom = {name: facts[name] for name in ("actor", "case_id", "expected", "reason")}
        return correct_post(**whom, really=Really(facts["number"], signed, facts["sent_on"]))
