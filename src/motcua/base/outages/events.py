"""What the ledger tells about outages."""

from datetime import datetime

from motcua.base.ledger import Kind, register
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words


def _moment(text: str) -> Words:
    return weekday_time(datetime.fromisoformat(text))


register(
    Kind(
        "outage.announced",
        "Báo trước đợt bảo trì “{title}”, từ {starts_at} đến {ends_at}.",
        "Planned outage announced: “{title_en}”, from {starts_at} to {ends_at}.",
        facts=("title", "title_en", "services", "effect", "starts_at", "ends_at", "told_hours"),
        show={"starts_at": _moment, "ends_at": _moment},
    ),
    Kind(
        "outage.opened",
        "Báo sự cố “{title}”, từ {starts_at}.",
        "Incident told: “{title_en}”, since {starts_at}.",
        facts=("title", "title_en", "services", "effect", "starts_at"),
        show={"starts_at": _moment},
    ),
    Kind(
        "outage.updated",
        "Cập nhật về “{title}”: {text}",
        "Update on “{title_en}”: {text_en}",
        facts=("title", "title_en", "text", "text_en"),
        optional=("ends_at",),
    ),
    Kind(
        "outage.ended",
        "“{title}” kết thúc lúc {ends_at}: {text}",
        "“{title_en}” ended at {ends_at}: {text_en}",
        facts=("title", "title_en", "text", "text_en", "ends_at"),
        show={"ends_at": _moment},
    ),
    Kind(
        "outage.cancelled",
        "Hủy đợt bảo trì “{title}”: {text}",
        "Planned outage “{title_en}” cancelled: {text_en}",
        facts=("title", "title_en", "text", "text_en"),
    ),
    Kind(
        "outage.explained",
        "Đăng bản rút kinh nghiệm về “{title}”.",
        "Post-mortem on “{title_en}” published.",
        facts=("title", "title_en", "text", "text_en"),
    ),
)
