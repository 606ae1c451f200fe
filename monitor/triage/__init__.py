"""Pure rules: what becomes an issue, how grave it is, whose it is, and what the clock says."""
