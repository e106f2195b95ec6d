"""`python -m prompt_tailor`."""

import sys

from .cli import main

sys.exit(main())
