"""What can go wrong when a citizen signs in. The first is temporary, the others end this attempt."""

from motcua.kernel.errors import Denied, Invalid, Unavailable
from motcua.kernel.words import Words


class ProviderDown(Unavailable):
    """The identity provider does not answer, answers too slowly, or answers with something else than agreed."""

    code = "signin.provider_down"
    sentence = Words(
        "Hệ thống định danh đang không trả lời nên bạn chưa đăng nhập được. "
        "Bạn vẫn tra cứu được hồ sơ, xem thủ tục và nộp tại quầy. Bản nháp đã lưu của bạn không mất.",
        "The identity system does not answer, so you cannot sign in now. "
        "You can still track a case, read about procedures and file at a counter. Your saved drafts are kept.",
    )


class SignInOff(Unavailable):
    """No identity provider is configured here."""

    code = "signin.off"
    temporary = False
    sentence = Words(
        "Nơi này chưa nối với hệ thống định danh. Bạn vẫn tra cứu được hồ sơ và nộp tại quầy.",
        "No identity system is connected here. You can still track a case and file at a counter.",
    )


class SignInBroken(Invalid):
    """The answer belongs to no sign-in that was begun in this browser, or came too late, or for the second time."""

    code = "signin.broken"
    sentence = Words(
        "Lần đăng nhập này đã hết hạn hoặc bắt đầu từ một cửa sổ khác. Bạn hãy đăng nhập lại.",
        "This sign-in has expired or was begun in another window. Please sign in again.",
    )


class TokenRefused(Denied):
    """What the provider sent does not prove who somebody is. `why` names the failed check; it is not shown."""

    code = "signin.token_refused"
    sentence = Words(
        "Thông tin định danh nhận được không hợp lệ nên bạn chưa đăng nhập được. Bạn thử lại sau ít phút.",
        "What the identity system sent is not valid, so you were not signed in. Please try again in a few minutes.",
    )


class NotAPerson(Denied):
    """The account at the provider is an enterprise's, or has no verified identity number."""

    code = "signin.not_a_person"
    sentence = Words(
        "Tài khoản này không phải tài khoản cá nhân đã xác thực. "
        "Bạn dùng tài khoản định danh mức 2 của mình, hoặc nộp hồ sơ tại quầy.",
        "This is not a verified personal account. Use your own level-2 identity account, or file at a counter.",
    )


class SignInCancelled(Denied):
    """The person turned back at the provider's page."""

    code = "signin.cancelled"
    sentence = Words("Bạn đã dừng đăng nhập.", "You stopped signing in.")


class AccountClosed(Denied):
    """An administrator has closed this citizen's account."""

    code = "signin.account_closed"
    sentence = Words(
        "Tài khoản của bạn trên cổng đã bị khóa. Bạn liên hệ đường dây hỗ trợ để biết lý do.",
        "Your account on this portal is closed. Please call the help line to learn why.",
    )
