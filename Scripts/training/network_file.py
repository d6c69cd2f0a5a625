"""Sources/ProtectedData/Model/network.bin: the network's weights and word pieces, little-endian. Every array begins at a multiple of 64 bytes.

magic `TBXENC2\\n`; u32: pieces, width, heads, inner width, layers, positions, flags, bytes of the pieces' text;
the pieces' text, one a line; words: int8 pieces x width, f32 scales; positions, flags, weight and bias of the embeddings' norm: f32;
a layer: for qkv, o, up, down: int8 rows x columns (a row gives one number) as [rows / 16][columns / 4][16][4], which is how the program multiplies them,
f32 scales, f32 biases; after o and down: weight and bias of a norm;
f32 head (first for the mean, then for the maximum), f32 bias; u32 CRC-32C of all before."""
import struct

import numpy
import torch

from .encoder import FLAGS, HEADS, INNER, WIDTH, Encoder
from .pieces import END, START, UNKNOWN, WINDOW, stored_vocabulary

MAGIC, ALIGNMENT = b"TBXENC2\n", 64
MARKS = (UNKNOWN, START, END)


def checksum(data):
    """CRC-32C, by a table of bytes."""
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


# Rows of a matrix whose columns lie side by side, and how many columns at a time.
BLOCK, COLUMNS = 16, 4


def in_blocks(values):
    rows, columns = values.shape
    return values.reshape(rows // BLOCK, BLOCK, columns // COLUMNS, COLUMNS).swapaxes(1, 2)


def in_rows(blocks):
    count, groups, rows, columns = blocks.shape
    return blocks.swapaxes(1, 2).reshape(count * rows, groups * columns)


def kept_names(names, used):
    """The pieces that the file has: the marks, then all that training met, and every other one in ASCII that the public model did not leave free."""
    rest = [name for number, name in enumerate(names) if name not in MARKS and (number in used or name.isascii() and not name.startswith("["))]
    return [*MARKS, *rest]


class Writer:
    def __init__(self):
        self.data = bytearray()

    def align(self):
        self.data += bytes(-len(self.data) % ALIGNMENT)

    def floats(self, values):
        self.align()
        self.data += values.detach().numpy().astype("<f4").tobytes()

    def matrix(self, values, order=lambda rows: rows):
        """Bytes, and a scale for each row."""
        values = values.detach().numpy()
        scales = numpy.maximum(numpy.abs(values).max(axis=1, keepdims=True), 1e-12) / 127
        self.align()
        self.data += order(numpy.rint(values / scales).astype(numpy.int8)).tobytes()
        self.align()
        self.data += scales.astype("<f4").tobytes()


def write(path, net, vocabulary, used):
    """`used`: numbers of the pieces that training met, in `vocabulary`, which is the public model's."""
    names = kept_names(vocabulary.names, used)
    text = "".join(name + "\n" for name in names).encode()
    out = Writer()
    out.data += MAGIC + struct.pack("<8I", len(names), WIDTH, HEADS, INNER, len(net.layers), WINDOW, FLAGS, len(text))
    out.align()
    out.data += text
    out.matrix(net.words[[vocabulary.numbers[name] for name in names]])
    for values in (net.positions[:WINDOW], net.flags.weight, net.norm.weight, net.norm.bias):
        out.floats(values)
    for layer in net.layers:
        for part, following in ((layer.qkv, None), (layer.o, layer.norm1), (layer.up, None), (layer.down, layer.norm2)):
            out.matrix(part.weight, in_blocks)
            out.floats(part.bias)
            if following:
                out.floats(following.weight)
                out.floats(following.bias)
    out.floats(net.head.weight[0])
    out.floats(net.head.bias)
    out.data += struct.pack("<I", checksum(out.data))
    path.write_bytes(out.data)


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, kind, *shape):
        self.at += -self.at % ALIGNMENT
        found = numpy.frombuffer(self.data, kind, int(numpy.prod(shape)), self.at).reshape(shape)
        self.at += found.nbytes
        return torch.from_numpy(found.astype(numpy.float32))

    def floats(self, *shape):
        return self.take("<f4", *shape)

    def matrix(self, rows, columns):
        return self.take("i1", rows, columns) * self.floats(rows, 1)

    def blocks(self, rows, columns):
        return in_rows(self.take("i1", rows // BLOCK, columns // COLUMNS, BLOCK, COLUMNS)) * self.floats(rows, 1)


def read(path, model):
    """The network as the file has it, and its vocabulary; what the program has to compute. `model` only lends its shape."""
    data = path.read_bytes()
    (stored,) = struct.unpack("<I", data[-4:])
    if data[:8] != MAGIC or stored != checksum(data[:-4]):
        raise ValueError(f"{path} is damaged")
    count, _, _, _, layers, positions, _, size = struct.unpack("<8I", data[8:40])
    reader = Reader(data)
    reader.at = ALIGNMENT + size
    vocabulary = stored_vocabulary(path)
    net = Encoder(model, range(layers), dropout=0)
    with torch.no_grad():
        net.words = reader.matrix(count, WIDTH)
        net.positions = reader.floats(positions, WIDTH)
        net.flags.weight.copy_(reader.floats(FLAGS, WIDTH))
        for values in (net.norm.weight, net.norm.bias):
            values.copy_(reader.floats(WIDTH))
        for layer in net.layers:
            for part, following in ((layer.qkv, None), (layer.o, layer.norm1), (layer.up, None), (layer.down, layer.norm2)):
                part.weight.copy_(reader.blocks(*part.weight.shape))
                part.bias.copy_(reader.floats(len(part.bias)))
                if following:
                    following.weight.copy_(reader.floats(WIDTH))
                    following.bias.copy_(reader.floats(WIDTH))
        net.head.weight.copy_(reader.floats(1, 2 * WIDTH))
        net.head.bias.copy_(reader.floats(1))
    return net.eval(), vocabulary
