"""The extension without a webui: an embedded host that loads the very same script and shows what would be sent.

`webui/modules` stands in for the webui's package, `pages/` for its page, `api.py` for its routes. No picture is made;
a card shows the final prompts and settings. Start it with `python run.py`.
"""
