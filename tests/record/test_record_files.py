"""Where records are found: no file of a folder and no line of a stream is lost without a word."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sarcoguide.knowledge.yaml_reader import MAX_BYTES, Document
from sarcoguide.record.files import find_records, read_stream

ONE, BROKEN = b'{"id": "A", "facts": {}}', b'{"id": "B", "fac'


def told(documents: list[Document]) -> list[str]:
    """Return, for each document, its id or what is wrong with it."""
    return [str(document.data["id"]) if document.data else document.problems[0].what for document in documents]


def streamed(data: bytes) -> list[str]:
    return told(list(read_stream(io.BytesIO(data), "a stream")))


@pytest.mark.parametrize("name", ["r.yaml", "r.YAML", "r.yml", "r.json", "r.JSON", "r.jsonl", "r.NDJSON"])
def test_a_record_is_found_whatever_the_case_of_its_suffix(tmp_path: Path, name: str) -> None:
    """A hospital's system may write its names in capitals."""
    (tmp_path / name).write_bytes(ONE)
    assert ["A"] == told(list(find_records(tmp_path)))


def test_a_link_that_leads_nowhere_is_a_record_that_cannot_be_read(tmp_path: Path) -> None:
    """It stands in the folder, so it is told."""
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    assert ["the file cannot be read: No such file or directory"] == told(list(find_records(tmp_path)))


def test_a_folder_that_cannot_be_read_is_told_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its records would be missing from the answer in silence."""
    (tmp_path / "a.json").write_bytes(ONE)
    (tmp_path / "closed").mkdir()
    real = __import__("os").scandir

    def scandir(path: object) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr("os.scandir", scandir)
    assert ["the folder cannot be read: Permission denied", "A"] == told(list(find_records(tmp_path)))


@pytest.mark.parametrize("text", [b"", b"\n\n"], ids=["empty", "blank lines"])
def test_json_lines_without_a_record_are_an_error(tmp_path: Path, text: bytes) -> None:
    """An export that failed must not look like a hospital without patients."""
    (tmp_path / "r.jsonl").write_bytes(text)
    assert ["the file holds no record"] == told(list(find_records(tmp_path / "r.jsonl")))


def test_no_more_than_one_record_is_ever_read_at_once() -> None:
    """A stream without line breaks, however long, fits in memory."""
    asked: list[int] = []

    class Watched(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            asked.append(-1 if size is None else size)
            return super().readline(size)

    assert 2 == len(list(read_stream(Watched(b"\n".join([ONE, b"x" * (2 * MAX_BYTES)])), "a stream")))
    assert all(0 < size <= MAX_BYTES + 1 for size in asked)


def test_a_line_too_long_to_be_a_record_costs_no_other(tmp_path: Path) -> None:
    """Only its beginning is kept."""
    (tmp_path / "r.jsonl").write_bytes(b"\n".join([ONE, b"x" * (3 * MAX_BYTES), ONE]))
    found = list(find_records(tmp_path / "r.jsonl"))
    assert ["A", f"the record has more than {MAX_BYTES:,} bytes", "A"] == told(found)
    assert [1, 2, 3] == [int(document.where.rsplit(":", 1)[1]) for document in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([ONE, ONE], ["A", "A"], id="two good lines"),
        pytest.param([b"\xef\xbb\xbf" + ONE, b"", ONE], ["A", "A"], id="a byte order mark and a blank line"),
        pytest.param([ONE, b"torn", ONE], ["A", "this is not JSON: Expecting value", "A"], id="the second line is bad"),
        pytest.param(
            [BROKEN, ONE, ONE],
            ["this is not JSON: Invalid control character at", "A", "A"],
            id="the first line is torn",
        ),
        pytest.param([b"{", b' "id": "A"}'], ["A"], id="one JSON text on two lines"),
        pytest.param([b"id: A", b"facts: {}"], ["A"], id="one YAML text"),
        pytest.param([b'{"id": "A",', b' "facts":', b"{}}"], ["A"], id="one JSON text on three lines"),
    ],
)
def test_a_stream_is_json_lines_or_one_text(lines: list[bytes], expected: list[str]) -> None:
    """One bad line of a stream costs no other."""
    assert expected == streamed(b"\n".join(lines))
