"""The demonstration city: Hanoi's agencies, the project's own procedures, five people, and cases in every state."""
