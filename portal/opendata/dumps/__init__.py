"""Everything that is published, as files: a CSV and a JSON file for each kind, and all in one."""
