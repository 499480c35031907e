"""Languages side by side: translations that follow a version of their source; files of texts."""
