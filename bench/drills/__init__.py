"""Drills, measured: `python -m bench.drills --help`."""
