"""What goes in and what comes out, as types; the published OpenAPI is drawn from them."""
