"""Generated seatings, and oracles written apart from the engine: plain Python, from the definitions."""

import hashlib
import hmac
import random
from itertools import product

SEED = b"\x01\x02"


def grouped(dice, names):
    """The names in a random order, some of them tied."""
    names = list(names)
    dice.shuffle(names)
    groups = []
    for name in names:
        if groups and dice.random() < 0.35:
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def seating(number, *, limits=None, fit=False, n=6, m=4):
    """A small seating, the same for the same number, with ties and one-sided pairs; `limits`: with pools and caps."""
    dice = random.Random(number)
    n, m = dice.randint(0, n), dice.randint(0, m)
    wish = dice.random()
    applicants = [grouped(dice, [j for j in range(m) if dice.random() < wish]) for _ in range(n)]
    orders = [grouped(dice, [i for i in range(n) if dice.random() < 0.85]) for _ in range(m)]
    positions = [{"capacity": dice.choice([0, 1, 1, 2, 3, 3 * n // (2 * m)]), "prefs": prefs} for prefs in orders]
    given = {"applicants": applicants, "positions": positions, "round": ["2027-1", "二〇二七·春"][number % 2]}
    if dice.random() < 0.5:
        given["pseudonyms"] = [f"p{dice.randint(0, 9)}{i}" for i in range(n)]
        for j, one in enumerate(positions):
            one["id"] = f"s{dice.randint(0, 9)}{j}"
    if fit:
        most = dice.choice([1, 2, 5, 1000])
        given["fit"] = [[dice.randint(1, most) for group in groups for _ in group] for groups in applicants]
    if limits is None:
        limits = dice.random() < 0.5
    if limits:
        add_limits(dice, given, n, m)
    return given


def add_limits(dice, given, n, m):
    """Reserved seats for disjoint groups, caps on nested regions, targets that both allow."""
    for one in given["positions"]:
        left, people = one["capacity"], dice.sample(range(n), n)
        while left and people and dice.random() < 0.6:
            seats, size = dice.randint(0, left), dice.randint(1, len(people))
            one.setdefault("reserved", []).append({"seats": seats, "applicants": people[:size]})
            left, people = left - seats, people[size:]
    places = dice.sample(range(m), m)
    regions, todo = [], [places]
    while todo:
        part = todo.pop()
        if not part or dice.random() < 0.2:
            continue
        if dice.random() < 0.8:
            regions.append({"cap": dice.randint(0, 5), "positions": part})
        if len(part) > 1:
            cut = dice.randint(1, len(part) - 1)
            todo += [part[:cut], part[cut:]]
    for j, one in enumerate(given["positions"]):
        around = [region for region in regions if j in region["positions"]]
        reserved = sum(pool["seats"] for pool in one.get("reserved", ()))
        room = min((region["cap"] - targets(given, region) for region in around), default=0)
        if around and reserved > room:
            one.pop("reserved")
            reserved = 0
        if around and min(room, one["capacity"]) > 0:
            one["target"] = dice.randint(reserved, min(room, one["capacity"]))
    given["regions"] = regions


def targets(given, region):
    return sum(given["positions"][j].get("target", 0) for j in region["positions"])


def drawn(given, names):
    """Name → (its HMAC, itself): smaller is drawn earlier."""
    codes = [hmac.new(SEED, (given["round"] + name).encode(), hashlib.sha256).digest() for name in names]
    return {name: (code, name.encode()) for name, code in zip(names, codes, strict=True)}


class Instance:
    """A seating with strict lists: `wishes[i]` positions, best first; `worth[j][i]` bigger is better."""

    def __init__(self, given):
        self.given, self.positions = given, given["positions"]
        self.n, self.m = len(given["applicants"]), len(self.positions)
        names = given.get("pseudonyms") or [str(i) for i in range(self.n)]
        places = [one.get("id", str(j)) for j, one in enumerate(self.positions)]
        lots, spots = drawn(given, names), drawn(given, places)
        self.rank = {j: sorted(places, key=spots.get).index(places[j]) for j in range(self.m)}
        mutual = {(i, j) for i in range(self.n) for j in range(self.m) if self.named(i, j)}
        self.wishes = [
            [j for group in groups for j in sorted(group, key=self.rank.get) if (i, j) in mutual]
            for i, groups in enumerate(given["applicants"])
        ]
        self.worth = []
        for j, one in enumerate(self.positions):
            best_first = [i for group in one["prefs"] for i in sorted(group, key=lambda i: lots[names[i]])]
            worst_first = [i for i in reversed(best_first) if (i, j) in mutual]
            self.worth.append({i: place for place, i in enumerate(worst_first, 1)})

    def named(self, i, j):
        return any(j in group for group in self.given["applicants"][i]) and any(
            i in group for group in self.positions[j]["prefs"]
        )

    def keeps(self, j, people, seats):
        """Whom position j keeps of these on so many seats: reserved ones first, then the best of the rest."""
        left, kept = sorted(people, key=self.worth[j].get, reverse=True), []
        for pool in self.positions[j].get("reserved", ()):
            kept += [i for i in left if i in pool["applicants"]][: pool["seats"]]
        return {*kept, *[i for i in left if i not in kept][: seats - len(kept)]}

    def choice(self, asked):
        """Of (applicant, position) pairs, those that all positions together keep: units by target, then by turns."""
        units = []
        for j, one in enumerate(self.positions):
            demand = min(sum(pair[1] == j for pair in asked), one["capacity"])
            units += [(max(u - one.get("target", 0), 0), self.rank[j], j) for u in range(1, demand + 1)]
        seats = [0] * self.m
        for *_, j in sorted(units):
            around = [r for r in self.given.get("regions", ()) if j in r["positions"]]
            if all(sum(seats[k] for k in r["positions"]) < r["cap"] for r in around):
                seats[j] += 1
        return {(i, j) for j in range(self.m) for i in self.keeps(j, [a for a, b in asked if b == j], seats[j])}

    def deferred_acceptance(self):
        """Who is nowhere asks the next position, all at once, and the positions choose among all who ever asked."""
        asked, turn, kept = set(), [0] * self.n, set()
        while True:
            seated = {i for i, _ in kept}
            new = [i for i in range(self.n) if i not in seated and turn[i] < len(self.wishes[i])]
            if not new:
                return [next((j for a, j in kept if a == i), -1) for i in range(self.n)]
            for i in new:
                asked.add((i, self.wishes[i][turn[i]]))
                turn[i] += 1
            kept = self.choice(asked)

    def is_stable(self, assignment):
        """No position would rather not have somebody, and nobody would be kept at a place that they like better."""
        held = {(i, j) for i, j in enumerate(assignment) if j >= 0}
        if self.choice(held) != held:
            return False
        for i, j in enumerate(assignment):
            better = self.wishes[i][: self.wishes[i].index(j) if j >= 0 else None]
            if any((i, k) in self.choice({*held, (i, k)}) for k in better):
                return False
        return True

    def everything(self):
        """Every assignment of applicants to positions that they have on their lists."""
        return product(*[[-1, *wishes] for wishes in self.wishes])

    def stable_ones(self):
        return [one for one in map(list, self.everything()) if self.is_stable(one)]

    def is_better_for_some(self, one, other):
        """True if somebody likes their place in `one` better than that in `other`."""
        places = [{j: at for at, j in enumerate([*wishes, -1])} for wishes in self.wishes]
        return any(places[i][one[i]] < places[i][other[i]] for i in range(self.n))

    def fits(self):
        """(applicant, position) → fit."""
        flat = [[j for group in groups for j in group] for groups in self.given["applicants"]]
        return {(i, j): f for i, row in enumerate(flat) for j, f in zip(row, self.given["fit"][i], strict=True)}

    def best_total(self):
        """The largest total fit, by longest paths that add one seated applicant at a time (Bellman and Ford)."""
        fits, seats = self.fits(), [-1] * self.n
        total = 0
        while (found := self._path(fits, seats)) is not None:
            gain, path = found
            total += gain
            for i, j in path:
                seats[i] = j
        return total

    def _path(self, fits, seats):
        gain = {i: (0, []) for i in range(self.n) if seats[i] < 0}
        best = None
        for _ in range(self.n + 1):
            for i, (so_far, path) in list(gain.items()):
                for j in self.wishes[i]:
                    if j == seats[i]:
                        continue
                    worth, way = so_far + fits[i, j], [*path, (i, j)]
                    if seats.count(j) < self.positions[j]["capacity"] and worth > (best[0] if best else 0):
                        best = worth, way
                    for k in range(self.n):
                        if seats[k] == j and worth - fits[k, j] > gain.get(k, (float("-inf"),))[0]:
                            gain[k] = worth - fits[k, j], way
        return best
