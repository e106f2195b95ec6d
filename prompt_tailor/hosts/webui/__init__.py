"""AUTOMATIC1111's webui from 1.6 on, Forge and their kin. Imported by the script in `scripts/`, inside the webui."""

from .script import TailorScript, register

__all__ = ["TailorScript", "register"]
