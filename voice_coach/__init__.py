"""voice_coach: a voice-driven mock interviewer that runs on the user's own machine."""

__version__ = "0.1.0"
