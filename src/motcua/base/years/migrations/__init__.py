"""What migrations of several areas do with the tables kept by year."""
