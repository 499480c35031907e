"""Meetings as pages show them: words for times, lists, the month, filters, facts."""
