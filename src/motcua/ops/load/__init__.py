"""`motcua load`: a city's Monday morning at rising rates, on this machine alone, until a page keeps people waiting."""
