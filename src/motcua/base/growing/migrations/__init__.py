"""What migrations of several areas do with tables that grow."""
