"""`motcua token`: keys for programs that use the interface at /api/v1/."""

import argparse
from datetime import timedelta
from typing import Any
from uuid import UUID

from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.ops import bootstrap
from motcua.ops.printing import complain, give, say

MOST_DAYS = 3650
MOST_A_MINUTE = 1_000_000


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("token", help="mã truy cập API / tokens for the API")
    verbs = parser.add_subparsers(required=True, metavar="việc/verb")
    create = verbs.add_parser("create", help="tạo mã, chỉ hiện một lần / make a token, shown once")
    create.add_argument("--account", required=True, metavar="USERNAME", help="tài khoản / whose token it is")
    create.add_argument("--name", required=True, help="dùng vào việc gì / what it is for")
    create.add_argument(
        "--days", "--expires", dest="days", type=days, metavar="N", help="hết hạn sau N ngày / valid for N days"
    )
    create.add_argument("--per-minute", type=times, metavar="N", help="mấy lần mỗi phút / requests a minute")
    create.set_defaults(run=run_create)
    listing = verbs.add_parser("list", help="các mã đã tạo / every token")
    listing.set_defaults(run=run_list)
    limit = verbs.add_parser("limit", help="mấy lần mỗi phút / requests a minute")
    limit.add_argument("id", type=UUID, metavar="ID")
    limit.add_argument(
        "per_minute", type=times, nargs="?", metavar="N", help="để trống: mức chung / none: as all tokens"
    )
    limit.set_defaults(run=run_limit)
    revoke = verbs.add_parser("revoke", help="thu hồi / revoke")
    revoke.add_argument("id", type=UUID, metavar="ID")
    revoke.set_defaults(run=run_revoke)
    for verb in (create, listing, limit, revoke):
        verb.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")


def times(typed: str) -> int:
    """argparse: requests a minute, at least one."""
    number = int(typed)
    if not 1 <= number <= MOST_A_MINUTE:
        raise ValueError(typed)
    return number


def days(typed: str) -> int:
    """argparse: a number of days from 1 to ten years."""
    number = int(typed)
    if not 1 <= number <= MOST_DAYS:
        raise ValueError(typed)
    return number


def run_create(args: argparse.Namespace) -> int:
    """Exit code 2 for an account there is not, or that is not active."""
    tokens = bootstrap.load("motcua.base.access.tokens")
    models = bootstrap.load("motcua.base.access.models.account")
    username = models.normal_username(args.account)
    account = models.Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        complain(f"motcua: không có tài khoản đang hoạt động / no active account: {args.account}")
        return 2
    expires_at = clock.now() + timedelta(days=args.days) if args.days else None
    token, text = tokens.create_token(
        actor=SYSTEM, account=account, name=args.name, expires_at=expires_at, per_minute=args.per_minute
    )
    if args.json:
        give(shown(token) | {"token": text})
        return 0
    say(text)
    complain("Mã chỉ hiện một lần này. / This token is shown only this once.")
    return 0


def run_list(args: argparse.Namespace) -> int:
    found = bootstrap.load("motcua.base.access.tokens").list_tokens()
    if args.json:
        give({"tokens": [shown(token) for token in found]})
        return 0
    for token in found:
        say(f"{token.id}  {standing(token):<8} {token.account.username}  {token.name}")
    return 0


def run_limit(args: argparse.Namespace) -> int:
    """A Fault, told by the command line, for an id that opens nothing."""
    tokens = bootstrap.load("motcua.base.access.tokens")
    token = tokens.limit_token(actor=SYSTEM, token_id=args.id, per_minute=args.per_minute)
    if args.json:
        give(shown(token))
    else:
        say(f"{token.id}  {token.per_minute or 'mức chung / as all tokens'}")
    return 0


def run_revoke(args: argparse.Namespace) -> int:
    """Revoking twice changes nothing. A Fault, told by the command line, for an unknown id."""
    token = bootstrap.load("motcua.base.access.tokens").revoke_token(actor=SYSTEM, token_id=args.id)
    if args.json:
        give(shown(token))
    else:
        say(f"{token.id}  {standing(token)}")
    return 0


def standing(token: Any) -> str:
    """active, expired or revoked."""
    if token.revoked_at is not None:
        return "revoked"
    return "expired" if token.expires_at is not None and token.expires_at <= clock.now() else "active"


def shown(token: Any) -> dict[str, Any]:
    return {
        "id": str(token.id),
        "account": token.account.username,
        "name": token.name,
        "standing": standing(token),
        "scopes": token.scopes,
        "per_minute": token.per_minute,
        "created_at": moment(token.created_at),
        "expires_at": moment(token.expires_at),
        "last_used_at": moment(token.last_used_at),
        "revoked_at": moment(token.revoked_at),
    }


def moment(at: Any) -> str | None:
    return clock.local(at).isoformat(timespec="seconds") if at else None
