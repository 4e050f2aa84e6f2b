"""Words on the command line -> one call -> words on the screen, one file for each group of commands."""
