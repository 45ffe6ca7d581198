"""The coaches' web console: a door onto the reviews, which decides nothing and can reach nothing else."""
