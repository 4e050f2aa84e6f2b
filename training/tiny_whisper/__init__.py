"""Makes the small test model of Whisper's architecture; nothing of it ships with the package."""
