"""The publish receipt: what a change is like, and what it touches, before it is made public."""
