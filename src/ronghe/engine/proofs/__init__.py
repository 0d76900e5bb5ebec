"""Whether an allocation is what it claims to be, found out by code that shares nothing with what made it.

`prove` reads the input itself, draws the lottery itself and derives every cutoff from the assignment. For a stable one
it looks at every choice that somebody was denied: with the cutoffs that is a proof. Without reserved seats and
regional caps it also proves that no other stable allocation is better for anybody. For a largest total fit it adds up
the prices.
"""

from ronghe.engine.proofs.verdict import Verdict, prove

__all__ = ["Verdict", "prove"]
