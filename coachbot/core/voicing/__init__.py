"""What a model is told, and what may be taken from what it says."""
