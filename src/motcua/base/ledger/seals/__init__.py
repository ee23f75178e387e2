"""The hourly seal: a signed Merkle root over the entries of an hour, kept outside the database."""
