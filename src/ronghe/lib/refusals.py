"""What the house says when it declines: one exception, one sentence in the reader's language."""


class Refused(Exception):
    """An action was not allowed now. `sentence` (lazy, translated when shown) says why and what would make it possible."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self):
        return str(self.sentence)
