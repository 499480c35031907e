"""Backups: the whole portal in one file, and back again.

Uploaded files stand in the database (portal/base/files.py), so a consistent copy of the database
holds everything. What is on disk besides is made again: static files, search index, page cache.
"""
