"""What the receipt looks at: one module for each check, and none knows of another's findings."""
