"""A server that takes e-mail in try-outs and tests, delivers it nowhere, and shows it on a page."""

from motcua.partners.mail.stand_in.catcher import MailCatcher, run, serve
from motcua.partners.mail.stand_in.store import Caught, Store

__all__ = ["Caught", "MailCatcher", "Store", "run", "serve"]
