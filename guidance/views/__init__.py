"""Pages about what career guidance is and how quality is built."""
