"""`ronghe prove`: whether an allocation is what it claims to be, by code that shares nothing with what made it."""

from argparse import Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping
from typing import Any

from ronghe.desk.options import hexadecimal, read_all
from ronghe.engine import prove
from ronghe.engine.tables import read_allocation, read_seating

HELP = "prove an allocation: stable or of the largest total fit, and unchanged"
DESCRIPTION = """Says on one line whether the result of `ronghe seat` holds for its input, and why or why not.

Exit 0: it holds. Exit 1: it does not, and the line names the pair, the gap or the field. Exit 2: a file cannot be
read."""
SAYS = {
    "stable_and_best": "{matched} of {applicants} seated; stable, and for each applicant the best of all stable ones",
    "stable": "{matched} of {applicants} seated; stable within all limits",
    "largest": "{matched} of {applicants} seated; no total fit is larger than {total_fit}",
    "fields": "it has fields too many or too few",
    "stated": "{field} is not what the input and the assignment say",
    "not_eligible": "applicant {applicant} sits at position {position}, and the two have not both named each other",
    "over_capacity": "position {position} seats {load} and has {cap}",
    "over_regional_cap": "region {region} seats {load} and may seat {cap}",
    "blocking_pair": "applicant {applicant} and position {position} block it: both would rather have each other",
    "not_the_applicants_best": "it is stable, but all of these applicants could have better seats: {moves}",
    "another_seed": "its lottery was not held with this seed",
    "gap": "its prices leave room for a total that is larger by {gap}",
}


def add(commands):
    parser = commands.add_parser(
        "prove", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--in", dest="given", required=True, metavar="I", help="what was given to `ronghe seat`")
    parser.add_argument("--result", required=True, metavar="O", help="what it wrote (.json or .csv)")
    parser.add_argument(
        "--seed", type=hexadecimal, metavar="HEX", help="what was publicly drawn (default: the result's own)"
    )
    parser.set_defaults(run=run)


def run(given: Namespace) -> int:
    problem, result = _read(given)
    verdict = prove(problem, result, given.seed)
    facts = _by_ids(verdict.facts, problem)
    if "moves" in facts:
        moves = (_by_ids(one, problem) for one in facts["moves"])
        facts["moves"] = ", ".join(f"{one['applicant']} at {one['position']}" for one in moves)
    words = "holds" if verdict.holds else "does not hold"
    print(f"{given.result}: {words}: {SAYS[verdict.code].format_map(facts)}")
    return 0 if verdict.holds else 1


def _read(given: Namespace) -> tuple[dict[str, Any], dict[str, Any]]:
    """The input and the result; a table of seats can only be read once the ids of the input are known."""
    if not given.result.endswith(".csv"):
        problem, result = read_all(lambda: read_seating(given.given), lambda: read_allocation(given.result))
        return problem, result
    problem = read_seating(given.given)
    return problem, read_allocation(given.result, problem)


def _by_ids(facts: Mapping[str, Any], problem: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with ids in place of numbers, where the input has ids."""
    kinds = {kind: problem[f"{kind}_ids"] for kind in ("applicant", "position") if f"{kind}_ids" in problem}
    return {name: kinds[name][fact] if name in kinds else fact for name, fact in facts.items()}
