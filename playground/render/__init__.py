"""The real run: a Stable Diffusion XL checkpoint, or a tiny random one, painted with torch and diffusers.

Imported only for `python run.py --render`; nothing here reaches for the network.
"""
