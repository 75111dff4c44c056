"""`python -m gongwen` is the command line."""

import sys

from gongwen.cli import main

sys.exit(main())
