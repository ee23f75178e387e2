"""Short texts in few bytes: what is sealed cannot be compressed afterwards, so telephones and addresses are before it.

The first byte tells the form: a telephone or other row of digits as a number, what grows shorter deflated with words of
addresses known beforehand, anything else as it is. Texts begin with no such byte.
"""

import zlib

DEFLATED, NUMBER, AS_IT_IS = b"\x01", b"\x02", b"\x03"
KNOWN = (
    "Việt Nam ấp tổ dân phố khu phố tòa nhà chung cư khu đô thị căn hộ tầng kiệt hẻm ngách thôn xóm đội tỉnh huyện"
    " thị trấn thị xã quận TP. Hồ Chí Minh Thành phố Hà Nội, thành phố Hà Nội, phường xã đường phố ngõ Số số nhà"
    " @yahoo.com @hanoi.gov.vn @outlook.com @gmail.com Số 1 ngõ 2 phố , phường , Hà Nội"
).encode()
"""Never changed: what was packed with it is read with it. Other words would be another form."""
LONGEST_NUMBER = 20
WINDOW, MEMORY = -10, 1
"""Bits of the window (the words and a long text fit; negative: without header) and zlib's least memory: it is quick."""


def packed(text: str) -> bytes:
    """The shortest of its forms."""
    plain = text.encode()
    if len(plain) <= LONGEST_NUMBER and plain.isdigit():
        number = int(b"1" + plain)
        return NUMBER + number.to_bytes((number.bit_length() + 7) // 8, "big")
    deflating = zlib.compressobj(9, zlib.DEFLATED, WINDOW, MEMORY, zlib.Z_DEFAULT_STRATEGY, KNOWN)
    short = DEFLATED + deflating.compress(plain) + deflating.flush()
    if len(short) < len(plain):
        return short
    return AS_IT_IS + plain if plain[:1] in (DEFLATED, NUMBER, AS_IT_IS) else plain


def unpacked(kept: bytes) -> str:
    """ValueError where these are no packed bytes."""
    form, rest = kept[:1], kept[1:]
    if form == NUMBER:
        return str(int.from_bytes(rest, "big"))[1:]
    if form == AS_IT_IS:
        return rest.decode()
    if form != DEFLATED:
        return kept.decode()
    inflating = zlib.decompressobj(WINDOW, KNOWN)
    try:
        plain = inflating.decompress(rest)
    except zlib.error as error:
        raise ValueError("not deflated with these words") from error
    if not inflating.eof or inflating.unused_data:
        raise ValueError("cut, or followed by something")
    return plain.decode()
