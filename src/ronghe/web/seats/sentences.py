"""What a browser says while it checks seats: for each of its codes a sentence, with places for the facts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEPS = {
    "read": _("Input and result can be read"),
    "input": _("The certificate is for this input, by its digest"),
    "draw": _("The lottery was held over this pool, as the certificate says"),
    "again": _("Drawn and seated again here: the same people sit at the same positions"),
    "eligible": _("Everybody sits where both sides have named each other"),
    "within": _("No position and no region has more people than seats"),
    "stable": _("Nobody's key reaches the cutoff of a position that they like better"),
    "best": _("No ring of people could all move to better seats"),
    "largest": _("Seats × prices, and what people have above the prices, come to exactly the total fit"),
    "stated": _("Every other figure of the certificate is right"),
    "seal": _("The seal is that of this result"),
}

STATES = {
    "state_wait": pgettext_lazy("check", "waits"),
    "state_good": pgettext_lazy("check", "holds"),
    "state_bad": pgettext_lazy("check", "does not hold"),
    "state_left": pgettext_lazy("check", "not looked at"),
    "state_none": pgettext_lazy("check", "does not apply"),
}

VERDICTS = {
    "waiting": _("Your browser computes …"),
    "holds": _("The result holds. {why}"),
    "stable_and_best": _("{matched} of {applicants} seated; stable, and for each the best of all stable ones."),
    "stable": _("{matched} of {applicants} seated; stable within all limits."),
    "largest": _("{matched} of {applicants} seated; no total fit is larger than {total_fit}."),
    "fields": _("It has fields too many or too few."),
    "stated": _("“{field}” is not what the input and the assignment say."),
    "not_eligible": _("{applicant} sits at {position}, and the two have not both named each other."),
    "over_capacity": _("{position} has {cap} seats, and {load} people sit there."),
    "over_regional_cap": _("Region {region} may seat {cap}, and {load} people sit there."),
    "blocking_pair": _("{applicant} and {position} would both rather have each other."),
    "not_the_applicants_best": _("It is stable, but all of these could have better seats: {moves}."),
    "another_seed": _("Its lottery was not held with what was publicly drawn."),
    "gap": _("Its prices leave room for a total that is larger by {gap}."),
    "other_seats": _("Here {other} people come to other seats than those that were published."),
    "same_seats": _("All {applicants} compared."),
    "not_sought": _("Largest fits come in many equal ways, so this one is proved by its prices and not sought again."),
    "sizes": _("{people} applicants, {places} positions."),
    "digest": _("Digest of the input: {digest}"),
    "drawn": _("Drawn with {seed}; digest of the pool: {pool}"),
    "undrawn": _("Nothing was to be drawn."),
    "sealed": _("Seal: {seal}"),
    "faults": _("Faults, listed above: {faults}"),
    "unreadable": _("What cannot be read cannot be checked."),
    "nothing_chosen": _("Please choose an input and a result."),
    "not_checked": _("The check could not be carried out: a file did not come, or the browser gave up."),
}

FAULTS = {
    "input": pgettext_lazy("file", "input"),
    "result": pgettext_lazy("file", "result"),
    "fault": _("{of}, row {row}, {field}: {wrong}"),
    "not_utf8": _("this is not UTF-8"),
    "not_json": _("this is not JSON"),
    "not_object": _("this is not a JSON object"),
    "not_list": _("a list is missing"),
    "not_position": _("this is not a position with its seats and its order of applicants"),
    "not_whole": _("a whole number from {least} to {most} is missing"),
    "not_groups": _("a list of tie groups is missing"),
    "unknown": _("a number is named that nobody has"),
    "twice": _("{number} is named twice"),
    "not_text": _("this is not a text"),
    "not_each": _("a list of {n} is missing, one for each"),
    "not_line": _("this is not a text on one line"),
    "used": _("row {before} has it already"),
    "not_pools": _("a list of reserved seats is missing"),
    "too_many_reserved": _("more seats are reserved than the {most} that there are"),
    "in_two_pools": _("an applicant has reserved seats in two groups"),
    "not_regions": _("a list of regions is missing"),
    "overlap": _("it lies partly in another region"),
    "below_targets": _("the cap is below the targets of {promised}"),
    "below_reserved": _("the target is below the reserved seats"),
}

OWN = {
    "own_unknown": _("Nobody in this input has the pseudonym {name}."),
    "own_empty": _("{name} and no position have named each other, so there is no seat."),
    "own_keyed": _("Your seat is {id}: the first on your list whose cutoff your key there reaches."),
    "own_keyed_none": _("Your key reaches no cutoff on your list, so there is no seat."),
    "own_priced": _("Your seat is {id}: nothing on your list leaves more above its price than these {above}."),
    "own_priced_none": _("Nothing on your list leaves anything above its price, so there is no seat."),
    "own_drawn": _("{seat} In the draw you are number {place} of {people}."),
    "own_keyed_help": _(
        "A key is your place in the position's order, counted from the end: the largest comes first. "
        "The cutoff is the smallest key that was enough."
    ),
    "own_priced_help": _(
        "Everybody sits where most of their fit is left above the price, or nowhere if nothing is left."
    ),
    "heads_keyed": _("Position|Your key|Cutoff|Therefore"),
    "heads_priced": _("Position|Fit|Price|Left above it|Therefore"),
    "key": _("{key} of {named}"),
    "needed_any": pgettext_lazy("cutoff", "0: seats are free"),
    "needed_nobody": pgettext_lazy("cutoff", "no key is enough"),
    "needed_reserved": pgettext_lazy("cutoff", "{needed} (with reserved seats)"),
    "is_seat": _("your seat"),
    "is_missed": _("not reached"),
    "is_later": _("not needed: you sit higher on your list"),
    "is_no_seat": _("no seat"),
}

SAYS = {**STATES, **VERDICTS, **FAULTS, **OWN}
