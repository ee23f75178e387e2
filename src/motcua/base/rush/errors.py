"""What a program hears that comes without a token while people wait."""

from motcua.kernel.errors import Fault
from motcua.kernel.words import Words


class Crowded(Fault):
    """More requests of the public than hands; asking again in some seconds helps."""

    code = "rush.crowded"
    status = 429
    temporary = True
    sentence = Words(
        "Hệ thống đang rất đông. Bạn gửi lại yêu cầu sau vài giây.",
        "The system is very crowded. Please send the request again in some seconds.",
    )
