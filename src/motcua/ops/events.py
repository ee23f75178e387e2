"""The ledger sentences of running the house."""

from motcua.base.ledger import Kind, register

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
        "keys.seal_rotated",
        "Đổi khóa ký niêm phong, từ niêm phong số {number}.",
        "The key of the seals was rotated, from seal {number} on.",
        ("number",),
        "inside",
    ),
)
