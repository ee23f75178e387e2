"""Five clear: person, task, process, responsibility and result of every step of a case."""

from pydantic import Field

from motcua.casework.five_clear import Clear
from motcua.faces.api.schemas.common import Bilingual, Moment, Told, bilingual
from motcua.kernel.words import Words


class ClearTold(Told):
    """One task there was, or a step to come. Persons are told to officials; others read the unit."""

    step: str
    state: str = Field(description="done, now or next.")
    person: Bilingual
    sure: bool = Field(description="Whether the person is known, not only likely.")
    task: Bilingual
    process: Bilingual
    unit: Bilingual
    responsible: Bilingual
    began: Moment | None
    ended: Moment | None
    due: Moment | None = Field(description="Of a coming step, when it is planned to be done.")
    late: bool
    result: Bilingual
    chosen_by: Bilingual | None = Field(description="Of a coming step: by which rule the person is chosen.")
    candidates: list[str] = Field(description="Who fits today, three at most; to officials only.")
    candidate_count: int

    @classmethod
    def of(cls, one: Clear, *, persons: bool) -> "ClearTold":
        return cls(
            step=one.step,
            state=one.state,
            person=told(one.person if persons else one.unit),
            sure=one.sure,
            task=bilingual(one.task),
            process=bilingual(one.process),
            unit=bilingual(one.unit),
            responsible=told(one.owner if persons else one.unit),
            began=one.began,
            ended=one.ended,
            due=one.due,
            late=one.late,
            result=bilingual(one.result),
            chosen_by=bilingual(one.rule) if one.rule else None,
            candidates=list(one.candidates) if persons else [],
            candidate_count=one.count,
        )


class FiveClear(Told):
    steps: list[ClearTold]


def told(text: Words | str) -> Bilingual:
    return bilingual(text) if isinstance(text, Words) else Bilingual(vi=text, en=text)
