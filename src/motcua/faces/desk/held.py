"""A kept search may look at an agency."""

from motcua.domain.directory.holdings import Holding, Way, held_by_agency
from motcua.kernel.words import Words

held_by_agency(
    Holding("desk.SavedView", "agency", Way.HISTORY, Words("Bộ lọc đã lưu", "Kept searches"),
            Words("Bộ lọc vẫn mở hồ sơ cũ của cơ quan đó.", "The search still opens the old cases of that body.")),
)  # fmt: skip
