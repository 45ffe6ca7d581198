"""Verdicts as work: marked replies as cases that the tests run, better wordings as patches to prompts/.

Everything bears the id of its transcript, by which it is found again when that is taken back.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence

from coachbot.core.wordings import Wording, proposed, said_with
from coachbot.reviews.values import Leak, Marked

CASES, LEAKS = "cases.jsonl", "leaks.jsonl"


def case_line(marked: Marked) -> str:
    """A marked reply with what the person had said by then; the tests say it again and look at the answer."""
    return json.dumps(
        {
            "id": f"{marked.transcript}:{marked.n}",
            "said": list(marked.said),
            "replies": list(marked.replies),
            "verdict": marked.verdict.value,
            "reason": marked.reason,
            "better": marked.better,
            "step": marked.step,
            "prompts": marked.prompts,
        },
        ensure_ascii=False,
    )


def leak_line(leak: Leak) -> str:
    """A synthetic leak: made-up words where the real ones were, and where they are to be found."""
    found = {"start": leak.start, "end": leak.end, "kind": leak.kind}
    return json.dumps(
        {"id": f"{leak.transcript}:leak{leak.id}", "text": leak.text, "entities": [found]}, ensure_ascii=False
    )


def proposals(
    marked: Iterable[Marked], known: Sequence[Wording], files: Mapping[str, str]
) -> Mapping[str, str]:
    """Patches to prompts/, each with a name of its own: id of the transcript and number of the reply."""
    found: dict[str, str] = {}
    for each in marked:
        patch = _patch(each, known, files) if each.better else None
        if patch:
            found[f"{each.transcript}-{each.n}.patch"] = patch
    return found


def _patch(marked: Marked, known: Sequence[Wording], files: Mapping[str, str]) -> str | None:
    for reply in marked.replies:
        wording = said_with(reply, known)
        if wording is not None:
            better = proposed(wording, reply, marked.better)
            return _diff(wording, files[wording.file], better, marked)
    return None


def _diff(wording: Wording, text: str, better: str | None, marked: Marked) -> str:
    """The wording replaced where it is all that was said; else a remark above it, for whoever edits."""
    lines = text.splitlines(keepends=True)
    at, height = wording.line - 1, wording.source.count("\n") + 1
    if better is not None:
        new = [*lines[:at], *(f"{line}\n" for line in better.splitlines()), *lines[at + height :]]
    else:
        remark = " ".join(marked.better.split())
        new = [*lines[:at], f"# A coach would rather say: {remark}\n", *lines[at:]]
    path = f"prompts/{wording.file}"
    return "".join(difflib.unified_diff(lines, new, f"a/{path}", f"b/{path}"))
