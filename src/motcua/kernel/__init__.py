"""Words that need no Django: texts in two languages, faults, actors, identifiers, time, secrets."""
