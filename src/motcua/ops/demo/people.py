"""The five people of the demo: made up, with sign-ins that are printed."""

from dataclasses import dataclass

from motcua.base.access.roles import Administrator, CounterOfficial, Leader, Specialist
from motcua.kernel.words import Words

PASSWORD = "motcua-thu-2026"
CITIZEN_NUMBER = "001190999901"
CITIZEN_NAME = "Nguyễn Thị Minh Anh"


@dataclass(frozen=True, slots=True)
class DemoOfficial:
    """An official with one post; `place` is "commune" or "city"."""

    username: str
    name: str
    title: str
    role: str
    place: str
    words: Words


OFFICIALS = (
    DemoOfficial(
        "motcua", "Trần Thu Hà", "Công chức Bộ phận Một cửa", CounterOfficial.name, "commune",
        Words("Cán bộ một cửa", "Counter official"),
    ),
    DemoOfficial(
        "chuyenvien", "Phạm Minh Đức", "Chuyên viên", Specialist.name, "commune",
        Words("Chuyên viên", "Specialist"),
    ),
    DemoOfficial(
        "lanhdao", "Lê Quang Vinh", "Chủ tịch", Leader.name, "commune", Words("Lãnh đạo", "Leader"),
    ),
    DemoOfficial(
        "quantri", "Vũ Thị Lan", "Quản trị hệ thống", Administrator.name, "city",
        Words("Quản trị", "Administrator"),
    ),
)  # fmt: skip
