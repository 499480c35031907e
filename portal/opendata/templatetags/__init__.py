"""The tags of the open data."""
