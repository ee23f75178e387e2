from motcua.casework.retention.models.hold import Hold, HoldKind
from motcua.casework.retention.models.request import DataRequest, RequestState
from motcua.casework.retention.models.setting import Setting

__all__ = ["DataRequest", "Hold", "HoldKind", "RequestState", "Setting"]
