"""Choices of a case that are facts of law or plain bookkeeping."""

from django.db.models import TextChoices


class Channel(TextChoices):
    """How a case was filed; national channel numbers 1, 2, 3."""

    COUNTER = "counter", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    POST = "post", "Bưu chính công ích"


class ResultWanted(TextChoices):
    COUNTER = "counter", "Nhận tại Bộ phận Một cửa"
    ONLINE = "online", "Nhận bản điện tử"
    POST = "post", "Nhận qua bưu điện"


class ReceiverKind(TextChoices):
    """Who stands at the counter for the result."""

    OWNER = "owner", "Chủ hồ sơ"
    AUTHORISED = "authorised", "Người được ủy quyền"
    POST = "post", "Bưu điện, gửi đến người nộp"


class ApplicantKind(TextChoices):
    PERSON = "person", "Cá nhân"
    ORGANISATION = "organisation", "Tổ chức, doanh nghiệp"


class StopReason(TextChoices):
    SUPPLEMENT = "supplement", "Chờ bổ sung"
    DUTY = "duty", "Chờ nghĩa vụ tài chính"
    OPINION = "opinion", "Chờ ý kiến cơ quan khác"


class Outcome(TextChoices):
    GRANTED = "granted", "Đồng ý"
    DENIED = "denied", "Từ chối giải quyết"
