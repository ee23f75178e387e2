"""Messages to people: one ledger entry becomes one message per recipient and channel, sent after the commit."""
