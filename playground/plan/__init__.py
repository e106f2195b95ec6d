"""What would be sent to a model, made visible in place of a picture: a card in the gallery, and the plan as HTML."""

from playground.plan.planner import Planner

__all__ = ["Planner"]
