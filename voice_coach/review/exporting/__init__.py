"""A session as a file that needs no voice_coach: a page, Markdown, JSON, captions, or everything in a zip."""
