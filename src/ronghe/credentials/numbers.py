"""Numbers of credentials: 80 random bits in letters that are not mistaken for one another."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U
LENGTH = 16
MISTAKEN = str.maketrans("ILO", "110")


def new_number():
    """A number that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normal_number(text):
    """The number as it is stored, from what a person typed or scanned; None if it cannot be one."""
    letters = "".join(letter for letter in str(text).upper() if letter.isalnum()).translate(MISTAKEN)
    return letters if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else None
