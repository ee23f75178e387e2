"""Outages for pages to show: one that is planned, and an incident that is over with its post-mortem."""

from datetime import timedelta
from typing import Any

from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM


def told(telling: Any) -> tuple[str, str]:
    """`telling`: the acts' module, which some callers may load only later. The ids of the planned and of the past one.

    None of the two is said on every page: one is weeks ahead, one is over.
    """
    now = clock.now()
    common = {
        "effect": "down", "services": ("filing", "sign_in"), "text_vi": "Nâng cấp máy chủ. Trang nộp hồ sơ đóng.",
        "text_en": "Servers are upgraded. The filing pages are closed.", "meanwhile_vi": "Bạn nộp tại Bộ phận Một cửa.",
        "meanwhile_en": "Please file at a one-stop office.",
    }  # fmt: skip
    planned = telling.Wanted(
        **common, title_vi="Nâng cấp hệ thống", title_en="Upgrade of the system", starts_at=now + timedelta(days=20),
        ends_at=now + timedelta(days=20, hours=2),
    )  # fmt: skip
    incident = telling.Wanted(
        **common, title_vi="Không đăng nhập được", title_en="Signing in fails", starts_at=now - timedelta(hours=3)
    )
    ahead, past = (telling.tell(actor=SYSTEM, wanted=one) for one in (planned, incident))
    telling.end(
        actor=SYSTEM, outage_id=past.pk, text_vi="Đã hoạt động lại.", text_en="It works again.",
        ends_at=now - timedelta(hours=1),
    )  # fmt: skip
    telling.explain(
        actor=SYSTEM, outage_id=past.pk, lesson_vi="Chứng thư số hết hạn. Từ nay có nhắc trước 30 ngày.",
        lesson_en="A certificate had run out. From now on we are reminded 30 days before.",
    )  # fmt: skip
    return str(ahead.pk), str(past.pk)
