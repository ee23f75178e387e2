"""Filing a case, one thing per page: where, who, papers, check, sent. Every page works without JavaScript."""
