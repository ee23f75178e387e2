"""New keys in place of old ones, while the city works: each known to all before any uses it."""
