"""Checks that a person runs to see that the whole holds: each fills a database of its own and counts."""
