"""Who is owed what where, as data: the finder's rules, with cases that show what they give."""
