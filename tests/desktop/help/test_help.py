"""The Help menu: guide, model card, licences, log and the report, all without a network."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import metadata
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.help import menu as help_report
from desktop.help import window as help_pages
from desktop.help.menu import AboutDialog, ShortcutsDialog
from desktop.help.window import GUIDE, HelpWindow, guide_file
from desktop.settings import LANGUAGES, Language, Settings
from engine import __version__
from tests.desktop.conftest import FakeStore, MakeRig, Rig, make_spec
from tools import translations

WritePhoto = Callable[..., Path]


def entry(rig: Rig, name: str) -> None:
    """Choose an entry of the Help menu."""
    actions = {a.text().replace("&", ""): a for a in rig.window.help_menu.actions()}
    actions[name].trigger()


@pytest.fixture
def window(rig: Rig) -> HelpWindow:
    entry(rig, "User guide")
    return rig.window.help_menu.help


def test_the_menu_offers_all_kinds_of_help(rig: Rig) -> None:
    names = [a.text().replace("&", "") for a in rig.window.help_menu.actions() if a.text()]
    assert names == [
        "Welcome",
        "User guide",
        "Keyboard shortcuts",
        "Model card",
        "Licences",
        "Log",
        "Copy diagnostic report",
        "Clear history…",
        "About AgeLens",
    ]


def test_a_page_for_each_of_the_three_users_and_one_for_a_lesson(window: HelpWindow) -> None:
    assert window.isVisible()
    shown = []
    for row in range(4):
        window.list.setCurrentRow(row)
        shown.append(window.text.toPlainText())
    assert "Drop a photo on the window" in shown[0]
    assert "From a folder to a table" in shown[1]
    assert "A training without any data" in shown[2]
    assert "Minute by minute" in shown[3]
    assert all(len(text) > 1200 for text in shown)
    window.close()


def test_links_stay_inside(window: HelpWindow) -> None:
    window.text.anchorClicked.emit(QUrl("folders.md"))
    assert "From a folder to a table" in window.text.toPlainText()
    before = window.text.toPlainText()
    window.text.anchorClicked.emit(QUrl("https://example.org/"))
    window.text.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert window.text.toPlainText() == before
    window.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", GUIDE)
def test_every_guide_is_whole(page: help_pages.GuidePage, language: str) -> None:
    spoken = next(one for one in LANGUAGES if one == language)
    file = guide_file(page, spoken)
    assert file.parent.name == language, "not translated"
    text = file.read_text("utf-8")
    english = guide_file(page, "en").read_text("utf-8")
    for pattern in (r"!\[.+?\]\((.+?)\)", r"(?<!!)\[.+?\]\((.+?)\)", r"(?m)^(#+) ", r"(?m)^\d\. "):
        # The same pictures, links, headings and steps in every language.
        assert re.findall(pattern, text) == re.findall(pattern, english), pattern
    for picture in re.findall(r"!\[.+?\]\((.+?)\)", text):
        assert not QImage(str(file.parent.parent / picture)).isNull(), picture
        own = file.parent / picture
        assert not own.exists() or not QImage(str(own)).isNull(), own
    for link in re.findall(r"(?<!!)\[.+?\]\((.+?)\)", text):
        assert (file.parent / link).is_file(), link
    assert "http" not in text, "the help needs no network"


def test_the_pictures_are_found(window: HelpWindow) -> None:
    kind = QTextDocument.ResourceType.ImageResource
    found = window.text.loadResource(kind.value, QUrl("images/photos.jpg"))
    assert found is not None
    window.close()


@pytest.mark.parametrize("spoken", ["ru", "kk"])
def test_a_picture_is_that_of_the_language_or_else_the_english_one(
    make_rig: MakeRig, settings: Settings, spoken: Language, tmp_path: Path
) -> None:
    settings.language = spoken
    entry(rig := make_rig(), "User guide")
    window = rig.window.help_menu.help
    kind = QTextDocument.ResourceType.ImageResource.value
    folder = Path(str(files("resources"))) / "guide"
    for name in ("photos", "folder", "review", "webcam"):
        shown = QImage.fromData(window.text.loadResource(kind, QUrl(f"images/{name}.jpg")))
        assert shown == QImage(str(folder / spoken / "images" / f"{name}.jpg"))
        assert shown != QImage(str(folder / "images" / f"{name}.jpg"))
    window.text.setSearchPaths([str(tmp_path), str(folder)])  # a language without pictures
    shown = QImage.fromData(window.text.loadResource(kind, QUrl("images/photos.jpg")))
    assert shown == QImage(str(folder / "images" / "photos.jpg"))
    window.close()


def test_a_page_follows_the_theme(rig: Rig) -> None:
    rig.desktop.theme.choose("light")
    entry(rig, "User guide")
    window = rig.window.help_menu.help

    def link_colour() -> str:
        found = re.search(r"<a href[^>]*><span[^>]*color:(#\w+)", window.text.toHtml())
        assert found is not None
        return found.group(1)

    light = link_colour()
    rig.desktop.theme.choose("dark")
    assert link_colour() != light
    rig.desktop.theme.choose("light")
    assert link_colour() == light
    window.close()


def test_the_guide_is_small() -> None:
    folder = Path(str(files("resources"))) / "guide"
    sizes: dict[str, int] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            language = path.relative_to(folder).parts[0].replace("images", "en")
            sizes[language] = sizes.get(language, 0) + path.stat().st_size
    assert set(sizes) == set(LANGUAGES)
    assert max(sizes.values()) < 300_000


def test_the_model_card_is_that_of_the_model_in_use(rig: Rig) -> None:
    entry(rig, "Model card")
    window = rig.window.help_menu.help
    text = window.text.toPlainText()
    assert "Tiny model" in text
    assert "Not for identifying people" in text
    assert "6.13" in text
    window.close()
    assert help_pages.model_card(None) == "No model is in use."
    assert "a \\| b" in help_pages.model_card(make_spec(title="x", model_id="a | b"))


def test_all_parts_are_listed_with_their_licences(rig: Rig) -> None:
    entry(rig, "Licences")
    window = rig.window.help_menu.help
    text = window.text.toPlainText()
    for name in ("agelens", "PySide6_Essentials", "numpy", "pillow", "ai-edge-litert"):
        assert name.lower().replace("_", "-") in text.lower().replace("_", "-")
    assert "LGPL" in text
    window.text.anchorClicked.emit(QUrl("licence:numpy"))
    assert "Redistribution and use in source and binary forms" in window.text.toPlainText()
    window.text.anchorClicked.emit(QUrl("licence:Python"))
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in window.text.toPlainText().upper()
    window.text.anchorClicked.emit(QUrl("licence:no-such-part"))
    assert "without a licence file" in window.text.toPlainText()
    window.close()


def test_every_part_names_a_licence() -> None:
    found = help_pages.parts()
    names = {one.name.lower() for one in found}
    assert {"agelens", "numpy", "pillow"} <= names
    assert "pytest" not in names, "extras are no part of the program"
    bare = [one.name for one in found if help_pages.licence_of(one) == "–"]
    assert len(bare) <= 2, bare


def test_what_is_not_installed_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    assert help_pages.parts() == []
    assert help_pages.licence_text("numpy") == ""
    assert "Apache License 2.0" in help_pages.licences()


def test_the_log_is_shown_from_its_end(rig: Rig, tmp_path: Path) -> None:
    entry(rig, "Log")
    window = rig.window.help_menu.help
    assert "There is no log file" in window.text.toPlainText()
    (tmp_path / "agelens.log").write_text("begin\n" + f"{'x' * 99}\n" * 3000 + "the end", "utf-8")
    entry(rig, "Log")
    text = window.text.toPlainText()
    assert text.endswith("the end")
    assert "begin" not in text
    window.close()


def texts_of(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def about(rig: Rig) -> AboutDialog:
    entry(rig, "About AgeLens")
    (dialog,) = rig.window.findChildren(AboutDialog)
    return dialog


def test_about_tells_of_the_model_in_use_and_of_the_licences(rig: Rig) -> None:
    dialog = about(rig)
    told = "\n".join(texts_of(dialog))
    assert f"Version {__version__}" in told
    assert "Tiny model (tiny)." in told
    assert "its ages were 6.1 years off on average, and 91 % of its genders" in told
    assert "Program: Apache License 2.0." in told
    dialog.close()


def test_about_without_a_model(make_rig: MakeRig) -> None:
    dialog = about(make_rig(FakeStore()))
    told = "\n".join(texts_of(dialog))
    assert "No model is in use." in told
    assert "Program: Apache License 2.0." in told
    dialog.close()


def test_about_a_model_of_which_nobody_knows_how_good_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    unmeasured = replace(make_spec(), metrics={})
    dialog = AboutDialog(spec=unmeasured, log_file=tmp_path / "agelens.log")
    qtbot.addWidget(dialog)
    told = "\n".join(texts_of(dialog))
    assert "Tiny model (tiny)." in told
    assert "years off" not in told


def test_the_log_file_is_found_from_about(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = about(rig)
    buttons = {one.accessibleName(): one for one in dialog.findChildren(QPushButton)}
    buttons["Open the folder of the log file"].click()
    assert opened == [QUrl.fromLocalFile(str(tmp_path))]
    buttons["Copy the path of the log file"].click()
    assert QGuiApplication.clipboard().text() == str(tmp_path / "agelens.log")
    dialog.close()


def test_a_menu_without_keys_has_no_heading_among_the_keys(qtbot: QtBot) -> None:
    with_key, without = QAction("&Open…"), QAction("Close")
    with_key.setShortcut("Ctrl+O")
    sheet = ShortcutsDialog({"file": [with_key, None, without], "edit": [without]}, others=())
    qtbot.addWidget(sheet)
    assert [text for text in texts_of(sheet) if text] == ["File", "Open", "Ctrl+O"]


def test_the_report_tells_versions_but_nothing_of_anybody(
    rig: Rig, write_photo: WritePhoto, tmp_path: Path
) -> None:
    rig.open(write_photo("grandmother.jpg"))
    rig.desktop.settings.last_folder = tmp_path / "holidays"
    rig.desktop.settings.reviewer = "Ada Example"
    entry(rig, "Copy diagnostic report")
    text = QGuiApplication.clipboard().text()
    assert f"AgeLens {__version__}" in text
    assert "PySide6" in text
    assert "Theme: system; language: system" in text
    assert "one of the user's own" in text
    for private in ("grandmother", "holidays", "Ada", str(tmp_path), str(Path.home()), "tiny"):
        assert private not in text, private
    assert "copied" in rig.recorder.said[-1]


def test_the_report_without_a_model(settings: Settings, qapp: object) -> None:
    text = help_report.report(settings=settings, spec=None, models=())
    assert "Model in use: none; models: 0" in text
    shipped = make_spec("combined")
    text = help_report.report(settings=settings, spec=shipped, models=(shipped,))
    assert "Model in use: combined (combined, 32 px" in text


ROOT = Path(__file__).parents[3]
USER_DOCS = [ROOT / "README.md", *(ROOT / "docs" / f"{name}.md" for name in ("folder", "webcam"))]


def quoted_names(page: Path) -> list[str]:
    """What a page sets in italics, each entry of a menu path by itself; not its subtitle."""
    lines = page.read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not re.fullmatch(r"\*[^*]+\*", line))
    found = re.findall(r"(?<![*\w])\*(?!\s)([^*]+?)\*(?!\*)", text)
    return [name for one in found for name in " ".join(one.split()).split(" → ")]


def as_on_screen(text: str) -> str:
    """A label without its mark for the keyboard and its ellipsis; "#" for what is filled in."""
    return re.sub(r"\{\w+\}|\d+", "#", text.replace("&", "").removesuffix("…"))


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_names_quoted_in_the_guide_are_on_screen(spoken: Language) -> None:
    shown = set[str]()
    for one in translations.read(translations.ts_file("ru" if spoken == "en" else spoken)):
        shown.update([one.source] if spoken == "en" else one.translations)
    labels = {as_on_screen(text) for text in shown}
    guide = [guide_file(page, spoken) for page in GUIDE]
    pages = [*guide, *USER_DOCS] if spoken == "en" else guide
    quoted = {(page.name, name) for page in pages for name in quoted_names(page)}
    assert len(quoted) > 15
    assert {one for one in quoted if as_on_screen(one[1]) not in labels} == set()


def typed(window: HelpWindow, text: str) -> None:
    window.search.setFocus()
    window.search.selectAll()
    QTest.keyClicks(window.search, text)


def listed_pages(window: HelpWindow) -> list[str]:
    items = [window.list.item(row) for row in range(window.list.count())]
    return [item.text() for item in items if not item.isHidden()]


def test_the_help_is_searched_page_by_page(window: HelpWindow) -> None:
    everything = listed_pages(window)
    typed(window, "reviewer AGREEMENT")
    assert listed_pages(window) == ["Labelling folders"]
    assert window.text.textCursor().selectedText().casefold() == "reviewer agreement"
    window.search.clear()
    assert listed_pages(window) == everything
    typed(window, "slideshow")
    assert listed_pages(window)[0] == "Photos and webcam"
    first = window.text.textCursor().position()
    QTest.keyClick(window.search, Qt.Key.Key_Return)  # there is no other place on any page
    assert window.text.textCursor().position() == first
    typed(window, "photo")
    places = set()
    for _ in range(60):
        QTest.keyClick(window.search, Qt.Key.Key_Return)
        places.add(window.list.currentRow())
    assert len(places) > 1  # on to the next page at the end of one


def test_what_is_nowhere_is_said(window: HelpWindow) -> None:
    typed(window, "xyzzy")
    assert listed_pages(window) == []
    assert window.found.text() == "Not found: xyzzy"
    assert window.text.toPlainText()  # the page of before stays
    typed(window, "face")
    assert not window.found.isVisible()


def test_markup_is_not_searched(window: HelpWindow) -> None:
    typed(window, "images/photos.jpg")
    assert "Photos and webcam" not in listed_pages(window)


def test_the_key_for_search_leads_to_the_field(window: HelpWindow) -> None:
    window.activateWindow()
    window.text.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()


def test_escape_empties_the_search_and_then_closes_the_help(window: HelpWindow) -> None:
    everything = listed_pages(window)
    typed(window, "slideshow")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert window.isVisible()
    assert listed_pages(window) == everything
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_model_card_has_no_raw_keys() -> None:
    spec = replace(
        make_spec(),
        metrics={
            "test_faces": 1200.0,
            "test_range_coverage": 0.8,
            "test_age_mae_years": 5.4321,
            "val_age_out_loss": 1.0,
        },
    )
    card = help_pages.model_card(spec)
    assert "test_" not in card
    assert "val_" not in card
    assert "share whose age is in the range | 80.0 % |" in card
    assert "| 1,200 |" in card
    assert "| 5.43 |" in card


@pytest.mark.parametrize(
    ("created", "shown"),
    [("2026-11-29T12:08:03+00:00", "11/29/26"), ("in autumn", "| in autumn |"), ("", "| – |")],
)
def test_a_model_card_writes_its_date_as_the_user_does(created: str, shown: str) -> None:
    card = help_pages.model_card(replace(make_spec(), created=created))
    assert shown in card
    assert "T12:08" not in card
