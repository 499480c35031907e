"""Open data: the API, rules, and what machines read."""
