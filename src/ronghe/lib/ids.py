"""The unified social credit code of legal entities (GB 32100-2015), the organisation code (GB 11714-1997) inside it."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def normal_uscc(text: object) -> str:
    """The code as it is stored: capital letters, no spaces, half width."""
    return "".join(str(text).split()).upper().translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def uscc_check_letter(first_17: str) -> str:
    """The 18th character that GB 32100 gives to the first 17."""
    total = sum(VALUE[letter] * weight for letter, weight in zip(first_17, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def uscc_fault(code: str) -> str | None:
    """What is wrong with `code` — "length", "letter" or "check" — or None when it is valid."""
    if len(code) != 18:
        return "length"
    if any(letter not in VALUE for letter in code):
        return "letter"
    if uscc_check_letter(code[:17]) != code[17]:
        return "check"
    return None
