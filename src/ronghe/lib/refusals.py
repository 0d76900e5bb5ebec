"""What the house says when it declines: one exception, one sentence in the reader's language."""

from typing import Any


class Refused(Exception):
    """An action was not allowed now. `sentence` (translated when shown) says why and what would make it possible."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
