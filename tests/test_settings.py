"""Preferences survive a restart, a damaged file and a version from the future."""

import json
from dataclasses import fields

import pytest

from planner import settings
from planner.settings import CHOICES, Settings


def test_without_a_file_the_defaults_hold(tmp_path):
    assert settings.load(tmp_path) == Settings()


def test_what_is_kept_is_loaded(tmp_path):
    kept = Settings(language="zh", theme="dark", scale=115, density="compact", last_plan="/plans/a.brightroad")
    settings.save(kept, tmp_path / "config")
    assert settings.load(tmp_path / "config") == kept


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"theme": ', "\x00\x01", '"dark"'])
def test_a_damaged_file_gives_the_defaults(tmp_path, content):
    (tmp_path / "settings.json").write_text(content, "utf-8")
    assert settings.load(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("theme", "neon"), ("scale", "100"), ("scale", 101), ("language", "xx"), ("scale", True), ("density", None)],
)
def test_a_value_that_does_not_fit_is_left_out_and_the_others_hold(tmp_path, name, value):
    (tmp_path / "settings.json").write_text(json.dumps({"last_plan": "kept", name: value}), "utf-8")
    loaded = settings.load(tmp_path)
    assert getattr(loaded, name) == getattr(Settings(), name)
    assert loaded.last_plan == "kept"


def test_what_a_newer_version_keeps_beside_stays(tmp_path):
    (tmp_path / "settings.json").write_text('{"of_the_future": [1, 2], "theme": "dark"}', "utf-8")
    settings.save(settings.load(tmp_path), tmp_path)
    assert json.loads((tmp_path / "settings.json").read_text("utf-8"))["of_the_future"] == [1, 2]


def test_a_refused_write_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    settings.save(Settings(theme="dark"), tmp_path)

    def refuse(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(settings.os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        settings.save(Settings(theme="light"), tmp_path)
    assert settings.load(tmp_path).theme == "dark"
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_every_choice_is_a_field_whose_default_is_among_it():
    names = {field.name for field in fields(Settings)}
    for name, values in CHOICES.items():
        assert name in names
        assert getattr(Settings(), name) in values
