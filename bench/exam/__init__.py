"""The interviewer's own exam: sessions with simulated candidates, and the rules that each must keep."""
