"""What the limited process answers, as its asker sees it: free of everything that reads files."""

from dataclasses import dataclass

TOO_COMPLEX = 4
"""The exit of the limited process where reading a file broke it."""
NO_SUCH_PAGE = 3
"""Exit code of the limited process."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: its media type by content, and how many pages it has (1 for a photo)."""

    media_type: str
    pages: int
