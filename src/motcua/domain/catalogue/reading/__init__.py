"""One line of a procedure list → plain frozen dataclasses, without a database.

What cannot be understood is kept as text and flagged, never guessed. `lines` reads the national list as it really
is, `own` the project's own facts; both give a `ProcedureText`.
"""
