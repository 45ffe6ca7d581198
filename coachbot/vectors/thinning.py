"""The model with its word table kept small: a row is made large when it is looked up, not all at once.

The package keeps each weight in a byte, and its graph makes numbers of them (a cast, times a scale) while
it is loaded; for the table of 30,522 words that is 47 MB, and as much again in passing. Here the table's
nodes stand in another order: look up, cast, scale. The file is read as protobuf's wire format
(https://protobuf.dev/programming-guides/encoding/), with the numbers of ONNX's onnx.proto3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_TABLE = "inner.embeddings.word_embeddings.weight"
_STORED, _CAST, _SCALE, _FOUND = f"{_TABLE}_q", f"{_TABLE}_f", f"{_TABLE}_scale", "embedding"
_ROWS, _ROW_SCALES = "rows", "row_scales"
_GRAPH, _NODE, _INPUT, _OUTPUT, _NAME = 7, 1, 1, 2, 3
_WIDTHS = {1: 8, 5: 4}  # bytes of the wire types that have a fixed size


def thinned(model: bytes) -> bytes:
    """The same model with a small word table; the bytes as they are, where the table is built otherwise."""
    parts = [_thin_graph(body) or whole if key == _GRAPH else whole for key, body, whole in _fields(model)]
    return b"".join(parts)


def _thin_graph(graph: memoryview) -> bytes | None:
    """The graph's field with the table's nodes in the new order; None if they aren't there as expected."""
    nodes = {_texts(body, _OUTPUT)[0]: body for key, body, _ in _fields(graph) if key == _NODE}
    if not {_CAST, _TABLE, _FOUND} <= nodes.keys() or _texts(nodes[_FOUND], _INPUT)[0] != _TABLE:
        return None
    looked_up = (
        _renamed(nodes[_FOUND], {_TABLE: _STORED, _FOUND: _ROWS}),
        _renamed(nodes[_FOUND], {_TABLE: _SCALE, _FOUND: _ROW_SCALES}, name=_ROW_SCALES),
        _renamed(nodes[_CAST], {_STORED: _ROWS}),
        _renamed(nodes[_TABLE], {_SCALE: _ROW_SCALES, _TABLE: _FOUND}),
    )
    kept: list[bytes | memoryview] = []
    for key, body, whole in _fields(graph):
        output = _texts(body, _OUTPUT)[0] if key == _NODE else ""
        if output == _FOUND:
            kept += [_field(_NODE, node) for node in looked_up]
        elif output not in {_CAST, _TABLE}:
            kept.append(whole)
    return _field(_GRAPH, b"".join(kept))


def _renamed(node: memoryview, names: Mapping[str, str], name: str = "") -> bytes:
    """A node with other inputs and outputs, and a name of its own if one is given."""
    parts: list[bytes | memoryview] = []
    for key, body, whole in _fields(node):
        if key in {_INPUT, _OUTPUT}:
            text = str(body, "utf-8")
            parts.append(_field(key, names.get(text, text).encode()))
        else:
            parts.append(_field(key, name.encode()) if key == _NAME and name else whole)
    return b"".join(parts)


def _texts(message: memoryview, wanted: int) -> list[str]:
    return [str(body, "utf-8") for key, body, _ in _fields(message) if key == wanted]


def _fields(message: bytes | memoryview) -> Iterator[tuple[int, memoryview, memoryview]]:
    """Each field's number, its content (empty where it is a bare number), and all of it."""
    view, at = memoryview(message), 0
    while at < len(view):
        start = at
        tag, at = _number(view, at)
        size = _WIDTHS.get(tag & 7, 0)
        if tag & 7 in {0, 2}:
            value, at = _number(view, at)
            size = value if tag & 7 == 2 else 0
        yield tag >> 3, view[at : at + size] if tag & 7 == 2 else view[:0], view[start : at + size]
        at += size


def _number(view: memoryview, at: int) -> tuple[int, int]:
    """The number that is written from here on, seven bits a byte, and where it ends."""
    value = shift = 0
    while True:
        byte = view[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _written(value: int) -> bytes:
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes((*parts, value))


def _field(key: int, content: bytes) -> bytes:
    return _written(key << 3 | 2) + _written(len(content)) + content
