"""How long personal data is kept, who may keep it longer, and how it goes."""
