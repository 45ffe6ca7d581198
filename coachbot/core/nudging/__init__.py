"""When something small is said to a person who asked for it, and what; times and zones are values."""
