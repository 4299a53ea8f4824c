"""What the command can do, one file for each; with ``cli`` the only part that prints."""
