"""What is known of each model, as data files, and how the right one is found.

`model` says what a profile holds, `load` reads the files, `detect` picks one for a checkpoint, `sizes` the size.
"""

from .detect import Detection, ModelFacts, detect
from .load import ProfileError, Profiles, load_profile, load_profiles, shipped_folder
from .model import Profile
from .sizes import nearest

__all__ = [
    "Detection",
    "ModelFacts",
    "Profile",
    "ProfileError",
    "Profiles",
    "detect",
    "load_profile",
    "load_profiles",
    "nearest",
    "shipped_folder",
]
