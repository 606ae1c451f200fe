"""Everything on disk: one SQLite file, opened once, asked through one small object per noun."""

from monitor.store.store import Store, open_store

__all__ = ["Store", "open_store"]
