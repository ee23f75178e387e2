"""A city put away and brought back: database, files, and a manifest both must agree with. Keys are kept apart."""
