"""Where administrators keep agencies, offices, posts and accounts in order."""
