"""Languages: every string is translated, files and sources agree, the switch is remembered."""

from __future__ import annotations

import ast
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image as PillowImage
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.i18n import language
from desktop.i18n import text as wording
from desktop.i18n.backend_messages import SENTENCES, error_text, spoken
from desktop.settings import LANGUAGES, Language, LanguageChoice, Settings
from engine.errors import ImageError, ModelError
from engine.images import read_photo
from engine.results import Estimate
from tests.desktop.conftest import MakeRig, Rig
from tests.desktop.training.test_setup import open_tab
from tests.desktop.training.training_fakes import begin
from tools import translations as language_files
from tools.translations import Message, ts_file

ROOT = Path(__file__).parents[3]
FOREIGN: tuple[Language, ...] = ("ru", "kk")
# What no language says in another way: names, formats, signs.
ALIKE = re.compile(
    r"(AgeLens|JPEG|PNG|TIFF|WebP|JSON Lines|SHA-256|Dropout \{0\}|\{low\}–\{high\}.*|.{0,2}"
    r"|\{0\} (\(\{1\}\)\.|× \{1\})|\{rater\}: \{said\})"
)


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[object]:
    """``speak("ru")``: everything that is built from now on; English again afterwards."""

    def install(choice: LanguageChoice) -> Language:
        return language.install(qapp, choice)

    yield install
    language.install(qapp, "en")


def messages(spoken_language: Language) -> list[Message]:
    return list(language_files.read(ts_file(spoken_language)))


@pytest.mark.parametrize("foreign", LANGUAGES)
def test_nothing_is_untranslated(foreign: Language) -> None:
    missing = [
        one.key for one in messages(foreign) if not one.finished or not all(one.translations)
    ]
    assert missing == [], "translate these; docs/translating.md says how"


@pytest.mark.parametrize("foreign", FOREIGN)
def test_translations_are_in_their_language(foreign: Language) -> None:
    said = messages(foreign)
    assert len(said) > 800
    same = [
        one.source
        for one in said
        if one.translations[0] == one.source and not ALIKE.fullmatch(one.source)
    ]
    assert same == []


def places(text: str) -> Counter[str]:
    """What is filled in later: {0}, {name}, %1, %n."""
    return Counter(re.findall(r"\{\w*\}|%L?[\dn]", text))


@pytest.mark.parametrize("foreign", LANGUAGES)
def test_places_are_the_same(foreign: Language) -> None:
    for one in messages(foreign):
        for translation in one.translations:
            # A plural form may leave the number out: "one photo".
            wanted, found = places(one.source), places(translation)
            assert found == wanted or (one.plural and found <= wanted), one.key


@pytest.mark.parametrize("foreign", FOREIGN)
def test_menus_and_endings_are_kept(foreign: Language) -> None:
    """A menu entry keeps its letter, a title its ellipsis, a file filter its patterns."""
    for one in messages(foreign):
        (translation, *_) = one.translations
        assert ("&" in one.source) == ("&" in translation), one.source
        assert one.source.endswith("…") == translation.endswith("…"), one.source
        assert one.source[:1].isspace() == translation[:1].isspace(), one.source
        assert one.source[-1:].isspace() == translation[-1:].isspace(), one.source
        patterns = re.findall(r"\*\.\w+|;;", one.source)
        assert re.findall(r"\*\.\w+|;;", translation) == patterns, one.source


@pytest.mark.parametrize("foreign", FOREIGN)
def test_no_two_menus_share_a_letter(foreign: Language) -> None:
    bar = ("&File", "&Edit", "&View", "&Model", "&Help")
    said = {one.source: one.translations[0] for one in messages(foreign) if one.source in bar}
    letters = [re.findall(r"&(\w)", said[source])[0].lower() for source in bar]
    assert len(set(letters)) == len(bar), letters


def test_the_files_know_every_string_of_the_sources(tmp_path: Path) -> None:
    """A string that was changed or added fails here: run ``python -m tools.translations``."""
    for one in LANGUAGES:
        shutil.copy(ts_file(one), tmp_path)
        language_files.collect(one, tmp_path)
        fresh = {message.key for message in language_files.read(ts_file(one, tmp_path))}
        assert {message.key for message in messages(one)} == fresh


def test_no_string_is_hidden_from_the_collector() -> None:
    """It does not look into f-strings, and takes nothing but literals."""
    known = {one.source for one in messages("ru")}
    hidden = []
    for path in (ROOT / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name not in ("tr", "translate", "QT_TRANSLATE_NOOP"):
                continue
            said = node.args[0 if name == "tr" else 1]
            if isinstance(said, ast.Constant) and said.value not in known:
                hidden.append(f"{path.name}:{node.lineno}: {said.value}")
    assert hidden == []


def test_the_program_reads_what_translators_wrote(tmp_path: Path) -> None:
    for one in LANGUAGES:
        shutil.copy(ts_file(one), tmp_path)
        made = language_files.release(one, tmp_path)
        assert made.read_bytes() == ts_file(one).with_suffix(".qm").read_bytes()


def test_sentences_from_below_are_those_of_the_sources() -> None:
    """What ``backend_messages`` lists must be said, letter by letter, in engine or training."""
    said = {
        text for part in ("engine", "training", "desktop") for text in sentences_in(ROOT / part)
    }
    for source in SENTENCES:
        assert any(source in text for text in said), source


def sentences_in(folder: Path) -> Iterator[str]:
    """The string literals of all sources; what is filled in as {}."""
    for path in folder.rglob("*.py"):
        if path.name == "backend_messages.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    part.value if isinstance(part, ast.Constant) else "{}" for part in node.values
                )


def test_sentences_from_below_are_translated(speak: object) -> None:
    reason = "This file is empty. Received: {a}.jpg"
    assert spoken(reason, of_file=True) == "This file is empty. File: {a}.jpg"
    assert spoken("Nobody has translated this. Received: 1") == (
        "Nobody has translated this. Details: 1"
    )
    assert callable(speak)
    speak("ru")
    assert spoken(reason, of_file=True) == "Этот файл пуст. Файл: {a}.jpg"
    error = ModelError("The model's file {name} is missing.", received="{a}", name="a.tflite")
    assert error_text(error) == "Файла модели a.tflite нет. Подробности: {a}"
    assert error_text(ModelError("Is {a} missing?")) == "Is {a} missing?"
    assert spoken("Nobody has translated this.") == "Nobody has translated this."


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (["kk-KZ", "ru-RU"], "kk"),
        (["kk-Cyrl-KZ"], "kk"),
        (["de-DE", "ru", "en-GB"], "ru"),
        (["ru_RU.UTF-8"], "ru"),
        (["de-DE", "fr"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_system_decides_until_somebody_chooses(wishes: list[str], expected: Language) -> None:
    assert language.resolve("system", wishes) == expected
    assert language.resolve("kk", wishes) == "kk"


def test_a_broken_file_leaves_english(
    speak: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert callable(speak)
    monkeypatch.setattr(language, "files", lambda _: tmp_path)
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "agelens_ru.qm").write_bytes(b"not a translation")
    assert speak("ru") == "ru"
    assert wording.gender(Estimate(30.0, 0.97, "female")).startswith("female")


def test_the_window_speaks_what_was_chosen(
    speak: object, make_rig: MakeRig, settings: Settings
) -> None:
    assert callable(speak)
    for choice, title, gender in (("ru", "Фото", "мужской"), ("kk", "Фото", "ер")):
        speak(choice)
        rig = make_rig()
        assert rig.window.tabs.tabText(0) == title
        menus = [action.text().replace("&", "") for action in rig.window.menuBar().actions()]
        assert "File" not in menus
        assert wording.gender(Estimate(30.0, 0.02, "male")).startswith(gender)
        rig.desktop.close()


def test_the_switch_is_remembered_and_says_when(rig: Rig) -> None:
    menu = rig.window.language_menu
    entries: dict[str, QAction] = {action.data(): action for action in menu.actions()}
    assert list(entries) == ["system", "en", "ru", "kk"]
    assert [entries[key].text() for key in LANGUAGES] == ["English", "Русский", "Қазақша"]
    assert entries["system"].isChecked()
    entries["kk"].trigger()
    assert Settings(rig.desktop.settings.path).language == "kk"
    box = rig.window.findChild(QMessageBox)
    assert box is not None
    assert "қазақша" in box.text()
    box.close()


def test_another_language_needs_one_click(rig: Rig) -> None:
    """The window closes, and what is open is kept for the one that follows it."""
    menu = rig.window.language_menu
    next(action for action in menu.actions() if action.data() == "ru").trigger()
    box = rig.window.findChild(QMessageBox)
    assert box is not None
    assert rig.desktop.to_reopen is None
    restart = next(one for one in box.buttons() if one.text() == "Перезапустить")
    restart.click()
    rig.qtbot.waitUntil(lambda: rig.desktop.to_reopen is not None)
    assert not rig.window.isVisible()


def want_restart(rig: Rig) -> None:
    """Choose Russian, and to have it at once."""
    menu = rig.window.language_menu
    next(action for action in menu.actions() if action.data() == "ru").trigger()
    box = rig.window.findChild(QMessageBox)
    assert box is not None
    next(one for one in box.buttons() if one.text() == "Перезапустить").click()
    rig.qtbot.waitUntil(lambda: rig.desktop.training_tab.question is not None)
    rig.qtbot.waitUntil(lambda: rig.window.findChild(QMessageBox) is None)


def test_another_language_during_a_training(rig: Rig) -> None:
    """Whoever keeps training keeps the window; whoever leaves it gets the next one all the same."""
    page = open_tab(rig)
    begin(rig, page)
    want_restart(rig)
    assert page.closing.question is not None
    page.closing.question.stay.click()
    assert rig.window.isVisible()
    want_restart(rig)
    assert page.closing.question is not None
    assert rig.desktop.to_reopen is None
    page.closing.question.leave.click()
    assert not rig.window.isVisible()
    assert rig.desktop.to_reopen is not None


def test_the_language_of_the_window_needs_no_restart(rig: Rig) -> None:
    entries = {action.data(): action for action in rig.window.language_menu.actions()}
    entries["ru"].trigger()
    box = rig.window.findChild(QMessageBox)
    assert box is not None
    box.reject()
    rig.qtbot.waitUntil(lambda: rig.window.findChild(QMessageBox) is None)
    entries["system"].trigger()
    assert rig.window.findChild(QMessageBox) is None
    assert Settings(rig.desktop.settings.path).language == "system"


@pytest.mark.parametrize("damage", ["truncated", "no picture"])
def test_what_a_photo_is_refused_for_is_said_in_the_windows_language(
    damage: str, tmp_path: Path, speak: Callable[[LanguageChoice], Language]
) -> None:
    """Also a sentence that reaches its error through a variable or two."""
    path = tmp_path / "photo.png"
    PillowImage.new("RGB", (64, 64), "red").save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage == "truncated" else b"no picture")
    with pytest.raises(ImageError) as caught:
        read_photo(path)
    speak("ru")
    said, _, about = error_text(caught.value).partition(" Файл: ")
    assert about.startswith("photo.png")
    assert re.search(r", \d+ байта?(,|$)", about)
    assert not re.search("[A-Za-z]", said.replace("AgeLens", ""))
