"""Two processes beside the usual one, in a city of the simulation's own: one with branches, one with sign-offs."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from motcua.domain.catalogue.models import Procedure
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.graph.definition import SignOff
from motcua.domain.processes.scopes import procedure_scope
from motcua.domain.processes.services.publishing import publish_process
from motcua.domain.processes.tables import Line, lines_of
from motcua.kernel.actor import SYSTEM
from motcua.ops.simulator import texts

BRANCHED, SIGNED = "2.000815", "2.000635"


def publish(first: date) -> None:
    """From the first day on; where a procedure is not there, its process is left out."""
    usual = lines_of(DEFAULT_STEPS)
    for code, lines in ((BRANCHED, branched(usual)), (SIGNED, signed(usual))):
        procedure = Procedure.objects.filter(code=code).first()
        if procedure is not None:
            scope = procedure_scope(procedure, texts.PROCESS)
            publish_process(actor=SYSTEM, scope=scope, lines=lines, valid_from=first, expected=0)


def middle(vi: str, en: str, hours: int, role: str = "specialist", **more: Any) -> Line:
    return Line(vi, en, "specialist_unit", role, Decimal(hours), **more)


def branched(usual: Sequence[Line]) -> list[Line]:
    """Examined, then looked at in two ways at the same time."""
    sides = (
        middle("Kiểm tra thực địa", "On the spot", 2, parallel="A.1"),
        middle("Đối chiếu sổ gốc", "Register", 1, parallel="A.2"),
    )
    return [usual[0], middle("Thẩm định", "Examination", 2), *sides, *usual[2:]]


def signed(usual: Sequence[Line]) -> list[Line]:
    """The result is prepared, initialled and signed."""
    return [
        usual[0],
        middle("Soạn kết quả", "Draft", 2, sign_off=(SignOff.PREPARE,)),
        middle("Ký nháy", "Initials", 1, "leader", sign_off=(SignOff.INITIAL,)),
        middle("Ký duyệt", "Signature", 1, "leader", sign_off=(SignOff.SIGN,), decides=True),
        usual[-1],
    ]
