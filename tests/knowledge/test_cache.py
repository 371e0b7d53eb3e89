"""A checked guideline is kept on disk: read back as it was, and never when anything about it has changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sarcoguide.errors import GuidelineError
from sarcoguide.knowledge import Guideline, cache, load_guideline
from sarcoguide.planning import make_plan
from sarcoguide.record import read_record
from tests.helpers import TINY


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to keep guidelines in."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Return a small guideline of its own."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def never(_self: object) -> None:
    """Stand for a reader that must not be asked."""
    raise AssertionError("the files were read")


def kept(place: Path) -> list[Path]:
    """Return the files that are kept."""
    return sorted(place.glob(f"*{cache.SUFFIX}"))


# --- read back -----------------------------------------------------------------------------------------------


def test_a_guideline_that_was_loaded_before_is_not_read_again(
    place: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second process finds it checked."""
    first = load_guideline(tiny)
    monkeypatch.setattr("sarcoguide.knowledge.guideline.read_library", never)
    assert load_guideline(tiny).content_hash == first.content_hash
    assert len(kept(place)) == 1


@pytest.mark.usefixtures("place")
def test_a_guideline_read_back_gives_the_same_plan() -> None:
    """Of every example patient, in every word and trace."""
    own = load_guideline(anew=True)
    cache.kept(own.folder, own.content_hash, lambda: own)

    def missing() -> Guideline:
        raise AssertionError("it was not kept")

    back = cache.kept(own.folder, own.content_hash, missing)
    for patient in own.patients.values():
        assert make_plan(read_record(patient, back), back) == make_plan(read_record(patient, own), own)


# --- and when not --------------------------------------------------------------------------------------------


def test_a_changed_file_is_read(place: Path, tiny: Path) -> None:
    """A comment is enough."""
    first = load_guideline(tiny)
    with (tiny / "guideline.yaml").open("a") as file:
        file.write("# changed\n")
    assert load_guideline(tiny).content_hash != first.content_hash
    assert len(kept(place)) == 2


@pytest.mark.usefixtures("place")
def test_a_file_that_was_broken_since_is_refused(tiny: Path) -> None:
    """What is kept was sound; what stands there now is not."""
    load_guideline(tiny)
    (tiny / "guideline.yaml").write_text("id: [")
    with pytest.raises(GuidelineError):
        load_guideline(tiny)


def test_another_code_reads_the_files_again(place: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new release may understand them otherwise."""
    load_guideline(tiny)
    monkeypatch.setattr(cache, "CODE", cache.CODE / "language")
    load_guideline(tiny)
    assert len(kept(place)) == 2


@pytest.mark.usefixtures("place")
def test_check_reads_the_files_themselves(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it says is said of them."""
    load_guideline(tiny)
    monkeypatch.setattr("sarcoguide.knowledge.guideline.read_library", never)
    with pytest.raises(AssertionError, match="were read"):
        load_guideline(tiny, anew=True)


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05N."], ids=["empty", "damaged", "nothing in it"])
def test_what_cannot_be_read_back_is_read_from_the_files(place: Path, tiny: Path, content: bytes) -> None:
    """And kept anew."""
    load_guideline(tiny)
    kept(place)[0].write_bytes(content)
    assert load_guideline(tiny).content_hash
    assert kept(place)[0].read_bytes() != content


@pytest.mark.parametrize("mode", [0o777, 0o770])
def test_a_folder_that_others_can_write_to_is_not_trusted(
    place: Path, tiny: Path, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read back is run: another user could have put it there."""
    load_guideline(tiny)
    os.chmod(place, mode)
    monkeypatch.setattr("sarcoguide.knowledge.guideline.read_library", never)
    with pytest.raises(AssertionError, match="were read"):
        load_guideline(tiny)


def test_nothing_is_kept_where_that_is_switched_off(
    tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`SARCOGUIDE_CACHE=off`."""
    monkeypatch.setenv(cache.VARIABLE, cache.OFF)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    load_guideline(tiny)
    assert not (tmp_path / "cache").exists()


def test_a_disk_that_takes_nothing_is_no_reason_to_fail(
    tmp_path: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").touch()
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "cache"))
    assert load_guideline(tiny).content_hash


def test_only_the_guidelines_used_last_are_kept(place: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk must not fill up."""
    monkeypatch.setattr(cache, "KEPT", 2)
    settings = (tiny / "settings.yaml").read_text()
    for number in range(4):
        (tiny / "settings.yaml").write_text(f"# {number}\n{settings}")
        load_guideline(tiny)
    assert len(kept(place)) == 2
