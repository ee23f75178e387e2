from motcua.base.erasure.models.tombstone import Tombstone

__all__ = ["Tombstone"]
