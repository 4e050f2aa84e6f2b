"""What makes the models that come with the package and its tests; nothing of it runs with the program."""
