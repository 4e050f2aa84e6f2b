"""What is practised and how it is judged: scenarios, moves, phrasing, signals. Pure: no clock, no network."""
