"""Witnesses: they open a finished file with other libraries than wrote it, and report."""
