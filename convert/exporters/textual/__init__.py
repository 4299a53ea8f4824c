"""Plain text: how wide letters are, where lines may end, how each block reads."""
