"""Old years of the ledger, of looks and of messages: taken out of the database to an archive, and brought back."""
