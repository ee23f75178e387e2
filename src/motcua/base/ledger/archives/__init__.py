"""Years of the ledger, of looks and of messages in an archive: what was signed of it, and how the rest stays proven."""
