"""The tab "Prompt Tailor": an empty place on the page that a script fills from REST routes when it is first opened.

`routes` names what the script may ask; the other modules answer it. The script's files are `javascript/lib/tab*.mjs`.
"""
