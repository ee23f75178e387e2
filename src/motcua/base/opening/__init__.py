"""The database, opened with whatever password its role has now."""
