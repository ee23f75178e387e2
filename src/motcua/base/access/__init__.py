"""Who may do what: accounts, named permissions, roles, declared routes, and the record of who looked."""
