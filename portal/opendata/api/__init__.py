"""The read-only API: what pages show, as JSON, described by an OpenAPI document."""
