"""File names that every system takes."""

from __future__ import annotations

import pytest

from engine.export.crops import photo_key, safe_name, stem_and_suffix


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IMG_1", "IMG_1"),
        ("größe 年齢 🙂", "größe 年齢 🙂"),
        ('a<b>c:d"e/f\\g|h?i*j', "a_b_c_d_e_f_g_h_i_j"),
        ("new\nline\x00\x7f", "new_line__"),
        ("trailing. . ", "trailing"),
        ("  lead", "lead"),
        ("CON", "_CON"),
        ("con.tar", "_con.tar"),
        ("Lpt1", "_Lpt1"),
        ("COM¹", "_COM¹"),
        ("console", "console"),
        ("com10", "com10"),
        ("", "_"),
        ("...", "_"),
        (".hidden", "_.hidden"),
        ("-rf", "_-rf"),
        ("odd \udcff", "odd _"),
    ],
)
def test_names_that_every_system_takes(text: str, expected: str) -> None:
    assert safe_name(text) == expected


def test_long_names_are_cut_between_letters() -> None:
    name = safe_name("ü" * 300)
    assert set(name) == {"ü"}
    assert len(name.encode()) <= 120


def test_stem_and_suffix() -> None:
    assert stem_and_suffix("x/a.b.JPG") == ("a.b", ".JPG")
    assert stem_and_suffix("noend") == ("noend", "")
    assert stem_and_suffix("aux.jpg") == ("_aux", ".jpg")
    assert photo_key("x/a.jpg") != photo_key("y/a.jpg")
