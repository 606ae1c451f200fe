"""Figures from the log, and the documents made of them."""
