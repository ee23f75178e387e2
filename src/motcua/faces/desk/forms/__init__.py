"""What officials fill in. Every form of an act carries `expected`, the version of the case its page showed."""
