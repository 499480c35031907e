"""A small box that other websites frame: who gives career guidance in a county."""
