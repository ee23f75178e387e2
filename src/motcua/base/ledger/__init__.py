"""The ledger: who did what, when, under which authority, in the transaction that did it. Nothing else keeps a log."""

from motcua.base.ledger.kinds import Audience, Kind, register, sentence
from motcua.base.ledger.subjects import Subject
from motcua.base.ledger.subscribers import subscriber
from motcua.base.ledger.writing import append

__all__ = ["Audience", "Kind", "Subject", "append", "register", "sentence", "subscriber"]
