"""A process as a graph of nodes and flows: pure values, no database, no Django."""
