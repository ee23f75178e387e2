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
