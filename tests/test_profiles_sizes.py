"""The size chosen for a size that was asked for."""

from __future__ import annotations

from math import log

import pytest

from prompt_tailor.profiles import load_profiles, nearest
from prompt_tailor.profiles.model import Bucket, Sizes

PROFILES = load_profiles()


def size(profile: str, width: int, height: int) -> str:
    return str(nearest(PROFILES[profile].sizes, width, height))


@pytest.mark.parametrize("profile", ["animagine-xl-3.1", "animagine-xl-4.0", "baxl-v1"])
@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ((1920, 1080), "1344x768"),
        ((1080, 1920), "768x1344"),
        ((512, 512), "1024x1024"),
        ((512, 768), "832x1216"),
        ((768, 512), "1216x832"),
        ((1024, 1024), "1024x1024"),
        ((896, 1152), "896x1152"),
        ((2560, 1080), "1536x640"),
        ((4000, 100), "1536x640"),
        ((1, 3000), "640x1536"),
        ((1000, 1010), "1024x1024"),
    ],
)
def test_the_nearest_listed_ratio(profile, asked, given):
    assert size(profile, *asked) == given


def test_the_larger_of_two_as_near_as_each_other():
    sizes = Sizes(named=(Bucket(512, 512), Bucket(1024, 1024), Bucket(768, 768)))
    assert nearest(sizes, 640, 640) == Bucket(1024, 1024)
    assert nearest(Sizes(named=(Bucket(200, 100), Bucket(200, 400))), 300, 300) == Bucket(200, 400)


def test_a_listed_size_keeps_its_name():
    assert nearest(PROFILES["animagine-xl-3.1"].sizes, 832, 1216) == Bucket(832, 1216, "13:19")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ((832, 1216), "832x1216"),
        ((1344, 768), "1344x768"),  # follows the rule: stays
        ((896, 1152), "896x1152"),
        ((512, 512), "1024x1024"),
        ((512, 768), "832x1216"),  # 2:3 is within 4 % of the named size
        ((1920, 1080), "1376x768"),
        ((1080, 1920), "768x1376"),
        ((768, 1024), "896x1184"),
        ((1536, 640), "1600x672"),  # 6 % short of 1024²
        ((2048, 2048), "1024x1024"),
        ((833, 1216), "832x1216"),
    ],
)
def test_aidxl_about_a_million_pixels_in_steps_of_32(asked, given):
    assert size("aidxl", *asked) == given


@pytest.mark.parametrize("asked", [(300, 200), (1000, 333), (999, 1777), (64, 8192), (16384, 64), (1, 1)])
def test_what_aidxl_gets_follows_its_rule(asked):
    given = nearest(PROFILES["aidxl"].sizes, *asked)
    assert given.width % 32 == 0 and given.height % 32 == 0
    assert abs(given.area - 1024 * 1024) <= 0.05 * 1024 * 1024
    assert min(given.width, given.height) >= 256
    if 1 / 4 < asked[0] / asked[1] < 4:
        assert abs(log(given.width / given.height) - log(asked[0] / asked[1])) < log(1.04)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ((1024, 1024), "1024x1024"),
        ((832, 1216), "832x1216"),
        ((1024, 1536), "1024x1536"),  # sides from 768, not ultrawide: stays
        ((1792, 768), "1792x768"),  # ultrawide: may use the upper end
        ((768, 1792), "768x1408"),  # upright, so not ultrawide
        ((1792, 1024), "1344x768"),  # 7:4 is not ultrawide
        ((1920, 1080), "1376x768"),
        ((512, 512), "1024x1024"),
        ((640, 1536), "768x1408"),
        ((1920, 864), "1696x768"),
        ((3440, 1440), "1792x768"),
        ((5120, 1440), "1792x768"),
        ((1000, 1000), "1024x1024"),
    ],
)
def test_baxl_v3_sides_from_768(asked, given):
    assert size("baxl-v3", *asked) == given


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ((900, 1600), "900x1600"),
        ((896, 1600), "896x1600"),
        ((720, 1280), "720x1280"),
        ((904, 1600), "768x1344"),
        ((1600, 900), "1344x768"),  # "horizontal is lower"
        ((512, 768), "832x1216"),
        ((1024, 1024), "1024x1024"),
        ((1920, 1080), "1344x768"),
    ],
)
def test_baxl_v2_animagine_sizes_and_upright_up_to_1600x900(asked, given):
    assert size("baxl-v2", *asked) == given


@pytest.mark.parametrize("profile", ["bartstyle-db-v1", "plain"])
def test_where_the_card_has_no_sizes_the_users_stays(profile):
    assert nearest(PROFILES[profile].sizes, 512, 768) is None
    assert nearest(None, 512, 768) is None


def test_a_size_without_sides_is_refused():
    with pytest.raises(ValueError, match="0x768"):
        nearest(PROFILES["aidxl"].sizes, 0, 768)
    with pytest.raises(ValueError, match="-1x1"):
        nearest(PROFILES["aidxl"].sizes, -1, 1)


@pytest.mark.parametrize("profile", list(PROFILES))
@pytest.mark.parametrize("asked", [(w, h) for w in (512, 1000, 1920) for h in (512, 768, 1080)])
def test_asking_for_what_was_given_gives_the_same(profile, asked):
    given = nearest(PROFILES[profile].sizes, *asked)
    assert given is None or nearest(PROFILES[profile].sizes, given.width, given.height) == given
