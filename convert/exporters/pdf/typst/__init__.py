"""A publication as a PDF laid out by Typst, without system libraries; see ``export``.

Nothing is loaded here: each piece of a book is set in a process that needs little of it.
"""
