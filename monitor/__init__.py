"""Humas Reaksi Cepat: hear of negative coverage, give it to the agency that must answer, keep the clock."""

__version__ = "0.1.0"
