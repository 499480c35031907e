"""Who edits: roles and what they may, signing in, and who did what."""
