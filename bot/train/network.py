"""The network: MiniLM's six layers (Wang and others 2020), mean and maximum over the tokens, one linear layer for all heads.

torch is needed to train only, so it is imported here, when a network is made.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

HIDDEN, ATTENTION, LAYERS = 384, 12, 6
WORDS, POSITIONS = 30_522, 512
MASKED = -1e4


def network(heads: int, *, words: int = WORDS, drop: float = 0.1) -> Any:  # long: one network, read as one
    """An untaught network: (batch, tokens) -> (batch, heads), from token numbers and which of them are real."""
    import torch
    from torch import nn
    from torch.nn import functional

    class Layer(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            for name in "qkvo":
                setattr(self, name, nn.Linear(HIDDEN, HIDDEN))
            self.u, self.d = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
            self.n1, self.n2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

        def forward(self, x: Any, mask: Any) -> Any:
            def split(part: Any) -> Any:
                return part.view(x.shape[0], -1, ATTENTION, HIDDEN // ATTENTION).transpose(1, 2)

            q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
            # Written out: on a processor the fused attention takes twice as long on the way back.
            weights = torch.matmul(q, k.transpose(-1, -2)) / (HIDDEN // ATTENTION) ** 0.5
            weights = torch.softmax(weights if mask is None else weights + mask, -1)
            x = self.n1(x + self.o(torch.matmul(weights, v).transpose(1, 2).reshape(x.shape[0], -1, HIDDEN)))
            return self.n2(x + self.d(functional.gelu(self.u(x))))

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.word, self.pos = nn.Embedding(words, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
            self.kind, self.norm = nn.Embedding(2, HIDDEN), nn.LayerNorm(HIDDEN, eps=1e-12)
            self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
            self.head, self.drop = nn.Linear(2 * HIDDEN, heads), nn.Dropout(drop)

        def forward(self, ids: Any, real: Any = None) -> Any:
            x = self.norm(self.word(ids) + self.pos.weight[: ids.shape[1]] + self.kind.weight[0])
            mask = None if real is None else (1 - real[:, None, None, :].to(x.dtype)) * MASKED
            for layer in self.layers:
                x = layer(x, mask)
            if real is None:
                mean, most = x.mean(1), x.max(1).values
            else:
                words = real.unsqueeze(-1).to(x.dtype)
                mean, most = (x * words).sum(1) / words.sum(1), (x + (words - 1) * -MASKED).max(1).values
            return self.head(self.drop(torch.cat([mean, most], -1).float()))

    return Network()


def again(file: Path, heads: int) -> Any:
    """A network with weights that were taught before. Raises OSError, RuntimeError where they are another network's."""
    import torch

    made = network(heads)
    made.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    return made


def mean(networks: Sequence[Any], heads: int) -> Any:
    """The network whose every weight is the mean of theirs."""
    import torch

    states = [one.state_dict() for one in networks]
    made = network(heads)
    made.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return made


_EMBEDDINGS = {
    "word.weight": "word_embeddings.weight",
    "pos.weight": "position_embeddings.weight",
    "kind.weight": "token_type_embeddings.weight",
    "norm.weight": "LayerNorm.weight",
    "norm.bias": "LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "n1": "attention.output.LayerNorm",
    "u": "intermediate.dense",
    "d": "output.dense",
    "n2": "output.LayerNorm",
}


def pretrained(base: Path, heads: int) -> Any:
    """A network with the weights of all-MiniLM-L6-v2 in `base` and untaught heads. Raises OSError, KeyError."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        weights = load_file(base / "model.safetensors")
    except SafetensorError as error:
        raise OSError(f"{base / 'model.safetensors'}: no weights: {error}") from None
    state = {ours: weights[f"embeddings.{theirs}"] for ours, theirs in _EMBEDDINGS.items()}
    for at in range(LAYERS):
        for ours, theirs in _LAYER.items():
            for part in ("weight", "bias"):
                state[f"layers.{at}.{ours}.{part}"] = weights[f"encoder.layer.{at}.{theirs}.{part}"]
    made = network(heads)
    lacking = made.load_state_dict(state, strict=False).missing_keys
    if set(lacking) != {"head.weight", "head.bias"}:
        raise KeyError(f"the base has no {', '.join(sorted(set(lacking) - {'head.weight', 'head.bias'}))}")
    return made
