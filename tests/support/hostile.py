"""What is typed into a form by mistake, by malice, or by a program: nothing of it may turn into a failure of ours."""

from collections.abc import Sequence

from hypothesis import strategies as st

TRICKS = (
    "a\x00b", "\x00", "\ufffd", "\ufeffNguyễn", "\u202eNguyễn\u202c", "\u2066<script>alert(1)</script>\u2069",
    "\u200b", "Ng\u200bu\u00adyễn", "\u200f", "a" + "\u0301" * 3000, "\u0301", "Nguyê\u0303n",
    "ｆｕｌｌ", "ß", "ẞ", "İ",
    "ŉ", "ﷺ", "👨‍👩‍👧‍👦", "🇻🇳", "𝕏", "\U0010ffff", "\ufdd0",
    "\ue000", "\x1b[31m", "\x08", "\x7f", "\x85", "\u2028",
    "\u2029", "\r", "\n\r", "\t", " \u00a0\u3000\t\r\n ", "", " ", "'",
    '"', "\\", "\\u0000", "&#0;", "&amp;", "</textarea>",
    "<img src=x onerror=alert(1)>{{7*7}}{% debug %}${x}#{x}", "{procedure} {0.__class__} %s %(x)s {", "{",
    "}", "%",
    "=1+1", "../../etc/passwd", "C:\\con", "[" * 3000, '{"a":' * 500, "null",
    "None", "undefined", "true", "on", "#",
    "http://[", "javascript:alert(1)", "a@b", "a@[", "@", "ftp://a",
    ":", ";", ",", "-", "data:image/png;base64,AAAA",
    "data:image/png;base64,%%%",
)  # fmt: skip
NUMBERS = (
    "0", "-0", "-1", "1", "7", "99", "100",
    "2147483647", "2147483648", "9223372036854775808", str(10**30), "9" * 5000, "NaN",
    "-inf", "Infinity", "1e309", "1e5", "1.5", "1,5", "1.250.000", "0x10", "１２",
    "٣٤", "०", "²", "½", "Ⅷ", "一", "1_000",
    "+5", " 5 ", "5 %", "00012",
)  # fmt: skip
DAYS = (
    "0000-00-00", "0001-01-01", "1/1/1", "01/01/0000", "31/02/2026",
    "29/02/1900", "29/02/2024", "31/12/9999", "9999-12-31",
    "10000-01-01", "99999-01-01", "-1-01-01", "32/13/2026", "00/00/2026",
    "10/3/2026", "2026-03-10", "10-03-26", "3/2026",
    "2026", "1899", "٢٠٢٦-٠١-٠١", "１０/３/２０２６", "hôm qua",
    "ngày mai", "20260310", "2026-03-10T08:00:00Z", "24:00",
    "25:61", "08:00-12:00", "12:00-08:00", "08:00-08:00", "8h-11h30; 13h30 đến 17h",
    "00:00-24:00", "8", "²h-³h", "٨:٠٠",
)  # fmt: skip
KEYS = (
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "{00000000000000000000000000000000}",
    "urn:uuid:00000000-0000-0000-0000-000000000000", "0000", "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
    "position:", "agency:x",
    "position:00000000-0000-0000-0000-000000000000", "procedure:1", "all", "city", "unit",
    "keep", "1.001193", "H26.T1",
)  # fmt: skip
SOUND = (
    "Nguyễn Thị Sáu",
    "12/QĐ-UBND",
    "0912345678",
    "001185054321",
    "ten@congdan.example",
    "Đủ giấy tờ.",
    "ten.nguoi",
)
"""What most forms take, so that a sound field beside a bad one is met as well."""

LENGTHS = (21, 31, 61, 101, 121, 151, 201, 301, 501, 2001, 4001, 60_001)


def long_texts(most: int) -> st.SearchStrategy[str]:
    signs, lengths = st.sampled_from("x9 ếđ\u0301🏛\n"), st.sampled_from([*LENGTHS, most])
    return st.builds(lambda sign, length: sign * length, signs, lengths)


def texts(most: int = 1_000_000) -> st.SearchStrategy[str]:
    """Anything a text field can hold: a browser can send no lone surrogate."""
    signs = st.characters(exclude_categories=["Cs"])
    known = st.sampled_from([*TRICKS, *NUMBERS, *DAYS, *KEYS])
    around = st.builds("{}{}{}".format, st.sampled_from(SOUND), st.sampled_from(TRICKS), st.sampled_from(SOUND))
    return st.one_of(known, known, known, st.text(signs, max_size=40), around, long_texts(most))


def sound(offered: Sequence[str]) -> st.SearchStrategy[str]:
    """One of those offered, else something most fields take."""
    return st.sampled_from(offered or (*SOUND, "10/3/2026", "1", "true"))


def odd_values() -> st.SearchStrategy[object]:
    """What a JSON file may hold in any place, which a form cannot: lone surrogates, numbers that are none, trees."""
    surrogates = st.sampled_from(("\ud800", "a\udfffb", "\udc00\ud800"))
    numbers = st.sampled_from((0, -1, 1.5, 10**30, 1e300, float("inf"), float("-inf"), float("nan"), True, False, None))
    one = st.one_of(texts(), texts(), surrogates, numbers)
    return st.one_of(one, one, st.lists(one, max_size=3), st.dictionaries(st.sampled_from(("name", "x", "")), one))
