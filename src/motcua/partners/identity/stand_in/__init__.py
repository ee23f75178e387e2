"""A server that plays the national identity provider in try-outs and tests."""

from motcua.partners.identity.stand_in.hostile import Hostile
from motcua.partners.identity.stand_in.house import CLIENT_ID, CLIENT_SECRET
from motcua.partners.identity.stand_in.people import MadeUpPerson, load_people
from motcua.partners.identity.stand_in.server import IdentityServer, run, serve

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "Hostile", "IdentityServer", "MadeUpPerson", "load_people", "run", "serve"]
