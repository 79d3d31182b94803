"""Scripts of the workshop: set-up and checks. Standard library only, so that they run before anything is installed."""
