"""Danger's two layers as they are fitted, in PyTorch: the same sums as coachbot/core/danger/nearness.py."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from coachbot.core.danger.nearness import GATHERED, HEADS
from tests.eval.danger_examples import Batch

WIDTH, HIDDEN = 384, 128
LAYERS = (4, 5)  # of the model, from nought: where the trunk ends
DROPPED, DROPPED_AT_THE_END = 0.1, 0.2
PACE, PACE_OF_THE_END = 1.5e-4, 1e-3
DECAY = 0.05
SOFTER = 0.05  # no example is taken for quite certain
OF_KINDS, OF_PERSONS = 0.3, 0.2  # what they count beside danger itself
KINDS_FROM, PERSONS_FROM = 1, 11
Parameters = dict[str, torch.Tensor]


def start(weights: Path, outs: int) -> Parameters:
    """The last two layers of MiniLM from its safetensors file, and an end drawn by chance."""
    stored = _safetensors(weights)
    found: Parameters = {}
    for n, layer in enumerate(LAYERS):
        for name, parts in _PARTS.items():
            at = [f"encoder.layer.{layer}.{part}" for part in parts]
            matrix = torch.cat([stored[f"{part}.weight"].T for part in at], 1) if "norm" not in name else None
            plus = torch.cat([stored[f"{part}.bias"] for part in at])[None]
            found[f"{n}.{name}"] = torch.cat(
                [stored[f"{at[0]}.weight"][None] if matrix is None else matrix, plus]
            )
    found |= {"gather": _by_chance(WIDTH, GATHERED), "hidden": _by_chance(2 * WIDTH, HIDDEN)}
    return found | {"out": _by_chance(HIDDEN, outs)}


_PARTS = {
    "look": [f"attention.self.{part}" for part in ("query", "key", "value")],
    "join": ["attention.output.dense"],
    "join_norm": ["attention.output.LayerNorm"],
    "up": ["intermediate.dense"],
    "down": ["output.dense"],
    "down_norm": ["output.LayerNorm"],
}


def _by_chance(rows: int, columns: int) -> torch.Tensor:
    return (torch.rand(rows + 1, columns) * 2 - 1) / math.sqrt(rows)


def _safetensors(path: Path) -> Parameters:
    raw = path.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    found: Parameters = {}
    for name, entry in json.loads(raw[8:start]).items():
        if entry.get("dtype") == "F32":
            first, last = (start + place for place in entry["data_offsets"])
            numbers = np.frombuffer(raw[first:last], np.float32).reshape(entry["shape"])
            found[name] = torch.from_numpy(numbers.copy())
    return found


def sure(of: Parameters, batch: Batch, dropped: bool) -> torch.Tensor:
    """A row for each text: how near it lies to danger, to each kind, and whose it is."""
    longest = max(map(len, batch.states))
    padded = np.zeros((len(batch.states), longest, WIDTH), np.float32)
    for row, states in zip(padded, batch.states, strict=True):
        row[: len(states)] = states
    there = torch.arange(longest)[None] < torch.tensor([len(each) for each in batch.states])[:, None]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        each = _each(of, torch.from_numpy(padded), there, dropped).float()
    owner = torch.tensor(batch.owner)
    heaviest = torch.full((len(batch.wanted),), -1e9).scatter_reduce(0, owner, each[:, 0], "amax")
    raised = torch.exp(each[:, 0] - heaviest[owner])
    shares = raised / torch.zeros(len(batch.wanted)).index_add(0, owner, raised)[owner]
    return torch.zeros(len(batch.wanted), each.shape[1]).index_add(0, owner, shares[:, None] * each)


def _each(of: Parameters, states: torch.Tensor, there: torch.Tensor, dropped: bool) -> torch.Tensor:
    """The same for each stretch."""
    drop = DROPPED if dropped else 0.0
    states = F.dropout(states, drop)
    for n in range(len(LAYERS)):
        states = _further(of, f"{n}.", states, there, drop)
    weights = _times(states, of["gather"]).masked_fill(~there[..., None], -1e4).softmax(1)
    count, tokens, _ = states.shape
    parts = states.view(count, tokens, GATHERED, WIDTH // GATHERED)
    gathered = (weights[..., None] * parts).sum(1).reshape(count, WIDTH)
    mean = (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)
    at_the_end = DROPPED_AT_THE_END if dropped else 0.0
    row = F.dropout(torch.cat([gathered, mean], 1), at_the_end)
    hidden = F.gelu(_times(row, of["hidden"]), approximate="tanh")
    return _times(F.dropout(hidden, at_the_end), of["out"])


def _further(
    of: Parameters, layer: str, states: torch.Tensor, there: torch.Tensor, drop: float
) -> torch.Tensor:
    count, tokens, _ = states.shape
    seen = _times(states, of[layer + "look"]).view(count, tokens, 3, HEADS, WIDTH // HEADS)
    asked, offered, given = (seen[:, :, n].transpose(1, 2) for n in range(3))
    beside = torch.zeros(count, 1, 1, tokens).masked_fill(~there[:, None, None], -1e4)
    taken = F.scaled_dot_product_attention(asked, offered, given, attn_mask=beside, dropout_p=drop)
    taken = taken.transpose(1, 2).reshape(count, tokens, WIDTH)
    states = _even(states + F.dropout(_times(taken, of[layer + "join"]), drop), of[layer + "join_norm"])
    inside = F.gelu(_times(states, of[layer + "up"]), approximate="tanh")
    return _even(states + F.dropout(_times(inside, of[layer + "down"]), drop), of[layer + "down_norm"])


def _times(rows: torch.Tensor, matrix: torch.Tensor) -> torch.Tensor:
    return rows @ matrix[:-1] + matrix[-1]


def _even(rows: torch.Tensor, norm: torch.Tensor) -> torch.Tensor:
    return F.layer_norm(rows, (WIDTH,), norm[0], norm[1], 1e-12)


def fitted(of: Parameters, rounds: Sequence[Callable[[], Iterator[Batch]]], steps: int) -> Parameters:
    """The parameters, fitted in as many rounds; `steps` is about how many batches there are in all."""
    ends = [of[name].requires_grad_() for name in ("gather", "hidden", "out")]
    inner = [each.requires_grad_() for name, each in of.items() if name[0].isdigit()]
    groups = [{"params": inner, "lr": PACE}, {"params": ends, "lr": PACE_OF_THE_END}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1, (n + 1) / (0.1 * steps)) * max(0.02, 1 - n / steps)
    )
    for each_round in rounds:
        for batch in each_round():
            optimizer.zero_grad()
            _loss(sure(of, batch, dropped=True), torch.from_numpy(batch.wanted)).backward()
            torch.nn.utils.clip_grad_norm_([*inner, *ends], 1.0)
            optimizer.step()
            pace.step()
    return {name: each.detach() for name, each in of.items()}


def _loss(said: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    danger = wanted[:, 0] * (1 - 2 * SOFTER) + SOFTER
    loss = F.binary_cross_entropy_with_logits(said[:, 0], danger)
    known = wanted[:, 0] > 0
    if known.any():
        said, wanted = said[known], wanted[known]
        kinds, persons = slice(KINDS_FROM, PERSONS_FROM), slice(PERSONS_FROM, None)
        loss = loss + OF_KINDS * F.cross_entropy(said[:, kinds], wanted[:, kinds].argmax(1))
        loss = loss + OF_PERSONS * F.cross_entropy(said[:, persons], wanted[:, persons].argmax(1))
    return loss
