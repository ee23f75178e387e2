"""`motcua stand-in …`: servers that play outside systems on this machine, for try-outs and tests."""

import argparse
from pathlib import Path

from motcua.partners.identity.stand_in.server import serve as serve_identity
from motcua.partners.mail.stand_in.catcher import serve as serve_mail


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("stand-in", help="máy chủ đóng vai hệ thống ngoài / servers playing outside systems")
    kinds = parser.add_subparsers(required=True, metavar="hệ thống/system")
    identity = kinds.add_parser("identity", help="định danh quốc gia / the national identity provider")
    identity.add_argument("--port", type=int, required=True)
    identity.add_argument("--redirect", action="append", required=True, help="địa chỉ quay về / redirect address")
    identity.set_defaults(run=run_identity)
    mail = kinds.add_parser("mail", help="hộp thư thử / a mail catcher with a page")
    mail.add_argument("--smtp-port", type=int, required=True)
    mail.add_argument("--http-port", type=int, required=True)
    mail.add_argument("--folder", type=Path, default=None)
    mail.set_defaults(run=run_mail)


def run_identity(args: argparse.Namespace) -> int:
    serve_identity(args.port, redirect_uris=args.redirect)
    return 0


def run_mail(args: argparse.Namespace) -> int:
    serve_mail(args.smtp_port, args.http_port, args.folder)
    return 0
