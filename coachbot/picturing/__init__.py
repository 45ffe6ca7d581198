"""Pictures of what a person can see of themselves: PNG, wide enough for a phone, light or dark."""
