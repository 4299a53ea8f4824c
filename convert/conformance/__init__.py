"""What every plug-in owes its users, as tests: ``pytest --pyargs convert.conformance``.

They run over everything installed, the built-in parts and a stranger's alike; ``-k NAME``
picks one. The publication they write is in ``faultless``.
"""
