"""The stand-in's page, built of gradio components with the webui's element ids."""
