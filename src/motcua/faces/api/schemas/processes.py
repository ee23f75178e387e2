"""Processes and the decisions they are read from."""

from datetime import date
from typing import Any

from pydantic import Field

from motcua.domain.processes.models import DecisionImport
from motcua.faces.api.schemas.common import Bilingual, Given, Moment, Needed500, Text500, Told


class ProcessFault(Bilingual):
    node: str = Field(description='Key of the node; "" for the process as a whole.')


class ElementRead(Bilingual):
    """What became of one element of a BPMN file."""

    verdict: str
    element: str
    id: str
    line: int
    asks: bool = Field(description="Somebody should look before it is published.")


class ProcessTold(Told):
    scope: str = Field(description='"city", "field:<id>" or "procedure:<id>".')
    name: str
    number: int = Field(description="Of the last process published for the scope; 0 where none was.")
    process: dict[str, Any] = Field(description="Nodes and flows, as `docs/explanation/the-process.md` names them.")


class ProcessPut(Given):
    """One of `process` and `bpmn`. `expected` is the `number` last read; `valid_from` tomorrow at the earliest."""

    process: dict[str, Any] | None = None
    bpmn: str | None = Field(default=None, max_length=5_000_000, description="A BPMN 2.0 file as text.")
    choices: dict[str, Any] | None = Field(
        default=None,
        description="What is chosen over it: `nodes` and `flows` by key, each a JSON merge patch, and steps `added`.",
    )
    valid_from: date | None = Field(default=None, description="Needed unless it is a dry run.")
    ground: Text500 = ""
    expected: int = Field(default=0, ge=0, le=1_000_000, strict=True)
    dry_run: bool = False


class ProcessPublished(ProcessTold):
    published: bool = Field(description="False for a dry run.")
    faults: list[ProcessFault] = Field(description="What stands against publishing; none where it was published.")
    effects: list[Bilingual] = Field(description="What publishing means: cases, agencies, people, time.")
    report: list[ElementRead] = Field(description="Every element of the BPMN file.")


class StepRead(Told):
    performer: str
    hours: float | None
    source_lines: list[int]


class ProcessRead(Told):
    name: str
    steps: list[StepRead]


class DecisionRead(Told):
    """What was understood of a file, nothing kept."""

    processes: list[ProcessRead]


class ImportedTold(Told):
    position: int
    name: str
    steps: int
    procedure: str | None = Field(description="Code of the procedure it is for.")
    published: int | None = Field(description="Number of the process it became.")


class ImportTold(Told):
    id: str
    number: str
    title: str
    file_name: str
    imported_at: Moment
    discarded: str | None = Field(description="The reason, where nobody works on it any more.")
    processes: list[ImportedTold]

    @classmethod
    def of(cls, one: DecisionImport) -> "ImportTold":
        discarded = getattr(one, "discarded", None)
        return cls(
            id=str(one.pk),
            number=one.number,
            title=one.title,
            file_name=one.file_name,
            imported_at=one.imported_at,
            discarded=discarded.reason if discarded else None,
            processes=[
                ImportedTold(
                    position=process.position,
                    name=process.name,
                    steps=len(process.rows),
                    procedure=process.procedure.code if process.procedure else None,
                    published=process.published.number if process.published else None,
                )
                for process in one.processes.select_related("procedure", "published")
            ],
        )


class ImportList(Told):
    items: list[ImportTold]


class ImportDiscard(Given):
    reason: Needed500
