"""Many sources: as one book with its structure, or one by one; only what changed is done again."""
