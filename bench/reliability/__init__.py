"""The faults and attacks that the program must bear, what proves each, and the page that tells it."""
