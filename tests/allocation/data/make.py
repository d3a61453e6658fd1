#!/usr/bin/env python3
"""Makes expected.txt: allocation problems from seeds, and their answers by the HiGHS solver of SciPy.

    make.py > expected.txt          (numpy, scipy; under a minute)

Only sizes, seeds and answers are kept: tests/allocation/expected.rs makes the same problems from the same numbers.

The numbers: a state s of 64 bits begins as the seed; each draw sets s = s * 6364136223846793005 +
1442695040888963407 (mod 2^64; Knuth's MMIX) and gives floor(s / 2^33) mod n.

A problem of G groups and S shelters draws, in this order,
  people of each group: draw(31)
  places of each shelter: draw(2 * m + 1), m = people * room % / S rounded down
  kind "table":   for each group, for each shelter: the cost draw(20); then in the same order the length draw(1000)
  kind "metres":  for each group, then for each shelter: lon 105 + draw(1000000) / 1e6, lat 15 + draw(1000000) / 1e6
  kind "weights": as "metres", then for each group the weight 1 + draw(5); cost = weight * metres
  for each group, for each shelter: forbidden if draw(100) < forbidden %

The answers: the fewest people left over; the least cost of placing the others; the least bound on the longest way
(the length in "table", else metres) under which both stay as they are, -1 if nobody goes anywhere.
"""
import numpy as np
import scipy.sparse as sp
from scipy.optimize import linprog

RADIUS = 6371008.8


class Draws:
    def __init__(self, seed):
        self.state = seed

    def draw(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def metres(groups, shelters):
    a, b = np.radians(groups)[:, None], np.radians(shelters)[None]
    q = np.sin((a[..., 1] - b[..., 1]) / 2) ** 2 + np.cos(a[..., 1]) * np.cos(b[..., 1]) * np.sin((a[..., 0] - b[..., 0]) / 2) ** 2
    return np.rint(2 * RADIUS * np.arcsin(np.sqrt(q))).astype(np.int64)


def problem(kind, seed, groups, shelters, room, forbidden):
    d = Draws(seed)
    people = np.array([d.draw(31) for _ in range(groups)])
    mean = int(people.sum()) * room // 100 // shelters
    places = np.array([d.draw(2 * mean + 1) for _ in range(shelters)])
    if kind == "table":
        cost = np.array([[d.draw(20) for _ in range(shelters)] for _ in range(groups)])
        length = np.array([[d.draw(1000) for _ in range(shelters)] for _ in range(groups)])
    else:
        spot = lambda: (105 + d.draw(1000000) / 1e6, 15 + d.draw(1000000) / 1e6)
        g = np.array([spot() for _ in range(groups)])
        length = cost = metres(g, np.array([spot() for _ in range(shelters)]))
        if kind == "weights":
            cost = length * np.array([1 + d.draw(5) for _ in range(groups)])[:, None]
    allowed = np.array([[d.draw(100) >= forbidden for _ in range(shelters)] for _ in range(groups)])
    return people, places, cost, length, allowed


def least(people, places, cost, allowed):
    """The fewest people left over and the least cost then, by two linear programmes; the places used as well."""
    i, j = np.nonzero(allowed)
    n, (groups, shelters) = len(i), cost.shape
    rows = sp.csr_matrix((np.ones(n + groups), (np.r_[i, np.arange(groups)], np.arange(n + groups))), (groups, n + groups))
    columns = sp.csr_matrix((np.ones(n), (j, np.arange(n))), (shelters, n + groups))
    left = np.r_[np.zeros(n), np.ones(groups)]
    solve = lambda c, a, b: linprog(c, A_ub=columns, b_ub=places, A_eq=a, b_eq=b, method="highs")
    first = solve(left, rows, people)
    assert first.status == 0, first.message
    short = round(first.fun)
    second = solve(np.r_[cost[i, j], np.zeros(groups)], sp.vstack([rows, left[None]]), np.r_[people, short])
    assert second.status == 0 and abs(second.fun - round(second.fun)) < 1e-3 and abs(first.fun - short) < 1e-6
    used = second.x[:n] > 1e-6
    return short, round(second.fun), (i[used], j[used])


def answer(people, places, cost, length, allowed):
    short, total, used = least(people, places, cost, allowed)
    if not len(used[0]):
        return short, total, -1
    low, bounds = 0, np.unique(length[allowed & (length <= length[used].max())])
    high = len(bounds) - 1
    while low < high:
        middle = (low + high) // 2
        if least(people, places, cost, allowed & (length <= bounds[middle]))[:2] == (short, total):
            high = middle
        else:
            low = middle + 1
    return short, total, int(bounds[high])


def main():
    print("# kind seed groups shelters room% forbidden% : left over, least cost, longest way   (by make.py)")
    kinds, sizes = ["table", "metres", "weights"], [(1, 1), (3, 2), (8, 5), (25, 9), (60, 20), (150, 40), (12, 30)]
    for at in range(60):
        groups, shelters = sizes[at % len(sizes)]
        case = (kinds[at % 3], 1000 + at, groups, shelters, (108, 150, 95, 120, 60)[at % 5], (0, 0, 30, 70)[at % 4])
        print(*case, ":", *answer(*problem(*case)), flush=True)
    case = ("metres", 2000, 400, 80, 109, 0)
    print(*case, ":", *answer(*problem(*case)))


if __name__ == "__main__":
    main()
