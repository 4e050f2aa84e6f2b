"""The outside world, one library a file, behind the protocols of `protocols.py`."""
