"""``python -m procopius``: the command line."""

import sys

from procopius.cli import main

if __name__ == "__main__":
    sys.exit(main())
