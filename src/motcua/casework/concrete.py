"""What goes out to a person says something concrete: no variable left in its braces, no dots left to write over."""

from motcua.domain.replies.variables import open_places
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

STILL_OPEN = Words(
    "Còn chỗ chưa điền: {places}. Bạn ghi nội dung cụ thể rồi gửi.",
    "Still to be filled in: {places}. Please write what is meant, then send.",
)
SHOWN = 3


def concrete(text: str, field: str = "reason") -> str:
    """The text itself. Invalid at `field` when something in it still waits to be written."""
    found = still_open(text)
    if found is not None:
        raise Invalid({field: found})
    return text


def still_open(*texts: str) -> Words | None:
    """The sentence about what is open in these texts; None when they may be sent."""
    places = list(dict.fromkeys(place for text in texts for place in open_places(text)))
    return STILL_OPEN.fill(places=", ".join(places[:SHOWN])) if places else None
