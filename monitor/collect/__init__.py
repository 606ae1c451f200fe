"""The collecting wing: from an outlet's address to clean articles, with every failure as a value.

``visit`` is a module-level function of plain data, so any ``map`` may run it; ``visit_batches`` is the one
that keeps many outlets busy and each unharassed; ``extract_page`` reads a single page that is at hand.
"""

from monitor.collect.crowd import probe_many, visit_batches, visit_many
from monitor.collect.extract import extract_page
from monitor.collect.job import Entry, Job, Listed, PageResult
from monitor.collect.probe import Probe, discover, probe
from monitor.collect.session import Session
from monitor.collect.sources import list_entries
from monitor.collect.urls import key_of
from monitor.collect.visits import visit

__all__ = [
    "Entry",
    "Job",
    "Listed",
    "PageResult",
    "Probe",
    "Session",
    "discover",
    "extract_page",
    "key_of",
    "list_entries",
    "probe",
    "probe_many",
    "visit",
    "visit_batches",
    "visit_many",
]
