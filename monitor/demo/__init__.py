"""A newsroom of invented outlets served over real HTTP on loopback, and the office that answers it.

stock     what the outlets publish, and when
| sites   one class a platform: feed, sitemap or listing, pages, and their slips
| doors   sockets, conditional requests, access counts
| newsroom.open_newsroom / replay.open_replay

Nothing here tells the pipeline what an article means: rows hold only what an outlet would publish.
"""
