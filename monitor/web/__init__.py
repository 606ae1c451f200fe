"""The web desk: pages for people, ``/api/v1`` for programs. Each route is one call of the guarded desk."""
