"""Sizes of files as people's phones show them."""

from motcua.kernel.text import number
from motcua.kernel.words import Words


def file_size(size_bytes: int) -> Words:
    """ "240 kB", "1,2 MB" (English "1.2 MB"); thousands, never below 1 kB."""
    if size_bytes < 999_500:
        kilobytes = number(max(1, round(size_bytes / 1000)))
        return Words("{n} kB", "{n} kB").fill(n=kilobytes)
    megabytes = f"{size_bytes / 1_000_000:.1f}"
    return Words(f"{megabytes.replace('.', ',')} MB", f"{megabytes} MB")
