"""Free phrases are placed by what they are about, as somebody who typed them would say it."""

from __future__ import annotations

import pytest

from prompt_tailor.syntax import parse


@pytest.mark.parametrize(
    ("phrase", "category"),
    [
        ("in the forest", "environment"),
        ("at day", "environment"),
        ("a castle on a hill", "environment"),
        ("wearing a white dress", "clothing"),
        ("blue dress with white frills", "clothing"),
        ("a cat", "items"),
        ("black cat with green eyes", "items"),
        ("two cats sleeping on the sofa", "items"),
        ("beautiful detailed eyes", "aesthetic"),
        ("detailed dark-green eyes", "body"),
        ("extremely detailed long hair", "main_features"),
        ("holding a red umbrella in the rain", "action"),
        ("staring into the distance", "action"),
        ("hair fluttering in the wind", "main_features"),
        ("amber pendant glowing with inner firelight", "accessories"),
        ("flower in her hair", "accessories"),
        ("lanterns glowing", "secondary_environment"),
        ("sunlight streaming through the window", "secondary_environment"),
        ("a serene and vibrant digital illustration by somebody", "style"),
        ("an elegant woman with long black hair", "subject"),
        ("a cute detailed girl in spacesuit", "subject"),
        ("goblin girl", "race"),
        ("a girl holding a sword", "subject"),
        ("1girl holding school bag", "subject"),
        ("cat girl sitting on a bench", "race"),
        ("an elf archer aiming her bow", "subject"),
        ("a cat girl maid serving tea in a victorian mansion", "subject"),
        ("a boy and a girl holding hands", "subject"),
        ("the knight is riding a horse", "subject"),
        ("a white dress flowing in the wind", "clothing"),
        ("the sun setting over the sea", "secondary_environment"),
        ("an elf king on a throne", "race"),
        ("black cat sitting on her lap", "items"),
        ("wedding painting", "style"),
        ("holds a red sword", "action"),
        ("she looks at the moon", "action"),
        ("hair: silver", "main_features"),
        ("dress is white", "clothing"),
        ("her eyes are blue", "body"),
        ("the room is dark", "environment"),
        ("woman yelling at cat (meme)", "theme"),
        ("queen of hearts (alice in wonderland) (cosplay)", "theme"),
        ("glass writing", "meta"),
        ("braid over shoulder", "body"),
        ("putting on headwear", "action"),
        ("bite mark on shoulder", "body"),
        ("light on face", "aesthetic"),
        ("nerves", "unknown"),
        ("outfit: black dress", "clothing"),
        ("from left to right: hatsune miku", "character"),
        ("artist: somebody nobody knows", "artist"),
        ("standing. smoke", "action"),
        ("best quality. red dress", "clothing"),
        ("lots of blue butterflies", "items"),
        ("by candlelight", "environment"),
        ("by my window", "environment"),
        ("by herself", "unknown"),
        ("by accident", "unknown"),
        ("by someone", "subject"),
        ("by him", "unknown"),
        ("by wlop", "artist"),
        ("by xxx", "artist"),
        ("by some unknown artist", "artist"),
        ("by gorgeous mushroom", "artist"),
        ("golden ribbon-trimmed skirt", "clothing"),
        ("she stands near a window while it rains outside and thinks about home again", "prose"),
    ],
)
def test_phrase(lexicon, phrase, category):
    assert lexicon.place(phrase).category.value == category


@pytest.mark.parametrize(
    ("tag", "category"),
    [
        ("1.2::holding soul gem (madoka magica)::", "action"),
        ("1.3::masterpiece, very aesthetic::", "quality"),
        ("-1::bad hands::", "quality"),
        ("{red|blue} hair", "main_features"),
        ("{2$$red|blue|green} dress", "clothing"),
        ("{0.7::long|0.3::short} hair", "main_features"),
        ("[red:blue:0.5] eyes", "body"),
        ("[black|white] cat", "items"),
        ("{smile|frown}", "expression"),
        ("1girl (red hair, white dress)", "subject"),
        ("sfw (8k realistic masterpiece:1.3) a girl", "subject"),
        ("long (white:1.2) hair", "main_features"),
        ("(masterpiece) (best quality) 1girl solo", "subject"),
    ],
)
def test_tag_with_marks_inside(context, tag, category):
    assert context.place(parse(tag).parts[0].items[0]).category.value == category


@pytest.mark.parametrize("word", ["ultramarine", "obsidian", "latte", "verdant", "atelier", "fennec", "rose", "lime"])
def test_an_english_word_is_nobody_s_name(tailor, word):
    """Artists and characters of that name there are, but few know them."""
    here = tailor.rewrite({"prompt": f"1girl, {word}", "profile": "plain", "choices": {"quality": "off"}})
    assert here["prompt"] == f"1girl, {word}"
    assert {tag["category"] for tag in here["tags"]}.isdisjoint({"character", "series", "artist"})


def test_tags_in_chinese_and_japanese_are_written_as_the_models_know_them(tailor):
    typed = "最高品質，1个女孩，(白发:1.2)，ツインテール，校服，赤い瞳，初音未来"
    fitted = tailor.rewrite({"prompt": typed, "profile": "animagine-xl-4.0", "choices": {"quality": "off"}})
    assert fitted["prompt"].replace("，", ", ") == (
        "1girl, hatsune miku, vocaloid, (white hair:1.2), twintails, school uniform, red eyes, best quality"
    )
    notes = [note for step in fitted["steps"] for note in step["notes"] if note["action"] == "respelled"]
    assert len(notes) >= 6 and all(note["reason"] for note in notes)


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("by hiten (hitenkei)", r"by hiten \(hitenkei\)"),
        ("art by hiten_(hitenkei)", r"art by hiten_\(hitenkei\)"),
        ("(artist:hiten (hitenkei):0.8)", r"(artist:hiten \(hitenkei\):0.8)"),
        ("artist:xyzzy (plugh)", "artist:xyzzy (plugh)"),
        ("by hiten (smile)", "by hiten (smile)"),
    ],
)
def test_an_artist_is_a_name_behind_a_prefix_too(tailor, tag, written):
    fitted = tailor.rewrite({"prompt": f"{tag}, 1girl", "profile": "aidxl", "choices": {"quality": "off"}})
    assert fitted["prompt"] == f"{written}, 1girl"
