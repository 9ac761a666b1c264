"""The address of a cluster among the options of a folder's job, and what is promised then."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.folder.scan_options import ScanOptions, keep_scan_options, scan_options_of
from desktop.folder.setup_page import FolderSetupPage
from engine.project import Project


@pytest.fixture
def page(qtbot: QtBot) -> FolderSetupPage:
    made = FolderSetupPage()
    qtbot.addWidget(made)
    made.show_model("A model", loading=False)
    return made


def test_without_an_address_photos_stay_here(page: FolderSetupPage) -> None:
    assert page.promise.text() == "On this computer. Photos and video never leave it."
    assert not page.others.opened
    assert page.start.isEnabled()
    page.cluster.setText("local:2")
    assert "never leave it" in page.promise.text()
    assert page.start.isEnabled()


def test_the_promise_is_what_holds(page: FolderSetupPage) -> None:
    page.cluster.setText(" tls://lab.example:8786 ")
    assert "read the photos from the folder, so the photos leave this one" in page.promise.text()
    assert page.options.cluster == "tls://lab.example:8786"
    page.send.setChecked(True)
    assert "the photos are sent to its computers" in page.promise.text()
    assert "never" not in page.promise.text()


def test_a_port_of_this_computer_may_lead_to_others(page: FolderSetupPage) -> None:
    page.cluster.setText("tcp://localhost:8786")
    assert page.promise.text().endswith("leave this computer unless the workers run on it.")
    page.send.setChecked(True)
    assert page.promise.text().endswith("leave this computer unless the workers run on it.")


def test_plain_tcp_must_be_allowed(page: FolderSetupPage) -> None:
    page.cluster.setText("tcp://10.0.0.1:8786")
    assert page.note.startswith("Plain TCP to another computer is refused")
    assert not page.start.isEnabled()
    page.insecure.setChecked(True)
    assert page.note == ""
    assert page.start.isEnabled()
    page.cluster.setText("somewhere")
    assert page.note.startswith("A cluster's address looks like")
    assert not page.start.isEnabled()


def test_a_project_remembers_the_address_but_not_what_was_risked(tmp_path: Path) -> None:
    options = ScanOptions(cluster="tcp://10.0.0.1:8786", insecure=True, send=True)
    with Project.open(tmp_path / "p.agelens") as project:
        keep_scan_options(project, options)
        found = scan_options_of(project)
    assert found == ScanOptions(cluster="tcp://10.0.0.1:8786", send=True)


def test_options_are_shown_again(page: FolderSetupPage) -> None:
    options = ScanOptions(cluster="tls://lab.example:8786", send=True)
    page.set_options(options)
    assert page.others.opened
    assert page.options == options
