"""`python -m sarcoguide` is the command `sarcoguide`."""

import sys

from sarcoguide.cli import main

if __name__ == "__main__":
    sys.exit(main())
