"""Entry point: the webui runs every file in this folder. Everything else is in the package beside it."""

from prompt_tailor.hosts import webui


class PromptTailorScript(webui.TailorScript):
    """Registered by the webui because it is defined here."""

    extension = webui.register()
