"""Scripts that are part of the webui; loaded after all extensions."""
