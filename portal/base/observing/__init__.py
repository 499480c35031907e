"""How the portal is and what it does: health, logs, metrics, reports of errors; never who asks."""
