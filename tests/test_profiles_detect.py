"""Which profile a checkpoint gets, by names as people really have them."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from prompt_tailor.profiles import ModelFacts, detect, load_profiles, shipped_folder
from prompt_tailor.profiles.detect import name_in_words, plain_name

PROFILES = load_profiles()

NAMES = [
    line.split(" ", 1)
    for line in (Path(__file__).parent / "cases" / "checkpoints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("wanted", "name"), NAMES, ids=[name for _, name in NAMES])
def test_by_file_name(wanted, name):
    found = detect(ModelFacts(name=name), PROFILES)
    profile = wanted.strip("[]")
    assert found.profile_id == profile
    assert found.how == ("fallback" if profile == "plain" else "kin" if wanted != profile else "name")
    if profile != "plain":
        assert PROFILES[profile].name in found.reason


def test_there_are_enough_names_for_every_shipped_profile():
    assert len(NAMES) >= 400
    assert {wanted.strip("[]") for wanted, _ in NAMES} == set(PROFILES)


def test_no_name_at_all():
    assert detect(ModelFacts(name=""), PROFILES).profile_id == "plain"


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
        (ModelFacts("renamed.safetensors", hash="67ab2fd8ec"), "pony-diffusion-v6-xl"),
        (ModelFacts("renamed.safetensors", hash="ea349eeae8"), "noobai-xl-vpred"),
        (ModelFacts("renamed.safetensors", hash="6681e8e4b1"), "noobai-xl-eps"),
        (ModelFacts("renamed.safetensors", hash="3e15ba0038"), "illustrious-xl-0.1"),
        (ModelFacts("renamed.safetensors", hash="735cf3fefc"), "illustrious-xl-1.0"),
        (ModelFacts("renamed.safetensors", hash="536863e9f0"), "illustrious-xl-1.1"),
        (ModelFacts("renamed.safetensors", hash="c2a1a3eaa1"), "illustrious-xl-2.0"),
        (ModelFacts("renamed.safetensors", hash="1449e5b0b9"), "animagine-xl-3.0"),
        (ModelFacts("renamed.safetensors", hash="f116b0c78f"), "wai-illustrious"),
        (ModelFacts("renamed.safetensors", hash="083cecef5b"), "kohaku-xl-zeta"),
        (ModelFacts("renamed.safetensors", hash="38942904e9"), "kohaku-xl-gamma"),
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


@pytest.mark.parametrize(
    ("name", "metadata", "profile"),
    [
        ("NoobAI-XL-v1.1.safetensors", {"modelspec.prediction_type": "epsilon"}, "noobai-xl-eps"),
        ("NoobAI-XL-v1.1.safetensors", {"modelspec.prediction_type": "v"}, "plain"),
        ("NoobAI-XL-v1.1.safetensors", {"ss_v_parameterization": "True"}, "plain"),
        ("NoobAI-XL-Vpred-v1.0.safetensors", {"modelspec.prediction_type": "v"}, "noobai-xl-vpred"),
        ("NoobAI-XL-Vpred-v1.0.safetensors", {"modelspec.prediction_type": "epsilon"}, "plain"),
        ("animagine-xl-3.1.safetensors", {"ss_base_model_version": "sdxl_base_v1-0"}, "animagine-xl-3.1"),
        ("animagine-xl-3.1.safetensors", {"ss_base_model_version": "sd_v1"}, "plain"),
        ("ponyMix_v1.safetensors", {"modelspec.architecture": "stable-diffusion-xl-v1-base"}, "pony-based"),
        ("ponyMix_v1.safetensors", {"modelspec.architecture": "stable-diffusion-v1"}, "plain"),
        ("ponyMix_v1.safetensors", {"modelspec.architecture": "flux-1-dev"}, "plain"),
        ("bartstyledb_v1.safetensors", {"ss_base_model_version": "sd_v1"}, "bartstyle-db-v1"),
    ],
)
def test_a_header_that_says_otherwise_outweighs_the_name(name, metadata, profile):
    found = detect(ModelFacts(name, metadata=metadata), PROFILES)
    assert found.profile_id == profile
    if profile == "plain":
        assert "header says" in found.reason


def test_a_merge_is_not_known_by_the_metadata_of_its_parts():
    metadata = {"modelspec.title": "Animagine XL 3.1", "sd_merge_recipe": "{}"}
    found = detect(ModelFacts("renamed.safetensors", metadata=metadata), PROFILES)
    assert (found.profile_id, found.how) == ("plain", "fallback")
    assert "merge" in found.reason


def own_profile(folder, name, match):
    text = (
        f'id = "{name.lower()}"\nname = "{name}"\nversion = "1"\nbase = "sdxl"\n[match]\n{match}\n'
        '[[sources]]\nid = "me"\ntitle = "me"\nsays = "mine"\nfor = ["match"]\n'
    )
    (folder / f"{name.lower()}.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("is_hash_known", [False, True])
def test_the_user_s_own_profile_goes_before_a_shipped_one(tmp_path, is_hash_known):
    """Also where the shipped one has a hash and the own one only a name: it was written for that."""
    known = PROFILES["baxl-v3"].match.hashes[0][:10]
    facts = ModelFacts("BAXLv3.safetensors", hash=known if is_hash_known else None)
    own_profile(tmp_path, "Mine", 'names = ["baxl ?v3"]')
    found = detect(facts, load_profiles(shipped_folder(), tmp_path))
    assert (found.profile_id, found.how) == ("mine", "name")
    assert "is that of Mine; your own profile goes before BAXL v3" in found.reason
    assert not found.rivals


def test_a_name_that_two_profiles_claim_is_nobodys(tmp_path):
    for name in ("Mine", "Other"):
        own_profile(tmp_path, name, 'names = ["baxl ?v3"]')
    found = detect(ModelFacts("BAXLv3.safetensors"), load_profiles(shipped_folder(), tmp_path))
    assert (found.profile_id, found.how) == ("plain", "fallback")
    assert found.rivals == ("Mine", "Other")
    assert "Mine and Other" in found.reason


def test_the_reason_and_the_rejections_are_told():
    found = detect(ModelFacts("BAXLv3.safetensors", hash="0123456789"), PROFILES)
    assert found.reason == 'file name "baxlv3" is that of BAXL v3 (Blue Archive flat celluloid, Kohaku Δ)'
    assert found.rejected["animagine-xl-3.1"] == "hash differs, file name differs"
    assert found.rejected["plain"] == "nothing to compare"
    assert "baxl-v3" not in found.rejected


def test_plain_name():
    assert plain_name("SDXL/animagine-xl-3.1_fp16.safetensors [e3c47aedb0]") == "animagine xl 3 1"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("novaAnimeXL_ilV140.safetensors", "nova anime xl il v140"),
        ("folder/everclearPNYByZovya_v3.safetensors [67AB2FD8EC]", "everclear pny by zovya v3"),
        ("NoobAI-XL-style-LoRA.safetensors", "noobai xl style lora"),
    ],
)
def test_name_in_words(name, words):
    assert name_in_words(name) == words


@pytest.mark.parametrize("name", ["baxl bluearchive " + "a " * 20_000, "animagine" + " " * 20_000, "(" * 20_000])
def test_long_names_take_no_time(name):
    started = process_time()
    assert detect(ModelFacts(name=name), PROFILES).profile_id == "plain"
    assert process_time() - started < 1
