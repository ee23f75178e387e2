"""The ledger sentences of running the house."""

from typing import Any

from motcua.base.ledger import Kind, register
from motcua.base.years.parts import split_named
from motcua.kernel.words import Words


def _table(value: Any) -> Words:
    return split_named(value).words


register(
    Kind(
        "simulation.begun",
        "Bắt đầu mô phỏng {cases} hồ sơ trong {days} ngày, đến {until}, hạt giống {seed}.",
        "A simulation of {cases} cases over {days} days until {until} was begun from seed {seed}.",
        ("seed", "days", "cases", "until"),
        "inside",
    ),
    Kind(
        "keys.rotated",
        "Đổi khóa mã hóa dữ liệu cá nhân: {rows} dòng được mã hóa lại.",
        "The keys of personal data were rotated: {rows} rows were sealed anew.",
        ("rows",),
        "inside",
    ),
    Kind(
        "keys.turned",
        "Đổi khóa “{name}”; khóa cũ còn dùng được đến khi bỏ.",
        'The key "{name}" was rotated; the former one serves until it is retired.',
        ("name",),
        "inside",
    ),
    Kind(
        "keys.retired",
        "Bỏ khóa cũ của “{name}”{leaked}.",
        'The former key of "{name}" was retired{leaked}.',
        ("name", "leaked"),
        "inside",
        show={"leaked": lambda leaked: Words(", vì đã lộ", ", because it had leaked") if leaked else Words("", "")},
    ),
    Kind(
        "keys.seal_rotated",
        "Đổi khóa ký niêm phong, từ niêm phong số {number}.",
        "The key of the seals was rotated, from seal {number} on.",
        ("number",),
        "inside",
    ),
    Kind(
        "archive.taken",
        "Đưa {table} năm {year} vào kho lưu trữ: {rows} dòng.",
        "{table} of {year} went to an archive: {rows} rows.",
        ("table", "year", "rows", "certificate"),
        "inside",
        show={"table": _table},
    ),
    Kind(
        "archive.back",
        "Đưa {table} năm {year} từ kho lưu trữ trở lại: {rows} dòng.",
        "{table} of {year} came back from its archive: {rows} rows.",
        ("table", "year", "rows", "certificate"),
        "inside",
        show={"table": _table},
    ),
)
