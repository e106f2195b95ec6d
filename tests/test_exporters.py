"""What is copied for other front ends, read back as they read it."""

from __future__ import annotations

import ast
import json
import re

import pytest
from hypothesis import given, settings

from prompt_tailor.api import RequestError
from prompt_tailor.exporters import EXPORTERS, Recipe
from prompt_tailor.lexicon import key
from prompt_tailor.syntax import Kind, atoms, parse
from tests.prompts import UGLY, prompts
from tests.webui_reading import weighted_letters

TYPED = "smile, (horns:1.2), [night], ((a, (b:1.1))), ganyu (genshin impact), <lora:snow:0.6>, '\"{quote}\"'"
MODEL = "SDXL/animagine-xl-4.0-opt.safetensors [6327eca98b]"
ASKED = {"prompt": TYPED, "negative_prompt": "(lowres:1.3)", "width": 1920, "height": 1080, "model": {"name": MODEL}}
WEIGHTS = {"horns": 1.2, "night": 1 / 1.1, "a": 1.21, "b": 1.331, "smile": 1.0, "ganyu (genshin impact)": 1.0}


def exported(tailor, kind: str, **more) -> tuple[str, list[str]]:
    answer = tailor.export({**ASKED, **more}, kind)
    assert (answer["as"], answer["profile"]) == (kind, "animagine-xl-4.0")
    return answer["text"], answer["notes"]


def comfyui_reading(text: str, weight: float = 1.0) -> list[tuple[str, float]]:
    """Text with weights as ComfyUI's `sd1_clip.token_weights` reads it: a number replaces what the brackets gave."""
    found: list[tuple[str, float]] = []
    for piece in re.split(r"(?<!\\\\)(\((?:[^()\\\\]|\\\\.|\((?:[^()\\\\]|\\\\.)*\))*\))", text):
        if len(piece) > 1 and piece[0] == "(" and piece[-1] == ")":
            inner, colon, number = piece[1:-1].rpartition(":")
            try:
                own, inner = float(number), inner
            except ValueError:
                own, inner = weight * 1.1, piece[1:-1]
            found += comfyui_reading(inner, own)
        elif piece:
            found.append((piece, weight))
    return found


def by_tag(read: list[tuple[str, float]]) -> dict[str, float]:
    """Each tag with its weight."""
    return {key(tag): weight for text, weight in read for tag in text.split(",") if tag.strip()}


def letters_of(text: str) -> str:
    """A tag, or a text to find it in, without backslashes: one before a weight, `(\\:0.9)`, looks like an escape."""
    return key(text.replace("\\", ""))


def diffusers_call(program: str) -> dict[str, object]:
    """The arguments of the call that makes the picture, evaluated as literals."""
    tree = ast.parse(program)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "pipe"]
    return {word.arg: ast.literal_eval(word.value) for word in calls[0].keywords}


def infotext_reading(text: str) -> dict[str, str]:
    """As the webui's `parse_generation_parameters` reads it, for what we write."""
    *lines, last = text.split("\n")
    pairs = re.findall(r'\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)', last)
    if len(pairs) < 3:
        lines, pairs = [*lines, last], []
    prompt: list[str] = []
    negative: list[str] = []
    side = prompt
    for line in lines:
        if line.startswith("Negative prompt:"):
            side, line = negative, line[16:].strip()
        side.append(line)
    values = {name: json.loads(value) if value[:1] == '"' else value for name, value in pairs}
    return {"Prompt": "\n".join(prompt), "Negative prompt": "\n".join(negative), **values}


def test_infotext(tailor):
    text, notes = exported(tailor, "infotext", clip_skip=2)
    rewritten = tailor.rewrite(ASKED)
    assert infotext_reading(text) == {
        "Prompt": rewritten["prompt"],
        "Negative prompt": rewritten["negative_prompt"],
        "Steps": "28",
        "Sampler": "Euler a",
        "CFG scale": "5",
        "Size": "1344x768",
        "Model": "animagine-xl-4.0-opt",
        "Clip skip": "2",
    }
    assert notes == []


def test_infotext_without_settings_is_not_read_as_prompt(tailor):
    answer = tailor.export({"prompt": "smile", "profile": "plain"}, "infotext")
    assert infotext_reading(answer["text"])["Prompt"] == "smile"
    assert answer["text"] == "smile" and len(answer["notes"]) == 1


def test_infotext_quotes_what_would_divide_it(tailor):
    model = {"name": "my, model: v2.safetensors"}
    answer = tailor.export({**ASKED, "profile": "animagine-xl-4.0", "model": model}, "infotext")
    assert infotext_reading(answer["text"])["Model"] == "my, model: v2"


def test_diffusers(tailor):
    text, notes = exported(tailor, "diffusers")
    call = diffusers_call(text)
    assert {name: call[name] for name in ("num_inference_steps", "guidance_scale", "width", "height")} == {
        "num_inference_steps": 28,
        "guidance_scale": 5,
        "width": 1344,
        "height": 768,
    }
    for weighted in (WEIGHTS, {"lowres": 1.3}):
        read = by_letters(call["prompt"] if weighted is WEIGHTS else call["negative_prompt"])
        assert {name: read[name] for name in weighted} == pytest.approx(weighted, abs=1e-3)
    assert "<lora" not in call["prompt"] and "'\"{quote}\"'" in call["prompt"]
    assert "'snow.safetensors'" in text and "[0.6]" in text
    assert "EulerAncestralDiscreteScheduler.from_config" in text and "SDXL/animagine-xl-4.0-opt.safetensors'" in text
    assert any("lpw_stable_diffusion_xl" in note for note in notes)


def by_letters(text: str) -> dict[str, float]:
    """As diffusers' long-prompt pipelines read a prompt, which is how the webui does."""
    read: dict[str, float] = {}
    word: list[tuple[str, float]] = []
    for mark, weight in [*weighted_letters(text), (",", 1.0)]:
        if mark == "," and word:
            read[key("".join(letter for letter, _ in word))] = max(weight for letter, weight in word if letter.strip())
        word = [] if mark == "," else [*word, (mark, weight)] if word or mark.strip() else word
    return read


def test_diffusers_alone_reads_a_short_plain_prompt(tailor):
    answer = tailor.export({"prompt": "1girl, ganyu \\(genshin impact\\)", "profile": "plain"}, "diffusers")
    assert diffusers_call(answer["text"]) == {"prompt": "1girl, ganyu (genshin impact)"}
    assert "lpw" not in answer["text"]


def test_a_long_prompt_gets_a_pipeline_that_reads_it(tailor):
    answer = tailor.export({"prompt": ", ".join(f"thing {n}" for n in range(40)), "profile": "plain"}, "diffusers")
    assert "lpw_stable_diffusion_xl" in answer["text"]


def test_the_pipeline_for_stable_diffusion_15_is_told_to_read_all():
    for base, most in (("sd15", 20), ("sdxl", None)):
        text = EXPORTERS["diffusers"](recipe("(smile:1.2)", base=base)).text
        assert diffusers_call(text).get("max_embeddings_multiples") == most


def test_v_prediction_is_told(tailor):
    answer = tailor.export({"prompt": "1girl", "profile": "noobai-xl-vpred"}, "diffusers")
    assert "prediction_type='v_prediction', rescale_betas_zero_snr=True" in answer["text"]
    nodes = json.loads(tailor.export({"prompt": "1girl", "profile": "noobai-xl-vpred"}, "comfyui")["text"])
    assert nodes["prediction"]["inputs"]["sampling"] == "v_prediction"
    assert nodes["sampler"]["inputs"]["model"] == ["prediction", 0]


def recipe(text: str = "1girl", **settings) -> Recipe:
    return Recipe(parse(text), parse("", positive=False), **settings)


@pytest.mark.parametrize(
    ("sampler", "schedule", "options", "node", "notes"),
    [
        ("DPM++ 2M", "Automatic", "use_karras_sigmas=True", "karras", 0),
        ("DPM++ 2M", None, "", "normal", 0),
        ("DPM++ 2M Karras", None, "use_karras_sigmas=True", "karras", 0),
        ("Euler a", "Karras", "", "karras", 1),
        ("Euler", "SGM Uniform", "timestep_spacing='trailing'", "sgm_uniform", 0),
        ("Euler", "Beta", "timestep_spacing='linspace', use_beta_sigmas=True", "beta", 0),
        ("DPM++ SDE", "Exponential", "use_exponential_sigmas=True", "exponential", 0),
    ],
)
def test_schedule_types(sampler, schedule, options, node, notes):
    made = recipe(sampler_name=sampler, scheduler=schedule, model="a")
    program = EXPORTERS["diffusers"](made)
    assert f"from_config(pipe.scheduler.config{', ' if options else ''}{options})" in program.text
    assert len(program.notes) == notes
    assert json.loads(EXPORTERS["comfyui"](made).text)["sampler"]["inputs"]["scheduler"] == node


def test_a_v_model_has_a_scheduler_that_knows_it_whatever_the_sampler():
    for sampler in (None, "Restart", "Euler"):
        text = EXPORTERS["diffusers"](recipe(sampler_name=sampler, prediction="v")).text
        assert "prediction_type='v_prediction', rescale_betas_zero_snr=True" in text
    heun = EXPORTERS["diffusers"](recipe(sampler_name="Heun", prediction="v"))
    assert "v_prediction" in heun.text and "zero_snr" not in heun.text and "Heun" in heun.notes[-1]


def test_loras_are_loaded_before_the_community_pipeline_takes_over(tailor):
    lines = exported(tailor, "diffusers")[0].splitlines()
    place = {word: [word in line for line in lines].index(True) for word in ("load_lora", "from_pipe")}
    assert place["load_lora"] < place["from_pipe"]
    assert all("torch_dtype=dtype" in line for line in lines if "from_pipe" in line or "from_single_file" in line)


def test_comfyui(tailor):
    text, notes = exported(tailor, "comfyui", embeddings=["my_emb"], prompt=f"{TYPED}, my_emb")
    nodes = json.loads(text)
    read = by_tag(comfyui_reading(nodes["positive"]["inputs"]["text"].replace("\\(", "⟨").replace("\\)", "⟩")))
    weights = {name.replace("(", "⟨").replace(")", "⟩"): weight for name, weight in WEIGHTS.items()}
    assert {name: read[name] for name in weights} == pytest.approx(weights, abs=1e-3)
    assert "embedding:my emb" in read
    sampler = nodes["sampler"]["inputs"]
    assert (sampler["sampler_name"], sampler["scheduler"]) == ("euler_ancestral", "normal")
    assert (sampler["steps"], sampler["cfg"]) == (28, 5)
    assert nodes["lora 1"]["inputs"]["lora_name"] == "snow.safetensors"
    assert nodes["size"]["inputs"]["width"] == 1344
    links = [(name, link) for name, node in nodes.items() for link in node["inputs"].values() if isinstance(link, list)]
    assert all(link[0] in nodes and link[0] != name for name, link in links)
    assert any("level" in note for note in notes)


def test_core_ml(tailor):
    name = "animagine-xl-4.0-opt_original_1024x1024"
    answer = tailor.export({**ASKED, "profile": "animagine-xl-4.0", "model": {"name": name}}, "coreml")
    fields = dict(line.split(": ", 1) for line in answer["text"].splitlines())
    assert fields["Include in Image"].startswith("ganyu (genshin impact), genshin impact, smile, horns, night, a, b, ")
    assert fields["Exclude from Image"].startswith("lowres, bad anatomy")
    assert (fields["Steps"], fields["Guidance Scale"], fields["Size"]) == ("28", "5", "1024x1024")
    told = " ".join(answer["notes"])
    for lost in ("horns 1.2", "1344x768", "Euler a", "snow"):
        assert lost in told


def test_what_is_lost_is_told(tailor):
    prompt = "1girl, [day:night:0.5], {a|b} BREAK (smile:1.2) # why"
    told = " ".join(tailor.export({"prompt": prompt, "profile": "plain"}, "coreml")["notes"])
    for lost in ("smile 1.2", "BREAK", "[day:night:0.5]", "{a|b}", "Comments"):
        assert lost in told


@pytest.mark.parametrize("kind", EXPORTERS)
def test_another_kind_or_a_wrong_request_is_named(tailor, kind):
    with pytest.raises(RequestError, match="promt"):
        tailor.export({"promt": "x"}, kind)
    with pytest.raises(RequestError, match=kind):
        tailor.export({"prompt": "x"}, "kind")


@pytest.mark.parametrize("text", UGLY)
def test_ugly_prompts(text):
    recipe = Recipe(parse(text), parse(text, positive=False))
    for kind, export in EXPORTERS.items():
        made = export(recipe).text
        if kind == "diffusers":
            assert isinstance(diffusers_call(made)["prompt"], str)
        elif kind == "comfyui":
            assert json.loads(made)["positive"]["class_type"] == "CLIPTextEncode"
        elif kind == "coreml":
            assert made.splitlines()[0].startswith("Include in Image: ") and len(made.splitlines()) <= 6


@settings(max_examples=200, deadline=None)
@given(text=prompts())
def test_no_plain_tag_is_lost(text):
    recipe = Recipe(parse(text), parse(""))
    found = [atom.tag for part in recipe.positive.parts for atom in atoms(part)]
    plain = {letters_of(tag.text) for tag in found if tag.kind is Kind.PLAIN}
    for made in (
        diffusers_call(EXPORTERS["diffusers"](recipe).text)["prompt"],
        json.loads(EXPORTERS["comfyui"](recipe).text)["positive"]["inputs"]["text"],
        EXPORTERS["coreml"](recipe).text.split("\n")[0],
    ):
        read = letters_of(str(made))
        assert [word for word in plain if word not in read] == []
