"""What was erased, and the proof of it: tombstones in the database, the list of erasures outside it."""
