"""The terminal as a door: a talk at a prompt, or JSON lines for scripts."""
