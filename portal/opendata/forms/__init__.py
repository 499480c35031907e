"""Pages in other forms: as Markdown, and what tells programs where everything is."""
