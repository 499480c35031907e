"""Pages about who meets whom, in Norway, the Nordic countries and Europe."""
