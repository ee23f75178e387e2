"""What is taken, what is refused, and under which rule: by content, whatever the file calls itself."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.base.files.check import check
from motcua.base.files.errors import LIMIT_BYTES, REFUSALS, FileRefused
from tests.base.files import makers
from tests.base.files.makers import SCRIPT, heic, jpeg, locked, pdf, png, zipped

TAKEN = {
    "jpeg": (jpeg(), "image/jpeg"),
    "jpeg progressive": (jpeg(progressive=True), "image/jpeg"),
    "jpeg grey": (jpeg("L"), "image/jpeg"),
    "jpeg cmyk": (jpeg("CMYK"), "image/jpeg"),
    "jpeg with place": (makers.photo_with_place(), "image/jpeg"),
    "jpeg with a second picture": (jpeg() + jpeg("L"), "image/jpeg"),
    "jpeg with a moving picture": (jpeg() + b"\0\0\0\x18ftypmp42" + b"\0" * 300, "image/jpeg"),
    "jpeg with a maker's trailer": (jpeg() + b"\1\2\3data\4\0\0\0SEFT", "image/jpeg"),
    "jpeg padded": (jpeg() + b"\0" * 64, "image/jpeg"),
    "jpeg at the limit": (jpeg() + b"\0" * (LIMIT_BYTES - len(jpeg())), "image/jpeg"),
    "png": (png(), "image/png"),
    "png transparent": (png("RGBA"), "image/png"),
    "png palette": (png("P"), "image/png"),
    "heic": (heic(), "image/heic"),
    "pdf": (pdf(), "application/pdf"),
    "pdf with blank tail": (pdf() + b"\r\n\0\0", "application/pdf"),
    "pdf after a mark of byte order": (b"\xef\xbb\xbf" + pdf(), "application/pdf"),
    "pdf with a link": (pdf(change=makers.with_link), "application/pdf"),
    "pdf with a plain form": (pdf(change=makers.with_form), "application/pdf"),
    "pdf that anybody may open": (locked(user=""), "application/pdf"),
    "pdf of a thousand pages": (pdf(1000), "application/pdf"),
}
REFUSED = {
    "empty": (b"", "file.empty"),
    "one byte": (b"\xff", "file.wrong_type"),
    "over the limit": (jpeg() + b"\0" * (LIMIT_BYTES - len(jpeg()) + 1), "file.too_large"),
    "text": ("đơn xin".encode(), "file.wrong_type"),
    "html": (b"<!doctype html><html>", "file.wrong_type"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file.wrong_type"),
    "zip": (zipped(), "file.wrong_type"),
    "gif": (makers.saved(makers.picture(), "GIF"), "file.wrong_type"),
    "tiff": (makers.saved(makers.picture(), "TIFF"), "file.wrong_type"),
    "webp": (makers.saved(makers.picture(), "WEBP"), "file.wrong_type"),
    "bmp": (makers.saved(makers.picture(), "BMP"), "file.wrong_type"),
    "program": (b"MZ" + b"\0" * 200, "file.wrong_type"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.wrong_type"),
    "virus test text": (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "file.wrong_type"),
    "pdf behind text": (b"hello " + pdf(), "file.wrong_type"),
    "jpeg cut": (jpeg()[:-200], "file.damaged"),
    "jpeg head only": (jpeg()[:30], "file.damaged"),
    "jpeg without pixels": (b"\xff\xd8\xff\xd9", "file.damaged"),
    "png cut": (png()[:-20], "file.damaged"),
    "png with broken pixels": (png()[:60] + b"\0\0\0\0" + png()[64:], "file.damaged"),
    "heic cut": (heic()[:-50], "file.damaged"),
    "pdf cut": (pdf()[:-30], "file.damaged"),
    "pdf head only": (b"%PDF-1.7\n%%EOF", "file.damaged"),
    "pdf of noise": (b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF\n", "file.damaged"),
    "pdf without pages": (pdf(0), "file.damaged"),
    "pdf with circular pages": (pdf(change=makers.with_page_loop), "file.damaged"),
    "pdf of too many pages": (pdf(1001), "file.too_many_pages"),
    "pdf with a password": (locked(), "file.password"),
    "pdf with a script": (pdf(change=makers.with_script), "file.active_content"),
    "pdf with a named script": (pdf(change=makers.with_named_script), "file.active_content"),
    "pdf with a link that runs": (pdf(change=makers.with_running_link), "file.active_content"),
    "pdf that starts a program": (pdf(change=makers.with_launch), "file.active_content"),
    "pdf that sends a form": (pdf(change=makers.with_submit), "file.active_content"),
    "pdf with an xfa form": (pdf(change=makers.with_xfa), "file.active_content"),
    "pdf with a film": (pdf(change=makers.with_movie), "file.active_content"),
    "pdf with an attachment": (pdf(change=makers.with_attachment), "file.attached_files"),
    "pdf nested without end": (pdf(change=makers.with_deep_nest), "file.too_complex"),
    "pdf nested beyond its reader": (pdf(2, change=makers.with_nest_left_out), "file.too_complex"),
    "picture bomb": (makers.png_bomb(), "file.too_many_pixels"),
    "jpeg with php": (jpeg() + b"<?php system($_GET[1]);", "file.hidden_content"),
    "jpeg with html": (jpeg() + b"<html>" + SCRIPT, "file.hidden_content"),
    "jpeg with noise": (jpeg() + b"noise behind the picture", "file.hidden_content"),
    "jpeg with zip": (jpeg() + zipped(), "file.hidden_content"),
    "jpeg with pdf": (jpeg() + pdf(), "file.hidden_content"),
    "jpeg with a second picture and a script": (jpeg() + jpeg() + SCRIPT, "file.hidden_content"),
    "jpeg with a script as comment": (jpeg(comment=SCRIPT), "file.hidden_content"),
    "png with html": (png() + b"<html>", "file.hidden_content"),
    "png with zip": (png() + zipped(), "file.hidden_content"),
    "heic with html": (heic() + b"<html><body></body></html>", "file.hidden_content"),
    "heic with html in a box": (makers.heic_with_box(b"<html>" + SCRIPT), "file.hidden_content"),
    "heic with zip": (heic() + zipped(), "file.hidden_content"),
    "pdf with html before it begins": (pdf().replace(b"\n", b"\n%<html>" + SCRIPT + b"\n", 1), "file.hidden_content"),
    "pdf with html behind": (pdf() + b"<html>" + SCRIPT, "file.hidden_content"),
    "pdf with zip": (pdf() + zipped(), "file.hidden_content"),
}


def refusal_of(content: bytes, folder: Path) -> str:
    path = folder / "tep"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        check(path)
    return refusal.value.code


@pytest.mark.parametrize(("content", "media_type"), TAKEN.values(), ids=list(TAKEN))
def test_a_good_file_is_known_by_its_content(content: bytes, media_type: str, tmp_path: Path) -> None:
    path = tmp_path / "tep"
    path.write_bytes(content)
    assert check(path).media_type == media_type
    assert path.read_bytes() == content


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=list(REFUSED))
def test_a_bad_file_is_refused_by_its_rule(content: bytes, code: str, tmp_path: Path) -> None:
    assert refusal_of(content, tmp_path) == code


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize("whole", [jpeg(), png(), heic(), pdf(3)], ids=["jpeg", "png", "heic", "pdf"])
def test_a_file_cut_anywhere_is_damaged(whole: bytes, tenth: int, tmp_path: Path) -> None:
    assert refusal_of(whole[: len(whole) * tenth // 10], tmp_path) in ("file.damaged", "file.hidden_content")


def test_pages_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "tep"
    path.write_bytes(pdf(7))
    assert check(path).pages == 7


def test_a_wrong_type_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tep"
    path.write_bytes(zipped())
    with pytest.raises(FileRefused, match="zip"):
        check(path)


def test_every_refusal_has_its_own_code_and_says_what_to_do() -> None:
    assert len(REFUSALS) == len(FileRefused.__subclasses__())
    for refusal in REFUSALS.values():
        words = refusal(found=".docx").words
        assert refusal.status == 422
        assert "Bạn" in words.vi
        assert words.en != words.vi


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([jpeg(), png(), heic(), pdf()]), st.data())
def test_a_changed_byte_is_taken_or_refused_but_nothing_breaks(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    path = tmp_path_factory.mktemp("changed") / "tep"
    path.write_bytes(changed)
    try:
        check(path)
    except FileRefused as refusal:
        assert str(refusal)
