"""Prompts to test with: ugly ones that people wrote, and a hypothesis strategy that makes more."""

from __future__ import annotations

from hypothesis import strategies as st

UGLY = [
    "",
    "   ",
    ",,, ,",
    "1girl,,solo , ,smile",
    "masterpiece,best quality,1girl,(smile:1.2),((long hair)),[night]",
    "(masterpiece, best quality:1.2), 1girl, (white hair, smile, night:1.1)",
    "1girl, ((a, b:1.2), c), [[d], e]",
    "1girl, (unclosed, smile, night",
    "1girl, smile), night",
    "1girl, ( [ ) ], night",
    "[red:blue:0.5] hair, [1girl|1boy], [smile:3], [:night:.5], [a:b:1.0]",
    "a (b [c:d:3] e:1.2) f, smile",
    "1girl BREAK smile, night BREAK, best quality",
    "1girl, red dress AND 1boy, blue shirt :0.8 AND night",
    "smile, 1girl AND_PERP red hair, hat :0.8",
    "smile, 1girl AND_TOPK [red hair, hat AND_PERP x :0.5] :1 AND night",
    "smile, 1girl // a note, (hat\nnight, haseo (.hack//)",
    "1girl, smile /* a note,\nlong */, night",
    "ratio 16:9",
    "1girl, nier:2",
    "(smile:1.2.3), 1girl",
    "(:1.2), (), [], (,)",
    "{red|blue} hair, __wild/card_a__, ${v}, {2$$, $$a|b|c}, 1girl",
    "{{{no humans}}},{{{toast}}},>_<,{{no lineart},{{pov}}",
    "1.5::1girl,solo,1animal::,{{{chibi,chibi only}}},2::grabbing wolf's tail,running,floating::,motion lines",
    "<lora:a_b:0.8>, 1girl <lora:c d:1:0.5>, (<lora:e:1>:1.2), <hypernet:x:1>",
    "1girl, solo # the subject, smile\nnight, # a comment\n# all comment\nmasterpiece",
    "1girl\nsolo\n\nnight,\nsmile",
    "\n\n1girl, solo\n",
    "2girls BREAK 1girl, red hair ADDCOL 1girl, blue hair ADDROW night ADDCOMM best quality",
    "best quality, painting ADDCOMM\nvolcano\nBREAK\ngreen flame",
    "1girl，solo（甘雨），smile、night",
    "aqua （konosuba）, 初音ミク, 甘雨",
    ":), >:(, :(, \\(^o^)/, |_|, >_<, :3, ^_^, (:), :d, o_o, 0_0, @_@, :<",
    "ganyu (genshin impact), star (sky), (star (sky):1.2), ganyu_(genshin_impact), ganyu \\(genshin impact\\)",
    "The girl is sitting on a bench, looking at the sky. She has long, flowing hair. smile, night",
    "a\\, b\\b, c\\, (d\\, e:1.2), (f\\:1.3)",
    "1girl, by wlop, artist:ask, (by chi4:0.8)",
    "score_9, score_8_up, rating_safe, source_anime, 1girl, long_hair",
    "1girl, smile, (smile:1.2), [smile], smile",
    "(1girl:1.2)(smile:1.1), night",
    "((((((((((((((((deep))))))))))))))))",
    "😀, 1girl, 👩‍🎤, smile",
    "1girl, <lora:a # why\n:0.8>, smile, <lora:b:1>",
    "__wild#card__, cropped\nnight, 1girl",
    "smile, 1girl, hat :0.8# why, so, 1girl",
    ":3\n<lora:a:1>",
    "smile, 1girl, hat:\n# why\n<lora:a:1>\n0.8 <lora:b:1>",
    "((head\nphones:1.2)), [twin\ntails], smile, 1girl, [twin\ntails]",
    "1girl, (long_hair:_4), [1girl, long_hair:_4]",
    "ganyu (smile,night) (genshin impact), 1girl",
    "smile, 1girl ADDCOL// night, hat BREAK/* cat */",
    "(<3, smile, 1girl:1.2), >_<, (<3:1.2), :>",
    "(<3, smile:1.2), smile, >_<",
    "smile }(:2), 1girl, night {(:2)",
    "kula diamond, the king of fighters, hugtto! precure, link, the legend of zelda, super smash bros.",
    "night.\n1girl, a girl in the rain, smile, long hair at dusk.",
    "BREAK", "AND", "AND AND", "BREAK(smile, 1girl)BREAK[night]",
    "Negative prompt: x\nSteps: 1, Sampler: y, CFG scale: 3",
]  # fmt: skip

_WORDS = st.sampled_from(
    "1girl|2boys|solo|smile|night|white hair|long_hair|best quality|masterpiece|by wlop|hatsune miku|xyzzy|looking at viewer"
    "|ganyu (genshin impact)|star \\(sky\\)|:)|>_<|__wild__|{a|b}|<lora:x:0.8>|The sky is blue.|甘雨|rem|ram|alice|saber"
    "|amber|genshin impact|rei ayanami|hatsune-miku|甘雨 (原神)|fate|nier:2|red dress|cat|in the forest|score_9|score_8_up"
    "|(score_7_up:1.1)|rating_safe|rating: general|explicit|source_anime|very aesthetic|worst quality|absurdres"
    "|high score|year 2023|newest|old|safe|nsfw|#note".split("|")
    + ["{smile|blush}", "[a:b:0.5]", "[night|day]", "${v}"]
)
_GAPS = st.sampled_from(
    [", ", ",", " , ", ",\n", "\n", ", # why\n", "，", " BREAK ", " AND ", " ADDCOL ", ", ,", "\n\n"]
    + [" AND_SALT ", " // "]
)


def _emphasised(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pieces = st.lists(inner, min_size=1, max_size=3).map(", ".join)
    return st.one_of(
        pieces.map("({})".format),
        pieces.map("[{}]".format),
        st.tuples(pieces, st.sampled_from([":1.2", ": 0.8 ", ":-1", ":1.05"])).map(
            lambda both: f"({both[0]}{both[1]})"
        ),
    )


def prompts() -> st.SearchStrategy[str]:
    """Prompts of everything that people put into them, some of it wrong."""
    tags = st.recursive(_WORDS, _emphasised, max_leaves=6)
    broken = st.sampled_from(["(", ")", "[", "]", ":1.2)", "{", "}", "\\", "(a:1.2.3)", ":0.5"])
    piece = st.one_of(tags, tags, tags, tags, broken)
    return st.lists(st.tuples(piece, _GAPS), max_size=14).map(
        lambda pairs: "".join(part for pair in pairs for part in pair)
    )
