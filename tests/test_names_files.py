"""Name files that are found: the user's own, and where other extensions keep theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from prompt_tailor.lexicon.names import NamesIndex
from prompt_tailor.lexicon.names_files import extension_files, hub_folders, own_files
from prompt_tailor.lexicon.names_sources import file_source, read_batches
from prompt_tailor.lexicon.names_tables import SourceError

NO_PACKAGE = "a_package_that_is_not_there"
CHANTS = """\
[{"name": "Basic-Quality", "terms": "Basic,Quality", "content": "(best quality)", "color": 1},
 {"name": "2b_(nier:automata)", "terms": "Character", "content": "2b_(nier:automata),1girl", "color": 4}]
"""


def put(path: Path, text: str = "hatsune_miku,4,5,\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path


def built(folder: Path, *files: Path) -> NamesIndex:
    index = NamesIndex(folder, lambda: files, package=NO_PACKAGE)
    index.ensure(background=False)
    return index


@pytest.mark.parametrize(
    ("place", "file"),
    [
        ("extensions", "a1111-sd-webui-tagcomplete/tags/danbooru.csv"),
        ("extensions", "tagcomplete-fork/tags/danbooru_2026.csv"),
        ("extensions", "a1111-sd-webui-tagcomplete/tags/noob_characters-chants.json"),
        ("extensions", "a1111-sd-webui-tagcomplete/tags/danbooru_character_webui.csv"),
        ("extensions", "stable-diffusion-webui-wd14-tagger/models/wd-v1-4/selected_tags.csv"),
        ("models", "TaggerOnnx/wd-v1-4-moat/selected_tags.csv"),
        ("models", "wd-tagger/models--SmilingWolf--wd/snapshots/abc/selected_tags.csv"),
        ("hub", "models--SmilingWolf--wd-vit-tagger-v3/snapshots/abc/selected_tags.csv"),
    ],
)
def test_files_are_found_where_extensions_keep_them(tmp_path, place, file):
    path = put(tmp_path / place / file)

    assert extension_files([tmp_path / "extensions"], [tmp_path / "models"], [tmp_path / "hub"]) == [path]


@pytest.mark.parametrize("file", ["x/tags/e621.csv", "x/tags/derpibooru.csv", "x/tags/extra-quality-tags.csv", "x.csv"])
def test_other_files_are_left_alone(tmp_path, file):
    put(tmp_path / file)

    assert extension_files([tmp_path]) == []


def test_a_copy_of_a_file_counts_once(tmp_path):
    first = put(tmp_path / "a" / "one" / "selected_tags.csv")
    put(tmp_path / "b" / "one" / "selected_tags.csv")
    other = put(tmp_path / "c" / "one" / "selected_tags.csv", "another,4,7777,\n")

    assert extension_files([tmp_path]) == [first, other]


def test_the_hub_is_found_by_its_own_variables(tmp_path, monkeypatch):
    monkeypatch.delenv("HF_HUB_CACHE", raising=False)
    monkeypatch.delenv("HUGGINGFACE_HUB_CACHE", raising=False)
    (tmp_path / "hub").mkdir()
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    assert hub_folders() == [tmp_path / "hub"]
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "gone"))
    assert hub_folders() == []


def test_files_of_the_user_s_own_are_those_in_the_folder_names(tmp_path):
    mine = put(tmp_path / "names" / "mine.csv")
    put(tmp_path / "names" / "readme.md", "no names\n")

    assert own_files(tmp_path) == [mine]
    assert own_files(tmp_path / "no such folder") == []


def test_the_characters_among_chants_are_names(tmp_path):
    (batch,) = read_batches(file_source(put(tmp_path / "noob_characters-chants.json", CHANTS)))

    assert (batch.kind, batch.names) == ("character", ["2b_(nier:automata)"])


@pytest.mark.parametrize(
    ("text", "told"), [("{", "is not JSON"), ("{}", "is no list of chants"), ("[]", "no chants of the kind")]
)
def test_chants_that_are_none_are_refused(tmp_path, text, told):
    with pytest.raises(SourceError, match=told):
        list(read_batches(file_source(put(tmp_path / "x-chants.json", text))))


def test_tables_of_the_lexicon_s_own_form_can_be_the_user_s(tmp_path):
    posts = put(tmp_path / "names" / "posts.tsv", "# a comment\nmy heroine\tcharacter\t12\n")
    put(tmp_path / "names" / "others.tsv", "ヒロイン\tcharacter\tmy heroine\n")
    index = built(tmp_path)

    assert index.names.find("my heroine").posts == 12
    assert [one.name for one in index.names.find_other("ヒロ イン")] == ["my heroine"]
    assert index.status()["sources"][1]["path"] == str(posts)


def test_a_table_of_the_lexicon_s_form_with_another_kind_is_refused(tmp_path):
    with pytest.raises(SourceError, match="name, kind"):
        list(read_batches(file_source(put(tmp_path / "x.tsv", "a\tvegetable\t3\n"))))


def test_the_user_s_own_count_goes_before_an_extension_s(tmp_path):
    put(tmp_path / "names" / "mine.csv", "hatsune_miku,4,7,\n")
    theirs = put(tmp_path / "danbooru.csv", "hatsune_miku,4,100000,\nrin,4,50,\n")
    index = built(tmp_path, theirs)

    assert index.names.find("hatsune miku").posts == 7
    assert index.names.find("hatsune miku").source == "mine.csv"
    assert index.names.find("rin").rank == 1


def test_aliases_of_tagcomplete_s_list_are_other_names_but_for_its_abbreviations(tmp_path):
    index = built(tmp_path, put(tmp_path / "danbooru.csv", 'hatsune_miku,4,5,"/hm,miku_hatsune,初音ミク"\n'))

    assert [one.name for one in index.names.find_other("miku hatsune")] == ["hatsune miku"]
    assert [one.name for one in index.names.find_other("初音ミク")] == ["hatsune miku"]
    assert index.names.find_other("/hm") == []


def test_who_does_not_know_of_a_file_keeps_what_was_found(tmp_path):
    """The command line has the webui's data folder, but does not know the webui's other extensions."""
    theirs = put(tmp_path / "danbooru.csv")
    built(tmp_path / "data", theirs).close()
    alone = built(tmp_path / "data")

    assert alone.names.find("hatsune miku")
    alone.close()
    theirs.unlink()
    put(tmp_path / "data" / "names" / "mine.csv", "rin,4,5,\n")
    assert built(tmp_path / "data").names.find("hatsune miku") is None


def test_a_broken_file_is_named_with_its_flaw_and_the_others_are_used(tmp_path):
    put(tmp_path / "names" / "broken.csv", "quality,of,what\n")
    put(tmp_path / "names" / "good.csv")
    index = built(tmp_path)
    broken, good = index.status()["sources"]

    assert "broken.csv was skipped: it begins with 'quality,of,what'" in broken["problem"]
    assert (good["problem"], good["names"]) == (None, 1)
    assert index.names.find("hatsune miku")
