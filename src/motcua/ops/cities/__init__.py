"""Which jurisdictions stand on a database server, whose keys open them, and how strictly they are kept apart."""
