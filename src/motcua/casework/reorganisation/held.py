"""What a reorganisation itself notes about agencies stays; delegations go with the posts they rest on."""

from motcua.casework.reorganisation.carrying import carry_delegation
from motcua.domain.directory.held import lasting
from motcua.domain.directory.holdings import Holding, Way, held_by_agency, rests_on_post
from motcua.kernel.words import Words

DELEGATIONS = Words("Ủy quyền", "Delegations")
NOTED = Words("Nhật ký của lần sắp xếp.", "The record of the reorganisation.")

held_by_agency(
    Holding("directory.Delegation", "agency", Way.POSTS, DELEGATIONS, living=lasting, carry=carry_delegation),
    Holding("directory.Delegation", "to_agency", Way.POSTS, DELEGATIONS, living=lasting, carry=carry_delegation),
    Holding("reorganisation.Handed", "former", Way.HISTORY, Words("Đã bàn giao", "Handed over"), NOTED),
    Holding("reorganisation.Handed", "successor", Way.HISTORY, Words("Đã bàn giao", "Handed over"), NOTED),
    Holding("reorganisation.Undecided", "former", Way.HISTORY, Words("Chờ quyết định", "To be decided"), NOTED),
)  # fmt: skip

rests_on_post(
    Holding("directory.Delegation", "giver", Way.POSTS, DELEGATIONS, living=lasting, carry=carry_delegation),
    Holding("directory.Delegation", "to_position", Way.POSTS, DELEGATIONS, living=lasting, carry=carry_delegation),
)
