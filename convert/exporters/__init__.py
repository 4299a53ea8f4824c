"""Exporters: one publication in, one file out. ``xhtml`` is shared by EPUB and PDF."""
