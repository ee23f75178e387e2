"""Settings by topic, addresses, and the WSGI entry."""
