"""`motcua bench`: what each operation costs through the whole system, beside the least that PostgreSQL could do."""
