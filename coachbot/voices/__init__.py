"""The voices that word what the dialogue decided."""
