"""Stopping the town's procedure, in both ways there are."""

from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.services.stops import suspend
from motcua.domain.catalogue.services.versions import retire
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM

WHY = "Chờ nghị định mới"
SENTENCE = "không tiếp nhận hồ sơ mới"
WAYS = {"suspended": "Tạm dừng tiếp nhận từ", "abolished": "Đã bãi bỏ từ"}
"""How it is stopped, and the words it is told with."""


def stop(version: ProcedureVersion, way: str) -> None:
    """From today on."""
    if way == "suspended":
        suspend(actor=SYSTEM, procedure_id=version.procedure_id, since=clock.today(), until=None, reason=WHY)
    else:
        retire(actor=SYSTEM, version_id=version.pk, reason=WHY)
