"""What keeps the portal true by itself: checks by owners, links, and periodic work."""
