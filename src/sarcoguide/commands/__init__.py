"""What each command of `sarcoguide` does. Every module has `run(args)`, which returns the exit code."""
