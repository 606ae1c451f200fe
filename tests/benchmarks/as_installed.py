"""Import this first: it hides what only our tests bring along, so that memory is that of an installation.

sqlite-utils takes pandas where it finds it, 45 MB; pandas is here because the tests compare with lifelines.
"""

from __future__ import annotations

import sys

sys.modules["pandas"] = None  # type: ignore[assignment]
