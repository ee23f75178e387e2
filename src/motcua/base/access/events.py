"""The ledger sentences about API tokens."""

from motcua.base.ledger import Kind, register

register(
    Kind(
        "account.token_created",
        "Cấp khóa kết nối {token}.",
        "The API token {token} was created.",
        facts=("token", "scopes"),
        audience="inside",
    ),
    Kind(
        "account.token_revoked",
        "Thu hồi khóa kết nối {token}.",
        "The API token {token} was revoked.",
        facts=("token",),
        audience="inside",
    ),
)
