#!/usr/bin/env python3
"""Makes `cases.json`: questions to the fabric's arithmetic with answers found by trying every state. Python 3.11 alone.

    python3 Tests/Data/fabric/generate.py

Nothing here is a formula of the program: how many ports may be split, how many servers may move and what is left after a
failure is counted over all states of a leaf. The last group are facts of makers' manuals, as in `facts.json`.
"""
import json
import math
import os
import random
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))


def pair(ratio):
    return None if ratio is None else [ratio.numerator, ratio.denominator]


def capacity(P, U, B, L=None, X=0, rule="none", disable=False):
    D = P - U - X
    if D < 0:
        return {"error": "uplinks+reserved exceed ports"}
    best = None
    # Uplinks and reserved ports stand on unsplittable ports first.
    room = B - max(0, U + X - (P - B))
    for split in range(max(0, room) + 1):
        killed = split if rule == "pair" else 0
        rest = D - split - killed
        if rest < 0:
            continue
        for off in range(rest + 1 if disable else 1):
            logical = 4 * split + U + X + rest - off
            if (L is None or logical <= L) and (best is None or (split, -off) > (best[0], -best[1])):
                best = (split, off, killed, rest - off, logical)
    split, off, killed, native, logical = best
    down = 40 * split + 40 * native
    return {"server_ports": D, "broken": split, "ten_g": 4 * split, "native_40g": native, "off": off, "killed": killed,
            "logical_used": logical, "dual_homed_on_this_leaf": 4 * split // 2,
            "oversub_full": pair(Fraction(down, 40 * U)) if U else None}


def migrate(D, N, l10, l40, bmax=None):
    bmax = D if bmax is None else bmax

    def splits(k):
        return math.ceil((N - k) * l10 / 4)
    fitting = [k for k in range(N + 1) if splits(k) <= bmax and splits(k) + l40 * k <= D]
    if not fitting:
        return {"k_min": None, "k_max_packed": None, "k_max_scattered": None, "ports_used_at_k_max": None,
                "lanes_dark_at_k_max": None}
    # Servers of whole splits, and the worst choice of who moves: always one of a split that keeps others.
    sizes = [4 // l10] * (N // (4 // l10)) + ([N % (4 // l10)] if N % (4 // l10) else [])
    scattered = None
    for k in range(N + 1):
        if k:
            sizes.sort()
            sizes[-1] -= 1
        if sum(s > 0 for s in sizes) + l40 * k <= D:
            scattered = k
    top = max(fitting)
    return {"k_min": min(fitting), "k_max_packed": top, "k_max_scattered": scattered,
            "ports_used_at_k_max": splits(top) + l40 * top, "lanes_dark_at_k_max": 4 * splits(top) - l10 * (N - top)}


def curve(D, bmax, k, l10, l40):
    room = [s for s in range(4 * D + 1) if math.ceil(s * l10 / 4) <= bmax and math.ceil(s * l10 / 4) + l40 * k <= D]
    return {"s10_max": max(room) if room else None, "total": max(room) + k if room else None}


def oversub(down_gbps, up_gbps):
    ratio = Fraction(down_gbps, up_gbps)
    whole = {"text": f"{ratio.numerator}:1"} if ratio.denominator == 1 else {}
    return {"ratio": pair(ratio), **whole}


def failure(spines, links_per_spine, spines_down, down_gbps, leafs, leafs_down):
    cables = [s for s in range(spines) for _ in range(links_per_spine)]
    alive = [s for s in cables if s >= spines_down]
    left = 40 * len(alive)
    return {"uplink_left": pair(Fraction(len(alive), len(cables))), "up_gbps_left": left,
            "ratio_after": pair(Fraction(down_gbps, left)) if left else None,
            "dual_homed_server_left": pair(Fraction(leafs - leafs_down, leafs)),
            "single_homed_servers_cut": pair(Fraction(leafs_down, leafs))}


def fabric(spine_ports, spines, links_per_spine, servers_per_leaf):
    leafs, used = 0, [0] * spines
    while all(u + links_per_spine <= spine_ports for u in used):
        used = [u + links_per_spine for u in used]
        leafs += 1
    return {"leaf_uplinks": spines * links_per_spine, "max_leafs": leafs, "max_servers": leafs * servers_per_leaf}


def cable_length(u_switch, u_server, h, slack, depth=0.0, other_side=False):
    metres = abs(u_switch - u_server) * 0.04445 + h + slack + (depth if other_side else 0)
    return {"metres": round(metres, 3), "sku": next(s for s in (1, 2, 3, 5, 7) if s >= metres)}


FACTS = [
    ("name", {"nos": "eos", "port": 17, "lane": 2}, {"name": "Ethernet17/2"}),
    ("name", {"nos": "nxos", "port": 24, "lane": 4}, {"name": "Ethernet1/24/4"}),
    ("name", {"nos": "junos", "port": 23, "lane": 0}, {"name": "xe-0/0/23:0"}),
    ("name", {"nos": "cumulus", "port": 31, "lane": 3}, {"name": "swp31s3"}),
    ("name", {"nos": "os9-s6000", "port": 0, "lane": 1}, {"name": "Te0/1"}),
    ("name", {"nos": "os10", "port": 2, "lane": 4}, {"name": "ethernet1/1/2:4"}),
    ("name", {"nos": "onyx", "port": 14, "lane": 1}, {"name": "Eth1/14/1"}),
    ("split_map", {"model": "SX6036", "split": [4, 9, 14]},
     {"disabled": [1, 12, 13], "ten_g": 12, "native_40g": 30, "cap_10g": 64}),
    ("fixed_ports", {"model": "S6000", "nos": "os9"},
     {"fixed_os9": [4, 12, 20, 28, 100, 108, 116, 124], "fixed_panel_1based": [2, 4, 6, 8, 26, 28, 30, 32],
      "breakable": 24}),
    ("shared", {"model": "7050QX-32S", "select": "Et1-4"},
     {"qsfp_lost": 5, "ten_g_native": 4, "breakable": 23, "qsfp_live": 31}),
    ("diagnostic", {"P": 24, "U": 4, "ten_g_wanted": 90}, {"severity": "error", "code": "lanes", "short_by_ports": 3}),
    ("diagnostic", {"P": 6, "U_now": 4, "used_for_servers": 1, "target_spines": 6},
     {"severity": "warning", "code": "uplink-reserve", "missing": 1}),
    ("diagnostic", {"metres": 9.1, "medium": "dac-passive"},
     {"severity": "error", "code": "reach", "suggest": "dac-active"}),
]


def cases():
    """Chosen ones, then some at random; the seed is fixed."""
    dice = random.Random(4030)
    chosen = [
        (capacity, dict(P=24, U=4, B=24)), (capacity, dict(P=24, U=8, B=24)), (capacity, dict(P=32, U=4, B=24, L=104)),
        (capacity, dict(P=32, U=0, B=32, L=104, disable=True)), (capacity, dict(P=32, U=4, B=16, L=64, rule="pair")),
        (capacity, dict(P=24, U=20, B=24, X=8)), (capacity, dict(P=6, U=6, B=0)),
        (migrate, dict(D=20, N=40, l10=2, l40=1)), (migrate, dict(D=20, N=35, l10=2, l40=1)),
        (migrate, dict(D=16, N=36, l10=2, l40=1)), (migrate, dict(D=18, N=36, l10=1, l40=1)),
        (migrate, dict(D=28, N=40, l10=2, l40=1, bmax=24)), (curve, dict(D=20, bmax=20, k=11, l10=2, l40=2)),
        (oversub, dict(down_gbps=960, up_gbps=320)), (oversub, dict(down_gbps=1000, up_gbps=160)),
        (failure, dict(spines=4, links_per_spine=2, spines_down=1, down_gbps=640, leafs=2, leafs_down=1)),
        (failure, dict(spines=2, links_per_spine=1, spines_down=2, down_gbps=400, leafs=2, leafs_down=0)),
        (cable_length, dict(u_switch=42, u_server=1, h=0.5, slack=0.3)),
        (cable_length, dict(u_switch=21, u_server=42, h=0.5, slack=0.3)),
        (cable_length, dict(u_switch=42, u_server=1, h=0.5, slack=0.3, depth=1.0, other_side=True)),
    ]
    for _ in range(12):
        P = dice.randint(8, 36)
        more = dice.choice([{}, {"L": dice.randint(P, 4 * P)}, {"L": dice.randint(P, 4 * P), "disable": True},
                            {"rule": "pair"}, {"X": dice.randint(0, 3)}])
        chosen.append((capacity, dict(P=P, U=dice.randint(1, 6), B=dice.randint(0, P), **more)))
    for _ in range(8):
        N, l10 = dice.randint(4, 40), dice.choice([1, 2])
        # Room for all of them at 10GbE, so that the rack stands before anybody moves.
        chosen.append((migrate, dict(D=math.ceil(N * l10 / 4) + dice.randint(0, 12), N=N, l10=l10, l40=dice.choice([1, 2]))))
    for _ in range(6):
        D = dice.randint(8, 32)
        chosen.append((curve, dict(D=D, bmax=dice.randint(1, D), k=dice.randint(0, D // 2), l10=dice.choice([1, 2, 4]),
                                   l40=dice.choice([2, 3]))))
    for _ in range(4):
        spines = dice.randint(2, 8)
        chosen.append((failure, dict(spines=spines, links_per_spine=dice.randint(1, 3),
                                     spines_down=dice.randint(0, spines - 1), down_gbps=80 * dice.randint(1, 12),
                                     leafs=2, leafs_down=dice.randint(0, 1))))
        chosen.append((fabric, dict(spine_ports=dice.randint(16, 36), spines=spines, links_per_spine=dice.randint(1, 3),
                                    servers_per_leaf=dice.randint(16, 48))))
    result = [(f.__name__, inputs, f(**inputs)) for f, inputs in chosen] + FACTS
    return [{"id": f"{kind}-{n + 1}", "kind": kind, "input": inputs, "expect": expect}
            for n, (kind, inputs, expect) in enumerate(result)]


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases())
    with open(f"{HERE}/cases.json", "w", encoding="utf-8") as file:
        file.write('{"cases":[\n' + lines + "\n]}\n")
