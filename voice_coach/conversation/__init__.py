"""How talk works: frames, segments, turn-taking, the floor. Pure: no clock, no device, no thread."""
