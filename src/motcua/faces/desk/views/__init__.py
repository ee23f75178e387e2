"""One module per page. A view finds, calls an act, says what happened and redirects."""
