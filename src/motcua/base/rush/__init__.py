"""More visitors than there are hands: the public waits in a line of its own, in order, and officials go on working."""
