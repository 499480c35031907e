"""What keeps the portal and its readers safe."""
