"""Why an administrator resets somebody's second factor: chosen, so that the ledger holds nobody's story."""

from motcua.kernel.words import Words

REASONS = {
    "lost": Words("mất hoặc hỏng thiết bị, không còn mã dự phòng", "device lost or broken, no recovery codes left"),
    "changed": Words("đổi thiết bị, chưa chuyển được", "device changed, could not be moved"),
    "stolen": Words("nghi có người khác dùng thiết bị", "somebody else may be using the device"),
    "handed_in": Words("trả lại thiết bị của cơ quan", "the agency's device was handed in"),
}


def reset_reason(code: str) -> object:
    return REASONS.get(code, code)
