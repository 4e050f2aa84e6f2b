"""The parts of `bench/assessment.py`."""
