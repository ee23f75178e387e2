"""The steps a case walks through, as plain values: read once from its procedure version, the same for every case."""

from dataclasses import dataclass

from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the step table. `relation` says which unit does it, `role` who there, `minutes` of working time."""

    position: int
    key: str
    words: Words
    relation: str
    role: str
    minutes: int


def step_at(steps: tuple[Step, ...], position: int) -> Step:
    """The step at `position`. LookupError when the table has none."""
    for step in steps:
        if step.position == position:
            return step
    raise LookupError(position)


def after(steps: tuple[Step, ...], position: int) -> Step | None:
    """The next step, or None at the end."""
    return min((step for step in steps if step.position > position), key=lambda step: step.position, default=None)


def before(steps: tuple[Step, ...], position: int) -> Step | None:
    """The previous step, or None at the beginning."""
    return max((step for step in steps if step.position < position), key=lambda step: step.position, default=None)
