from motcua.base.access.models.account import Account
from motcua.base.access.models.factor import CodeApp, FactorRule, Passkey, RecoveryCode
from motcua.base.access.models.look import Look
from motcua.base.access.models.throttle import Throttle
from motcua.base.access.models.token import ApiToken
from motcua.base.access.models.visit import Visit

__all__ = ["Account", "ApiToken", "CodeApp", "FactorRule", "Look", "Passkey", "RecoveryCode", "Throttle", "Visit"]
