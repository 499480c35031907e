"""Meetings as calendars that other programs subscribe to."""
