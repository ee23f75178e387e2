"""Small pictures to attach."""

import io

from PIL import Image


def photo(number: int) -> bytes:
    """A small picture, different for every number."""
    content = io.BytesIO()
    Image.new("RGB", (64, 48), (number % 256, number // 256 % 256, 128)).save(content, "JPEG")
    return content.getvalue()
