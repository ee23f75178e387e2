"""Acts on a case that cross areas. Each is one function: lock, who may, when may, change, append."""
