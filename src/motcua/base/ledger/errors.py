"""What can be wrong with an attempt to write to the ledger: mistakes of the calling code, not of a person."""

from motcua.kernel.errors import Fault
from motcua.kernel.words import Words


class LedgerFault(Fault):
    code = "ledger.misuse"
    status = 500
    sentence = Words("Sổ sự kiện bị dùng sai cách.", "The ledger was used wrongly.")


class NoTransaction(LedgerFault):
    """An entry belongs to the transaction of the act it tells about; there was none."""

    code = "ledger.no_transaction"
    sentence = Words(
        "Sự kiện {kind} phải được ghi trong giao dịch của hành vi.",
        "The entry {kind} must be written inside the transaction of its act.",
    )


class UnknownKind(LedgerFault):
    code = "ledger.unknown_kind"
    sentence = Words("Loại sự kiện {kind} chưa được khai báo.", "The kind of entry {kind} is not registered.")


class WrongFacts(LedgerFault):
    code = "ledger.wrong_facts"
    sentence = Words(
        "Dữ kiện của sự kiện {kind} không đúng: {problem}.", "The facts of the entry {kind} are wrong: {problem}."
    )


class Restored(LedgerFault):
    """The database counts its transactions from a younger number than the cursor remembers: it was restored."""

    code = "ledger.restored"
    sentence = Words(
        "Cơ sở dữ liệu vừa được khôi phục: con trỏ của {subscriber} ở phía trước thời gian của nó.",
        "The database was restored: the cursor of {subscriber} is ahead of its time.",
    )


class SealsDisagree(LedgerFault):
    """The seals in the database, the files outside and the entries differ: nothing is sealed over that."""

    code = "ledger.seals_disagree"
    status = 409
    sentence = Words(
        "Niêm phong số {number} không khớp với sổ hoặc chữ ký: chưa niêm phong tiếp. Chạy “motcua ledger verify”.",
        "Seal {number} fits neither the ledger nor its signature: sealing stopped. Run “motcua ledger verify”.",
    )


class SealKeyLost(LedgerFault):
    """There are seals, and the key they were signed with is not in the data folder."""

    code = "ledger.seal_key_lost"
    status = 409
    sentence = Words(
        "Thiếu tệp khóa seal.key trong thư mục dữ liệu: hãy chép lại từ bản sao lưu.",
        "The key file seal.key is missing from the data folder: copy it back from the backup.",
    )


class NotSealed(LedgerFault):
    code = "ledger.not_sealed"
    status = 409
    sentence = Words(
        "Sự kiện {entry} chưa có hoặc chưa được niêm phong; niêm phong chạy mỗi giờ.",
        "Entry {entry} does not exist or is not sealed yet; seals are made every hour.",
    )


class EntryAway(LedgerFault):
    """It is not here, and years of the ledger are in archives: it may be there."""

    code = "ledger.entry_away"
    status = 409
    sentence = Words(
        "Sự kiện {entry} không có ở đây; sổ các năm {years} nằm trong kho lưu trữ, hãy đưa năm đó trở lại trước.",
        "Entry {entry} is not here; the ledger's years {years} are in archives: bring that year back first.",
    )


class SealBroken(LedgerFault):
    """No proof is given for an entry that is not what was sealed."""

    code = "ledger.seal_broken"
    status = 409
    sentence = Words(
        "Sự kiện {entry} đã khác lúc niêm phong {number}: không lập được bằng chứng. Chạy “motcua ledger verify”.",
        "Entry {entry} is not as seal {number} sealed it: there is no proof. Run “motcua ledger verify”.",
    )


class DepositLate(LedgerFault):
    """What could not be proven later is not decided now; what citizens send is always taken."""

    code = "ledger.deposit_late"
    status = 409
    sentence = Words(
        "Chưa ra được quyết định mới: niêm phong của sổ chưa được gửi ra nơi khác từ {hours} giờ nay. Hồ sơ còn nguyên,"
        " chưa có gì thay đổi; hãy báo quản trị hệ thống, khi gửi được thì quyết định lại.",
        "No new decision can be made: the ledger's seals have not been deposited elsewhere for {hours} hours. The case"
        " is untouched; tell the system administrator, and decide once they are deposited.",
    )
