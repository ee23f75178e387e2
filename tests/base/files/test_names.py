"""Names become harmless and stay readable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.files.names import EXTENSIONS, clean_name, disposition


@pytest.mark.parametrize(
    ("name", "media_type", "clean"),
    [
        ("giấy khai sinh.pdf", "application/pdf", "giấy khai sinh.pdf"),
        ("IMG_0001.JPEG", "image/jpeg", "IMG_0001.jpg"),
        ("CCCD 001190987654 trước.jpg", "image/jpeg", "CCCD xxxxxxxx7654 trước.jpg"),
        ("001_190-987 654.pdf", "application/pdf", "xxxxxxxx7654.pdf"),
        ("CCCD001190987654.jpg", "image/jpeg", "CCCDxxxxxxxx7654.jpg"),
        ("Giấy tiếp nhận H26.12.01-260205-0001.pdf", "application/pdf", "Giấy tiếp nhận H26.12.01-260205-0001.pdf"),
        ("20261127_081530 123.jpg", "image/jpeg", "20261127_081530 123.jpg"),
        ("999999999999.jpg", "image/jpeg", "999999999999.jpg"),
        ("IMG_0001.HEIC", "image/heic", "IMG_0001.heic"),
        ("don.pdf", "image/jpeg", "don.jpg"),
        ("don.pdf.exe", "application/pdf", "don.pdf"),
        ("nguyen.van.an", "image/png", "nguyen.van.an.png"),
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ("..\\..\\Windows\\a.pdf", "application/pdf", "a.pdf"),
        ("C:\\a\\b.pdf", "application/pdf", "b.pdf"),
        ("C:b.pdf", "application/pdf", "C_b.pdf"),
        ("anh\u202egpj.exe", "image/jpeg", "anhgpj.jpg"),
        ("a\x00b\r\nc.pdf", "application/pdf", "ab c.pdf"),
        ("CON.pdf", "application/pdf", "tep-CON.pdf"),
        ("lpt1", "application/pdf", "tep-lpt1.pdf"),
        (".htaccess", "application/pdf", "htaccess.pdf"),
        ("-rf.pdf", "application/pdf", "rf.pdf"),
        ("=1+1.pdf", "application/pdf", "1+1.pdf"),
        ("a.pdf. . ", "application/pdf", "a.pdf"),
        ("", "application/pdf", "tep.pdf"),
        ("///", "image/png", "tep.png"),
        (".pdf", "application/pdf", "tep.pdf"),
        ('a"b<c>|?*.pdf', "application/pdf", "a_b_c.pdf"),
        ("Gia\u0302\u0301y.pdf", "application/pdf", "Giấy.pdf"),
        ("ảnh 😀.jpg", "image/jpeg", "ảnh 😀.jpg"),
    ],
)
def test_a_name_is_cleaned(name: str, media_type: str, clean: str) -> None:
    assert clean_name(name, media_type) == clean


@given(st.text(max_size=400) | st.just("ệ" * 4000), st.sampled_from(sorted(EXTENSIONS)))
def test_any_name_becomes_a_short_visible_line_that_stays_as_it_is(name: str, media_type: str) -> None:
    clean = clean_name(name, media_type)
    assert clean.endswith("." + EXTENSIONS[media_type][0])
    assert len(clean.encode()) <= 200
    assert not set(clean) & set('/\\"<>:|?*\r\n')
    assert all(unicodedata.category(char)[0] != "C" for char in clean)
    assert clean_name(clean, media_type) == clean


@given(st.text(max_size=200))
def test_the_header_that_names_a_file_is_plain(name: str) -> None:
    header = disposition(clean_name(name, "application/pdf"), shown=False)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
