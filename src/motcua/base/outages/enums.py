"""The closed lists: what a citizen knows as a service, what may be wrong with it, and what a probe plays."""

from motcua.kernel.words import Words

SERVICES: dict[str, Words] = {
    "catalogue": Words("Tìm thủ tục", "Finding a procedure"),
    "filing": Words("Nộp hồ sơ trực tuyến", "Filing online"),
    "tracking": Words("Tra cứu hồ sơ", "Tracking a case"),
    "sign_in": Words("Đăng nhập bằng VNeID", "Signing in with VNeID"),
    "messages": Words("Tin báo qua thư điện tử và trên cổng", "Messages by e-mail and on the portal"),
    "counters": Words("Nộp và nhận kết quả tại quầy", "Filing and collecting at a counter"),
    "api": Words("Kết nối với phần mềm khác", "Connections to other software"),
}
"""In the order of the page."""

KINDS = {
    "planned": Words("Bảo trì có báo trước", "Planned maintenance"),
    "unplanned": Words("Sự cố", "Incident"),
}
EFFECTS = {
    "down": Words("Không dùng được", "Not available"),
    "slow": Words("Chậm hoặc dùng được một phần", "Slow or partly available"),
}
STATES = {
    "works": Words("Hoạt động", "Working"),
    "slow": Words("Chậm hoặc dùng được một phần", "Slow or partly available"),
    "down": Words("Gián đoạn", "Not available"),
    "off": Words("Chưa mở ở đây", "Not offered here"),
}
"""From the best to the worst; `off` is not a fault."""

STAGES = {
    "planned": Words("Sắp tới", "To come"),
    "on": Words("Đang diễn ra", "Going on"),
    "over": Words("Đã kết thúc", "Over"),
    "cancelled": Words("Đã hủy", "Cancelled"),
}

ALL = "all"
JOURNEYS: dict[str, Words] = {
    "front": Words("Mở trang đầu", "Open the front page"),
    "search": Words("Tìm một thủ tục", "Search for a procedure"),
    "track": Words("Tra cứu một mã", "Look up a code"),
    "sign_in": Words("Bắt đầu đăng nhập bằng VNeID", "Begin to sign in with VNeID"),
    "desk": Words("Mở trang đăng nhập của cán bộ", "Open the officials' sign-in"),
}
"""What a probe plays from outside, every time all of them."""

TOUCHED = {
    "front": ("catalogue", "filing"),
    "search": ("catalogue", "filing"),
    "track": ("tracking",),
    "sign_in": ("sign_in", "filing"),
    "desk": ("counters",),
}
"""A journey that fails → the services that do not work then."""

LESSON_WORKING_DAYS = 5
TOLD_HOURS, MOST_TOLD_HOURS = 24, 168
"""So long before a planned outage its banner is shown, unless decided otherwise; and at most."""
