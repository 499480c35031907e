"""The portal as it is served in production: gunicorn with our settings, nginx with our example."""
