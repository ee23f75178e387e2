"""The folded texts that searches read, made in one place."""

from motcua.kernel.text import fold


def agency_search_text(name: str, short_name: str, identifier: str) -> str:
    return fold(f"{name} {short_name} {identifier}")
