"""Pictures brought from disk, cache and network; the one part that speaks to other machines."""
