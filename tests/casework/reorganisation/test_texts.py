"""The text of a resolution becomes a plan: compared with the vendored facts, and nothing unread is passed over."""

from pathlib import Path

import pytest

from motcua.base.territory.facts import hanoi_successions
from motcua.casework.reorganisation.from_text import plan_from_text
from motcua.casework.reorganisation.hanoi import hanoi_2025
from motcua.casework.reorganisation.texts import Source, read_text

TABLE = (Path(__file__).parent / "hanoi_merger_text_2025.csv").read_text(encoding="utf-8")
HEAD = "new_unit,province,merged_from_text\n"
SENTENCES = """Điều 1. Sắp xếp các đơn vị hành chính cấp xã của thành phố Hà Nội
1. Sắp xếp toàn bộ diện tích tự nhiên, quy mô dân số của phường Hàng Bạc và các phường Hàng Bồ, Hàng Buồm, Hàng Đào, \
phần còn lại của các phường Cửa Đông, Cửa Nam sau khi sắp xếp theo quy định tại khoản 2 Điều này và một phần diện tích \
tự nhiên, quy mô dân số của phường Chương Dương, phường Minh Khai (quận Hai Bà Trưng) thành phường mới có tên gọi là \
phường Hoàn Kiếm.
2. Thành lập xã Trung Giã trên cơ sở nhập toàn bộ diện tích tự nhiên, quy mô dân số của các xã Bắc Sơn, Hồng Kỳ, \
Nam Sơn và Trung Giã;
3. Nhập toàn bộ diện tích tự nhiên và quy mô dân số của thị trấn Phùng, xã Đồng Tháp và các phường Mỹ Đình 1, \
Mỹ Đình 2 thành xã có tên gọi là xã Đan Phượng.
4. Sắp xếp lại bộ máy của phường Hoàn Kiếm trong quý III.
Sau khi sắp xếp, thành phố Hà Nội có 126 đơn vị hành chính cấp xã.
"""


def test_the_text_of_2025_gives_the_plan_of_the_vendored_facts() -> None:
    found = plan_from_text(TABLE)
    assert [one.vi for one in found.problems] == []
    assert set(found.steps) == {(step.old_code, step.new_code) for step in hanoi_successions()}
    assert len(found.plan.founded) == 126 and found.plan == hanoi_2025()


def test_sentences_are_read_with_what_they_take_whole_in_part_and_as_a_rest() -> None:
    found = read_text(SENTENCES)
    assert [clause.new for clause in found.clauses] == ["Phường Hoàn Kiếm", "Xã Trung Giã", "Xã Đan Phượng"]
    first, second, third = (clause.sources for clause in found.clauses)
    whole = [Source(f"Phường Hàng {name}") for name in ("Bạc", "Bồ", "Buồm", "Đào")]
    rest = [Source(f"Phường {name}", "", "phần còn lại") for name in ("Cửa Đông", "Cửa Nam")]
    part = [Source("Phường Chương Dương", "", "một phần"), Source("Phường Minh Khai", "quận Hai Bà Trưng", "một phần")]
    assert list(first) == [*whole, *rest, *part]
    assert [one.name for one in second] == ["Xã Bắc Sơn", "Xã Hồng Kỳ", "Xã Nam Sơn", "Xã Trung Giã"]
    assert [one.name for one in third] == ["Thị trấn Phùng", "Xã Đồng Tháp", "Phường Mỹ Đình 1", "Phường Mỹ Đình 2"]


def test_every_sentence_that_is_not_read_is_given_back_word_by_word() -> None:
    assert read_text(SENTENCES).unread == [
        "Điều 1. Sắp xếp các đơn vị hành chính cấp xã của thành phố Hà Nội",
        "Sắp xếp lại bộ máy của phường Hoàn Kiếm trong quý III",
        "Sau khi sắp xếp, thành phố Hà Nội có 126 đơn vị hành chính cấp xã",
    ]
    strange = "Sắp xếp toàn bộ diện tích tự nhiên, quy mô dân số của phường Hàng Bạc rộng 0,09 km2 thành phường mới có \
tên gọi là phường Hoàn Kiếm."
    assert read_text(strange).clauses == [] and len(read_text(strange).unread) == 1
    problems = [one.vi for one in plan_from_text(SENTENCES).problems]
    assert "Phường Chương Dương: chỉ nói một phần, không nói phần còn lại." in problems
    assert sum("không được nhập vào đâu" in one for one in problems) > 400


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Phường Mới,Thủ Đô Hà Nội,Phường Trúc Bạch", "Không có mã của đơn vị mới “Phường Mới”."),
        ("Phường Ba Đình,Thủ Đô Hà Nội,Phường Không Có", "Phường Ba Đình: không có đơn vị “Phường Không Có”."),
        ("Phường Ba Đình,Thủ Đô Hà Nội,Phường Minh Khai", "có nhiều “Phường Minh Khai” (Quận"),
        ("Phường Ba Đình,Thủ Đô Hà Nội,tất cả", "Không đọc được: Phường Ba Đình: tất cả"),
    ],
)
def test_what_a_row_leaves_open_is_said(row: str, words: str) -> None:
    problems = [one.vi for one in plan_from_text(HEAD + row).problems]
    assert any(words in one for one in problems), problems[:5]


def test_a_name_of_two_districts_is_told_apart_by_the_text_or_by_its_neighbours() -> None:
    near = plan_from_text(HEAD + 'Phường Bạch Mai,Hà Nội,"Phường Bạch Mai, Phường Quỳnh Mai, Phường Minh Khai"')
    said = plan_from_text(HEAD + 'Phường Bạch Mai,Hà Nội,"Phường Minh Khai (quận Hai Bà Trưng), Phường Quỳnh Mai"')
    assert set(said.steps) < set(near.steps) and len(near.steps) == 3
    other = plan_from_text(HEAD + 'Phường Đông Ngạc,Hà Nội,"Phường Minh Khai (quận Bắc Từ Liêm)"')
    assert len(other.steps) == 1 and other.steps[0][0] not in {old for old, _ in near.steps}


def test_other_provinces_of_a_table_are_left_out() -> None:
    assert read_text(HEAD + "Xã A,Tỉnh Sơn La,Xã B\nXã C,Hà Nội,giữ nguyên", "Hà Nội").clauses[0].sources == (
        Source("Xã C"),
    )
