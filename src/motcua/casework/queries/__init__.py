"""What may be read about cases, for pages, API and public tracking."""
