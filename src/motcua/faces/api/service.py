"""The API itself; each endpoint is one module of `endpoints` that adds itself here."""

from ninja import NinjaAPI

from motcua.faces.api.auth import Token
from motcua.faces.api.parser import CarefulParser
from motcua.faces.api.problems import teach

PREFIX = "/api/v1/"

api = NinjaAPI(
    title="Một Cửa",
    version="1.0.0",
    description="Nộp, tiếp nhận, giải quyết và tra cứu hồ sơ thủ tục hành chính. "
    "File, accept, move and track cases of public administration.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    parser=CarefulParser(),
)
teach(api)

by_token = Token()
by_token_and_key = Token(keyed=True)
