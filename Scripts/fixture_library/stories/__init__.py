"""The generated fixtures: each module here writes some, with a function `stories()`. It is found by being here."""

from __future__ import annotations

import importlib
import pkgutil

# How the `generator` in the first line of a fixture starts where one of these modules writes it.
GENERATORS = "Scripts/fixture_library/stories/"


def generated() -> dict[str, str]:
    """What the modules write: the place of each fixture, such as "rfc/handshake.jsonl", and its text."""
    files: dict[str, str] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        for story in importlib.import_module(f"{__name__}.{name}").stories():
            files[f"{story.path}.jsonl"] = story.text(f"{GENERATORS}{name}.py")
    return files
