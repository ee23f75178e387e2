"""The ledger's chain of a procedure: all its versions, stops and reviews."""

from uuid import UUID

from motcua.base.ledger import Subject


def subject(procedure_id: UUID) -> Subject:
    return Subject("procedure", procedure_id)
