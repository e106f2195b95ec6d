"""A stand-in for the webui's `modules` package, written from its described behaviour.

It has what an always-on script that rewrites prompts meets: the hooks and their order, the fields of the processing
objects, options, callbacks, infotext, checkpoints by name. It makes no pictures. Names and signatures are the webui's,
because extensions call them; nothing here is the webui's code. Only `playground.host` puts it on the import path, so
a real webui's `modules` is never hidden by it.
"""
