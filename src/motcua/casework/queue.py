"""Where the recount waits: known by name, so that whoever orders it need not know how it is done."""

QUEUE = "casework"
RECOUNT = "casework.recount"
