"""One address per file. Importing this package registers all of them."""

from motcua.faces.api.endpoints import (
    accept_case,
    file_case,
    list_cases,
    list_offices,
    move_case,
    order_bulk,
    read_bulk,
    read_case,
    read_document,
    read_file,
    read_impact,
    read_procedure,
    read_time,
    search_procedures,
    track_case,
    upload_file,
)

__all__ = [
    "accept_case",
    "file_case",
    "list_cases",
    "list_offices",
    "move_case",
    "order_bulk",
    "read_bulk",
    "read_case",
    "read_document",
    "read_file",
    "read_impact",
    "read_procedure",
    "read_time",
    "search_procedures",
    "track_case",
    "upload_file",
]
