"""What a reorganisation itself notes about agencies stays."""

from motcua.domain.directory.holdings import Holding, Way, held_by_agency
from motcua.kernel.words import Words

NOTED = Words("Nhật ký của lần sắp xếp.", "The record of the reorganisation.")

held_by_agency(
    Holding("reorganisation.Handed", "former", Way.HISTORY, Words("Đã bàn giao", "Handed over"), NOTED),
    Holding("reorganisation.Handed", "successor", Way.HISTORY, Words("Đã bàn giao", "Handed over"), NOTED),
    Holding("reorganisation.Undecided", "former", Way.HISTORY, Words("Chờ quyết định", "To be decided"), NOTED),
)  # fmt: skip
