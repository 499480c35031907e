"""The pages of the app, by what the reader is after."""
