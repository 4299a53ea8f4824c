"""Pictures made fit for a book: what they are, what they say of themselves, how large they may be.

Everything here works on bytes; where they come from is the business of ``convert.fetch``.
"""
