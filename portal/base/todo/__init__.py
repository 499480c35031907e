"""The editors' first page: a few things to do now, one's own drafts, and what there is to check."""
