"""Which profile a checkpoint gets, by names as people really have them."""

from __future__ import annotations

from time import perf_counter

import pytest

from prompt_tailor.profiles import ModelFacts, detect, load_profiles, shipped_folder
from prompt_tailor.profiles.detect import plain_name

PROFILES = load_profiles()

NAMES = {
    "aidxl": [
        "AIDXL.safetensors",
        "AIDXLv0.8.safetensors",
        "AIDXL v0.8",
        "aidxl_v08_fp16.safetensors",
        "AIDXL-0.7-pruned.ckpt",
        "animeIllustDiffusion_v08.safetensors",
        "AnimeIllustDiffusionXL_v08.safetensors",
        "animeIllustDiffusion_xl.safetensors",
        "animeIllustrationDiffusionXL_v07.safetensors",
        "anime_illust_diffusion_xl",
        "Eugeoter/anime_illust_diffusion_xl",
        "Anime Illust Diffusion XL 0.8.safetensors",
    ],
    "animagine-xl-3.1": [
        "animagineXLV31_v31.safetensors",
        "animagineXLV31_v31.safetensors [0123456789]",
        "animaginexl_v31.safetensors",
        "animagine-xl-3.1.safetensors",
        "animagine-xl-v3-1.fp16.safetensors",
        "Animagine XL 3.1 (1).safetensors",
        "animagine_xl_3_1_fp16_vae.safetensors",
        "SDXL/2D/animagineXLV31_v31.safetensors",
        r"anime\animagineXLV31.safetensors",
        "models--cagliostrolab--animagine-xl-3.1",
        "animagine-xl-3.1.Q8_0.gguf",
        "animagine-xl-3.1_split-einsum_6bit_1024x1024.zip",
        "animagine-xl-3.1_split-einsum_6bit_768x1344",
        "animagine-xl-3.1_original_SDXL_8-bit.zip",
        "animagine-xl-3.1_original_6bit_832x1216_compiled",
        "coreml-animagine-xl-3.1",
    ],
    "animagine-xl-4.0": [
        "animagineXL40_v4Opt.safetensors",
        "animagineXL40_v4.safetensors",
        "animagineXL40_v40.safetensors",
        "animagineXL40.safetensors",
        "animagine-xl-4.0.safetensors",
        "animagine-xl-4.0-opt.safetensors",
        "animagine-xl-4.0-zero.safetensors",
        "Animagine_XL_v4_Opt_fp16.safetensors",
        "animaginexl4.safetensors",
        "anim4gine.safetensors",
        "Anim4gine-XL-Opt.safetensors",
    ],
    "baxl-v3": [
        "baxlBlueArchiveFlatCelluloidStyleFineTune_xlv3.safetensors",
        "baxlBlueArchiveFlatCelluloid_xlv3.safetensors",
        "bartstyledbXLBlueArchive_xlv3.safetensors",
        "BAXLv3.safetensors",
        "BAXL_v3-Δ.safetensors",
        "baxl-v3-delta-fp16.safetensors",
    ],
    "baxl-v2": [
        "baxlBlueArchiveFlatCelluloid_xlv2.safetensors",
        "bartstyledbXLBlueArchive_xlv2.safetensors",
        "BAXLv2.safetensors",
        "baxl v2.safetensors",
    ],
    "baxl-v1": [
        "baxlBlueArchiveFlatCelluloid_xlv1.safetensors",
        "bartstyledbXLBlueArchive_xlv1.safetensors",
        "BAXL-v1.safetensors",
    ],
    "bartstyle-db-v1": [
        "bartstyledb_v1.safetensors",
        "bartstyleDBv1.safetensors",
        "BArtstyleDB_v10.safetensors",
        "bartstyledbBlueArchiveArt_dbv1.safetensors",
        "baxlBlueArchiveFlatCelluloid_dbv1.safetensors",
    ],
    "plain": [
        "",
        "model.safetensors",
        # the other versions and forerunners of the families
        "animagineXLV3_v30.safetensors",
        "animagineXLV31_v30.safetensors",
        "animagine-xl-3.0.safetensors",
        "animagine-xl-2.0.safetensors",
        "animagine-xl.safetensors",
        "Aidv210AnimeIllustDiffusion_aidv210.safetensors",
        "animeIllustDiffusion_v061.safetensors",
        "animeIllustDiffusion.safetensors",
        "AIDXLv0.5.safetensors",
        "badhandv4-AnimeIllustDiffusion.safetensors",
        "baxl.safetensors",
        "bartstyledbXLBlueArchive.safetensors",
        # merges and distillations
        "0.5(animagineXLV31_v31) + 0.5(ponyDiffusionV6XL).safetensors",
        "animagine-xl-3.1-lightning-4step.safetensors",
        "animaginePony_v31.safetensors",
        "animagineXL40_v4Opt-baxlv3-merge.safetensors",
        "my-animagine-xl-4.0-character-lora-baked.safetensors",
        "kohakuXLDelta_rev1.safetensors",
        "aidxlMix_v08.safetensors",
        # other models
        "illustriousXL_v01.safetensors",
        "noobaiXLNAIXL_vPred10Version.safetensors",
        "ponyDiffusionV6XL_v6StartWithThisOne.safetensors",
        "counterfeitV30_v30.safetensors",
        "artiwaifu-diffusion-1.0.safetensors",
    ],
}


@pytest.mark.parametrize(("profile", "name"), [(profile, name) for profile, names in NAMES.items() for name in names])
def test_by_file_name(profile, name):
    found = detect(ModelFacts(name=name), PROFILES)
    assert found.profile_id == profile
    assert found.how == ("fallback" if profile == "plain" else "name")


def test_every_shipped_profile_is_recognised_by_some_name():
    assert set(NAMES) == set(PROFILES)


@pytest.mark.parametrize(
    ("facts", "profile"),
    [
        (ModelFacts("renamed.safetensors", hash="95affd8c8f"), "baxl-v3"),
        (ModelFacts("renamed.safetensors", hash="95AFFD8C8F"), "baxl-v3"),
        (ModelFacts("renamed.safetensors", sha256="95affd8c8f" + 54 * "0"), "baxl-v3"),
        (ModelFacts("folder/renamed.safetensors [95affd8c8f]"), "baxl-v3"),
        (ModelFacts("renamed.safetensors", hash="e3c47aedb0"), "animagine-xl-3.1"),
        (ModelFacts("renamed.safetensors", hash="6327eca98b"), "animagine-xl-4.0"),
        (ModelFacts("renamed.safetensors", hash="1d5b43ff75"), "animagine-xl-4.0"),
        # the hash goes before a name that says something else
        (ModelFacts("animagine-xl-4.0.safetensors", hash="95affd8c8f"), "baxl-v3"),
    ],
)
def test_by_hash(facts, profile):
    found = detect(facts, PROFILES)
    assert (found.profile_id, found.how) == (profile, "hash")
    assert PROFILES[profile].name in found.reason


def test_the_old_eight_digit_hash_is_no_evidence():
    assert detect(ModelFacts("renamed.safetensors", hash="95affd8c"), PROFILES).how == "fallback"


def test_by_metadata():
    found = detect(ModelFacts("renamed.safetensors", metadata={"modelspec.title": "Animagine XL 3.1"}), PROFILES)
    assert (found.profile_id, found.how) == ("animagine-xl-3.1", "metadata")


def test_a_merge_is_not_known_by_the_metadata_of_its_parts():
    metadata = {"modelspec.title": "Animagine XL 3.1", "sd_merge_recipe": "{}"}
    found = detect(ModelFacts("renamed.safetensors", metadata=metadata), PROFILES)
    assert (found.profile_id, found.how) == ("plain", "fallback")
    assert "merge" in found.reason


def test_a_name_that_two_profiles_claim_is_nobodys(tmp_path):
    text = (
        'id = "mine"\nname = "Mine"\nversion = "1"\nbase = "sdxl"\n[match]\nnames = ["baxl ?v3"]\n'
        '[[sources]]\nid = "me"\ntitle = "me"\nsays = "mine"\nfor = ["match"]\n'
    )
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    found = detect(ModelFacts("BAXLv3.safetensors"), load_profiles(shipped_folder(), tmp_path))
    assert (found.profile_id, found.how) == ("plain", "fallback")
    assert "Mine" in found.reason


def test_the_reason_and_the_rejections_are_told():
    found = detect(ModelFacts("BAXLv3.safetensors", hash="0123456789"), PROFILES)
    assert found.reason == 'file name "baxlv3" is that of BAXL v3 (Blue Archive flat celluloid, Kohaku Δ)'
    assert found.rejected["animagine-xl-3.1"] == "hash differs, file name differs"
    assert found.rejected["plain"] == "nothing to compare"
    assert "baxl-v3" not in found.rejected


def test_plain_name():
    assert plain_name("SDXL/animagine-xl-3.1_fp16.safetensors [e3c47aedb0]") == "animagine xl 3 1"


@pytest.mark.parametrize("name", ["baxl bluearchive " + "a " * 20_000, "animagine" + " " * 20_000, "(" * 20_000])
def test_long_names_take_no_time(name):
    started = perf_counter()
    assert detect(ModelFacts(name=name), PROFILES).profile_id == "plain"
    assert perf_counter() - started < 1
