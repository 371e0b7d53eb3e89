"""The referee: the CQL libraries translated and executed by implementations that are not ours, in a process of Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from sarcoguide.engines.cql.libraries import Libraries
from sarcoguide.engines.cql.views import EVERYTHING, FRESH, STATUSES

HERE = Path(__file__).parent
#: Where npm installs what the referee needs.
PACKAGES = HERE / "node_modules"


def absent() -> str | None:
    """Return why the referee cannot be asked, or None."""
    if shutil.which("node") is None:
        return "node is not installed"
    if not all((PACKAGES / name).is_dir() for name in ("cql-execution", "@cqframework/cql")):
        return "the packages of the referee are not installed (make referee)"
    return None


class RefereeError(Exception):
    """The libraries could not be translated, or a patient could not be judged."""


class Referee:
    """Judges one patient after another; the libraries are translated when it is opened.

    Args:
        libraries: the libraries.
        texts: other texts for them.

    Raises:
        RefereeError: they cannot be translated.
    """

    def __init__(self, libraries: Libraries, texts: Mapping[str, str] | None = None) -> None:
        self._process = subprocess.Popen(
            ["node", str(HERE / "referee.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        shown = {FRESH: libraries.fresh.shown(), EVERYTHING: libraries.everything.shown()}
        opening = {"libraries": texts or libraries.texts(), "main": libraries.prefix + STATUSES, "shown": shown}
        try:
            self._ask(opening)
        except RefereeError:
            self.close()
            raise

    def statuses(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Return every definition of the last library: the status of each option."""
        found: dict[str, Any] = self.judged(parameters)["main"]
        return found

    def judged(self, parameters: Mapping[str, Any], show: Iterable[str] = ()) -> dict[str, Any]:
        """Return the statuses under `main`, and under `shown` the definitions of the views that are asked for.

        Raises:
            RefereeError: the engine refused.
        """
        return self._ask({"parameters": parameters, "show": list(show)})

    def _ask(self, question: Mapping[str, Any]) -> dict[str, Any]:
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        try:
            asked.write(json.dumps(question) + "\n")
            asked.flush()
            line = answers.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise RefereeError("the referee ended without an answer")
        answer: dict[str, Any] = json.loads(line)
        if "errors" in answer:
            raise RefereeError("\n".join(answer["errors"]))
        return answer

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def __enter__(self) -> Referee:
        """Return the referee, which is open already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()
