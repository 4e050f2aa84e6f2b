"""Hand-written sentences for the learned signals, and the script that learns from them."""
