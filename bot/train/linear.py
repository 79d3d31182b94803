"""Teaches the linear fallback: hashed words and letter runs, weights as whole numbers, one file in safetensors layout."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rules.score.clean import cleaned
from rules.score.features import buckets, words
from rules.score.linear import WINDOW

BUCKETS = 1 << 16
EPOCHS, BATCH, RATE = 4, 256, 0.02

Row = tuple[str, Mapping[str, float]]
"""A text and what is known of it: 1 or 0 by head; a head left out is not known."""


def fit(rows: Sequence[Row], heads: Sequence[str], seed: int) -> bytes:
    """The bytes of `linear.safetensors`. Same rows, same seed, same machine: same bytes. Needs torch."""
    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits as loss_of

    torch.manual_seed(seed)
    seen = [buckets(words(cleaned(text))[:WINDOW], BUCKETS) or [0] for text, _ in rows]
    truth = torch.tensor([[known.get(head, float("nan")) for head in heads] for _, known in rows])
    table = torch.nn.EmbeddingBag(BUCKETS, len(heads), mode="sum", sparse=True)
    torch.nn.init.zeros_(table.weight)
    bias = torch.zeros(len(heads), requires_grad=True)
    steps = (torch.optim.SparseAdam(table.parameters(), lr=RATE), torch.optim.Adam([bias], lr=RATE))
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(rows)).split(BATCH):
            hit = [seen[at] for at in batch.tolist()]
            ids = torch.tensor([bucket for one in hit for bucket in one])
            starts = torch.tensor([0, *(len(one) for one in hit[:-1])]).cumsum(0)
            shares = torch.tensor([len(one) ** -0.5 for one in hit for _ in one])
            given = truth[batch]
            known = ~given.isnan()
            raw = table(ids, starts, per_sample_weights=shares) + bias
            loss = loss_of(raw[known], given[known])
            for step in steps:
                step.zero_grad()
            loss.backward()
            for step in steps:
                step.step()
    return packed(table.weight.detach().numpy(), bias.detach().numpy())


def packed(weights: Any, bias: Any) -> bytes:
    """Weights (bucket by head) and bias, as numpy arrays, in safetensors layout; each head has a scale of its own."""
    import numpy as np

    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9).astype("<f8") / 127
    arrays = {
        "bias": ("F64", np.asarray(bias, dtype="<f8")),
        "scale": ("F64", scale),
        "weights": ("I8", np.round(weights / scale).astype("int8")),
    }
    header: dict[str, object] = {}
    body = b""
    for name, (kind, array) in arrays.items():
        header[name] = {"dtype": kind, "shape": array.shape, "data_offsets": (len(body), len(body) + array.nbytes)}
        body += array.tobytes()
    told = json.dumps(header).encode()
    return len(told).to_bytes(8, "little") + told + body
