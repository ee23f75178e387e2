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
)
