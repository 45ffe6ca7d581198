"""What each command runs, once its options are read: one file a command."""
