"""Cases of meetings as pages show them."""
