"""Who sits in which network, and where no seat is known."""
