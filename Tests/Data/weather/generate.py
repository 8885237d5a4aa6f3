#!/usr/bin/env python3
"""Makes the weather cases beside this file and their expected figures. Needs Python 3.11 and numpy.

    python3 Tests/Data/weather/generate.py

The figures come from `reference.py`, which knows nothing of the program. Observations of `fortnight` are those of
`Assets/world/weather` (FAA and NOAA, public domain; see NOTICE there); `tiny`, `sentinels`, `small.json` and `types.json` are
made up here.
"""
import csv
import datetime
import io
import json
import math
import os
import sys

import numpy as np

sys.dont_write_bytecode = True
import reference as ref  # noqa: E402
from reference import Evaluation, Joined  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ASSETS = os.path.join(HERE, "../../../Assets/world/weather")
ENCODINGS = ["numeric", "onehot", "weather", "history"]
HEADER = ["datetime"] + ref.FIELDS


def tidy(value):
    """Figures with twelve digits: the tests compare to 1e-8."""
    if isinstance(value, dict):
        return {k: tidy(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [tidy(v) for v in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else float(f"{float(value):.12g}")
    return int(value) if isinstance(value, np.integer) else value


def save(path, value):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(tidy(value), file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")


def save_rows(path, rows):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def fit(e, learner_rows, x, means, deviations, wanted):
    """The raw coefficients that belong to standardised ones."""
    coefficients, intercept = wanted
    raw = coefficients / deviations
    return {"intercept_std": intercept, "intercept_raw": intercept - (raw * means).sum(), "coef_std": coefficients,
            "coef_raw": raw}


def expected_ridge(e):
    train, test = e.split("sequential")
    result = {}
    for encoding in ENCODINGS:
        names, x, means, deviations, dropped = e.prepare(encoding, train)
        mean = e.y[train].mean()
        solutions = []
        for penalty in (1, 10, 100, 1000, 10000):
            b = ref.ridge(x[train], e.y[train] - mean, penalty)
            scores = ref.metrics(x[test] @ b + mean, e.y[test])
            solutions.append({"lambda": penalty, **fit(e, train, x, means, deviations, (b, mean)),
                              "train_rmse": ref.metrics(x[train] @ b + mean, e.y[train])["rmse"],
                              "eval_rmse": scores["rmse"], "eval_bias": scores["bias"]})
        result[encoding] = {"columns": names, "mean": means, "sd": deviations, "dropped": dropped,
                            "solutions": solutions}
    return result


def expected_net(e):
    train, test = e.split("sequential")
    result = {}
    for encoding in ("numeric", "onehot"):
        names, x, means, deviations, _ = e.prepare(encoding, train)
        mean = e.y[train].mean()
        solutions = []
        for ratio in (1.0, 0.5, 0.1):
            top = np.abs(x[train].T @ (e.y[train] - mean)).max() / (len(train) * ratio)
            for part in (1.001, 0.5, 0.1, 0.01):
                alpha = float(f"{top * part:.6g}")
                b, objective, is_unique, most = ref.elastic_net(x[train], e.y[train] - mean, alpha, ratio)
                scores = ref.metrics(x[test] @ b + mean, e.y[test])
                solutions.append({"alpha": alpha, "l1_ratio": ratio, "alpha_max": most, "unique": is_unique,
                                  "objective": objective, "nonzero": int((b != 0).sum()),
                                  **(fit(e, train, x, means, deviations, (b, mean)) if is_unique else {}),
                                  "eval_rmse": scores["rmse"], "eval_bias": scores["bias"]})
        result[encoding] = {"columns": names, "solutions": solutions}
    return result


def expected_descent(e):
    train, test = e.split("sequential")
    result = {}
    for encoding in ("numeric", "onehot"):
        _, x, _, _, _ = e.prepare(encoding, train)
        solutions = []
        for l2 in (0.0, 1e-6, 1e-4, 0.01):
            with np.errstate(all="ignore"):
                w, b = ref.descent(x[train], e.y[train], 10, l2)
            if not (np.isfinite(w).all() and np.abs(w).max() < 1e6):
                # The plain step diverges on outliers: there is no figure to compare.
                continue
            scores = ref.metrics(x[test] @ w + b, e.y[test])
            solutions.append({"passes": 10, "l2": l2, "eta0": 0.01, "power_t": 0.25, "weights": w, "bias": b,
                              "eval_rmse": scores["rmse"], "eval_bias": scores["bias"]})
        result[encoding] = {"solutions": solutions}
    return result


def corrected(e, encoding, penalty, train, rows):
    names, x, means, deviations, _ = e.prepare(encoding, train)
    own, offsets = e.base(train, train)
    residual = e.y[train] - own
    mean = residual.mean()
    b = ref.ridge(x[train], residual - mean, penalty)
    base, _ = e.base(train, rows)
    return names, fit(e, train, x, means, deviations, (b, mean)), base + mean + x[rows] @ b, offsets


def expected_corrected(e):
    train, test = e.split("sequential")
    result = {}
    for encoding in ("numeric", "history"):
        names, solution, scores, offsets = corrected(e, encoding, 1000, train, test)
        found = ref.metrics(scores, e.y[test])
        result[encoding] = {"lambda": 1000, "columns": names, **solution, "eval_rmse": found["rmse"],
                            "eval_bias": found["bias"]}
        result["hour_offsets"] = offsets
    return result


def plain(e, encoding, penalty, train, rows):
    _, x, _, _, _ = e.prepare(encoding, train)
    mean = e.y[train].mean()
    return x[rows] @ ref.ridge(x[train], e.y[train] - mean, penalty) + mean


def cross_validation(e, encoding, train):
    """Blocks of days, standardised once, each block's rows centred by the others."""
    _, x, _, _, _ = e.prepare(encoding, train)
    days = sorted({e.days[r] for r in train})
    count = min(5, len(days))
    block = np.array([days.index(e.days[r]) * count // len(days) for r in train])
    x, y = x[train], e.y[train]
    errors = []
    for penalty in ref.GRID:
        total = 0.0
        for k in range(count):
            inside, outside = block == k, block != k
            mx, my = x[outside].mean(axis=0), y[outside].mean()
            b = ref.ridge(x[outside] - mx, y[outside] - my, penalty)
            total += (((x[inside] - mx) @ b + my - y[inside]) ** 2).sum()
        errors.append(math.sqrt(total / len(y)))
    best = ref.GRID[int(np.argmin(errors))]
    return {"grid": ref.GRID, "cv_rmse": errors, "chosen": best}


def split_report(e, kind):
    train, test = e.split(kind)
    mean = e.y[train].mean()

    def first(*values):
        return next((v for v in values if not math.isnan(v)), mean)
    instants = [e.all[r] for r in test]
    result = {
        "train_rows": len(train), "eval_rows": len(test), "train_last": ref.row_id(e.all[train[-1]]),
        "eval_first": ref.row_id(e.all[test[0]]), "train_days": len({e.days[r] for r in train}),
        "eval_days": len({e.days[r] for r in test}), "train_mean_target": mean,
        "baseline_mean": ref.metrics([mean] * len(test), e.y[test]),
        "baseline_persistence_now": ref.metrics([first(e.now(i)) for i in instants], e.y[test]),
        "baseline_persistence_noon": ref.metrics([first(e.noon(i, 0), e.now(i)) for i in instants], e.y[test]),
        "baseline_persistence_hour": ref.metrics(e.base(train, test)[0], e.y[test]),
        "baseline_mean_histograms": ref.histograms(mean - e.y[test]),
        "histograms_ridge_numeric_100": ref.histograms(plain(e, "numeric", 100, train, test) - e.y[test]),
        "ridge": {}, "corrected_ridge": {}}
    for encoding in ENCODINGS:
        own = {"columns": len(e.prepare(encoding, train)[0])}
        for penalty in (1, 10, 100, 1000, 10000):
            own[f"lambda={penalty}"] = {
                "eval": ref.metrics(plain(e, encoding, penalty, train, test), e.y[test]),
                "train_rmse": ref.metrics(plain(e, encoding, penalty, train, train), e.y[train])["rmse"]}
        own["blocked_cv"] = cross_validation(e, encoding, train)
        own["blocked_cv"]["eval"] = ref.metrics(
            plain(e, encoding, own["blocked_cv"]["chosen"], train, test), e.y[test])
        result["ridge"][encoding] = own
    for encoding in ("numeric", "history"):
        result["corrected_ridge"][encoding] = {
            f"lambda={penalty}": ref.metrics(corrected(e, encoding, penalty, train, test)[2], e.y[test])
            for penalty in (100, 1000, 10000)}
    return result


def rolling(e):
    days = sorted(set(e.days))
    first = max(2, len(days) // 2)
    result = {"first_eval_day": days[first].strftime("%Y%m%d"), "eval_days": len(days) - first,
              "min_train_days": first}
    for name, encoding, penalty, is_corrected in (
            ("numeric", "numeric", 100, False), ("history", "history", 100, False),
            ("corrected_numeric", "numeric", 1000, True)):
        scores, targets, per_day = [], [], []
        for day in days[first:]:
            train = [r for r, d in enumerate(e.days) if d < day]
            rows = [r for r, d in enumerate(e.days) if d == day]
            own = corrected(e, encoding, penalty, train, rows)[2] if is_corrected else plain(
                e, encoding, penalty, train, rows)
            scores += list(own)
            targets += list(e.y[rows])
            per_day.append([day.strftime("%Y%m%d"), float(np.mean(own)), float(np.mean(e.y[rows]))])
        result[name] = {"lambda": penalty, **ref.metrics(scores, targets)}
        if not is_corrected:
            result[name]["per_day"] = per_day
    return result


def batch(e, train):
    rows = list(range(len(e.y), len(e.all)))
    scores = plain(e, "numeric", 100, train, rows)
    text = [["tag", "trueLabel", "score"]] + [
        [ref.row_id(e.all[r]), "", f"{s:.12g}"] for r, s in zip(rows, scores)]
    return text, {"model": "ridge numeric lambda=100", "trained_rows": len(train), "n": len(scores),
                  "mean": scores.mean(), "min": scores.min(), "max": scores.max(), "median": float(np.median(scores)),
                  "sd_pop": scores.std(), "distribution": ref.histograms(scores)}


def expect(folder, is_whole):
    """Everything that is expected of the case in a folder, by the name of its file."""
    with open(f"{folder}/case.json", encoding="utf-8") as file:
        joined = Joined(json.load(file), folder)
    result = {"dataset.csv": joined.rows(joined.dataset), "testset.csv": joined.rows(joined.testset),
              "attributes.json": ref.attributes(joined), "report.json": {"join": joined.report()}}
    if not is_whole:
        return result
    e = Evaluation(joined)
    train, test = e.split("sequential")
    result.update({"ridge.json": expected_ridge(e), "elastic_net.json": expected_net(e),
                   "sgd.json": expected_descent(e), "corrected.json": expected_corrected(e)})
    report = result["report.json"]
    report["splits"] = {kind: split_report(e, kind) for kind in ("sequential", "by_day")}
    report["rolling_origin"] = rolling(e)
    report["batch"] = {}
    for name, rows in (("train70", train), ("all", list(range(len(e.y))))):
        text, report["batch"][name] = batch(e, rows)
        result[f"batch_{name}_ridge_numeric_100.csv"] = text
    scores = plain(e, "numeric", 100, train, test)
    result["eval_predictions_ridge_numeric_100.csv"] = [["tag", "trueLabel", "score"]] + [
        [ref.row_id(e.all[r]), joined.target(e.all[r]), f"{s:.12g}"] for r, s in zip(test, scores)]
    return result


# The cases

def write_case(name, files, places, target, source, is_whole=False):
    folder = f"{HERE}/{name}"
    os.makedirs(folder, exist_ok=True)
    for file, data in files.items():
        with open(f"{folder}/{file}", "wb") as out:
            out.write(data)
    save(f"{folder}/case.json", {"name": name, "places": places, "target_place": target, "source": source})
    for file, value in expect(folder, is_whole).items():
        path = f"{folder}/expected/{file}"
        save_rows(path, value) if file.endswith(".csv") else save(path, value)


def text_of(rows, header=HEADER, ending="\n"):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=ending)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def tiny():
    """Two cities, four days of four records: small enough to be checked by hand."""
    warmth = {"Oslo": [8.0, 6.5, 12.0, 14.5, 9.0, 7.5, 13.0, 15.0, 10.5, 9.0, 11.0, 12.5, 7.0, 6.0, 14.0, 16.0],
              "Bergen": [9.5, 9.0, 10.0, 11.0, 9.0, 8.5, 10.5, 12.0, 10.0, 10.0, 9.5, 9.0, 8.5, 8.0, 12.5, 13.0]}
    files = {}
    for place, degrees in warmth.items():
        rows = []
        for i, t in enumerate(degrees):
            wet = place == "Bergen" and i // 4 == 2
            values = {
                "conds": "Rain" if wet else ("Clear" if i % 2 else "Partly Cloudy"), "dewptm": t - 5, "fog": 0,
                "hail": 0, "heatindexm": -9999, "hum": 55 + i + i // 4, "precipm": 1.2 if wet else 0.0,
                "pressurem": 1005 + i // 4 * 2 - i % 4 * 0.5, "rain": int(wet), "snow": 0, "tempm": t, "thunder": 0,
                "tornado": 0, "vism": 16.1, "wdird": 200 + 10 * i, "wdire": ["SSW", "West", "NW", "North"][i // 4],
                "wgustm": "-9999.0", "windchillm": -999, "wspdm": 8 + i % 4 * 1.5 + i // 4}
            rows.append([f"2015-05-{1 + i // 4:02}T{i % 4 * 6:02}:00:00Z"] + [values[f] for f in ref.FIELDS])
        files[f"{place}.csv"] = text_of(rows)
    places = [{"name": p, "prefix": p[0].lower(), "file": f"{p}.csv"} for p in warmth]
    write_case("tiny", files, places, "Oslo", "made up")


def sentinels():
    """Every rule of reading once: values that mean nothing, doubles, offsets, gaps, order, CRLF and a byte order mark."""
    plain = {"conds": "Clear", "dewptm": "3.5", "fog": "0", "hail": "0", "heatindexm": "-9999", "hum": "71",
             "precipm": "0.0", "pressurem": "1008.0", "rain": "0", "snow": "0", "tempm": "9", "thunder": "0",
             "tornado": "0", "vism": "10.0", "wdird": "250", "wdire": "WSW", "wgustm": "-9999.0",
             "windchillm": "-999", "wspdm": "12"}

    def row(time, **more):
        return [time] + [{**plain, **more}[f] for f in ref.FIELDS]
    aasen = [
        row("2016-02-28T00:00:00Z", hum="999", tempm="-9999", pressurem="999"),
        row("2016-02-28T06:00:00Z", dewptm=" -999 ", precipm="-9999.00", wdird="-9999.0", tempm="8.25"),
        row("2016-02-28T12:00:00Z", tempm="9.5"),
        # 18:00 UTC, told with an offset and seconds.
        row("2016-02-28T19:00:42+01:00", tempm="9.75", vism="999.0", conds="Light Rain"),
        row("2016-02-29T12:00:00Z", tempm="11.25"),
        row("2016-02-29T18:00:00Z", tempm="7.5", wspdm="-99"),
        row("2016-03-01T00:00:00Z", tempm="6"),
        # Noon of the first of March comes without a temperature: the day before has no target.
        row("2016-03-01T12:00:00Z", tempm="", conds=""),
        row("2016-03-02T12:00:00Z", tempm="+4.50"),
        row("2016-03-02T18:00:00Z", tempm="1e1"),
        # Once more, and this one counts, all of it: its empty cells too.
        row("2016-02-29T18:00:00Z", tempm="13.3", conds="Overcast", wdird="", wspdm="10.0"),
        row("2016-02-29T06:00:00Z", tempm="4.0"),
    ]
    voss = [
        row("2016-03-02T12:00:00Z", tempm="5.5", conds="-9999"),
        row("2016-02-28T00:00:00Z", tempm="9"),
        row("2016-02-28T06:00:00Z", tempm="9999", pressurem="-9999.0"),
        row("2016-02-28T12:00:00Z", tempm="10", conds="Rain, \"heavy\""),
        row("2016-02-28T18:00:00Z", tempm="10.5", precipm="9999"),
        row("2016-02-29T00:00:00Z", tempm="-99", wspdm=" -9999.0 "),
        row("2016-02-29T12:00:00Z", tempm="11", fog="1"),
        row("2016-02-29T18:00:00Z", tempm="11.5"),
        row("2016-03-01T00:00:00Z", tempm="11"),
        row("2016-03-01T12:00:00Z", tempm="12"),
        row("2016-03-02T18:00:00Z", tempm="12.5"),
        row("2016-03-02T03:00:00Z", tempm="8.8"),
    ]
    # Another order of columns, a column nobody knows, CRLF and a byte order mark.
    order = ["wspdm", "tempm", "datetime", "station"] + [
        f for f in ref.FIELDS if f not in ("wspdm", "tempm")]
    turned = [[dict(zip(HEADER, r)).get(name, "x") for name in order] for r in voss]
    files = {"Åsen.csv": text_of(aasen), "Voss.csv": b"\xef\xbb\xbf" + text_of(turned, order, "\r\n")}
    # The first place has no prefix of its own, and its name is decomposed.
    places = [{"name": "A\u030asen", "file": "Åsen.csv"}, {"name": "Voss", "prefix": "v", "file": "Voss.csv"}]
    write_case("sentinels", files, places, "A\u030asen", "made up")


def bundled(place):
    """The rows of a bundled file: an empty or missing cell repeats the one above, ~ is an empty value."""
    columns, day, values, rows = [], None, {}, []
    with open(f"{ASSETS}/{place}.txt", encoding="utf-8") as file:
        for line in file.read().splitlines():
            if line.startswith("#") or not line or line.startswith("place "):
                continue
            if line.startswith("columns "):
                columns = line.split()[1:]
            elif "," not in line and len(line) == 10:
                day = line
            else:
                hour, *cells = line.split(",")
                for name, cell in zip(columns, cells):
                    if cell:
                        values[name] = "" if cell == "~" else cell
                rows.append([f"{day}T{hour}:00:00Z"] + [values[f] for f in ref.FIELDS])
    return rows


def fortnight():
    """Fourteen days of real observations at three airports; some hours are missing at one of them."""
    names = ["Newark", "JFK", "LaGuardia"]
    files = {}
    for place in names:
        rows = [r for r in bundled(place) if "2013-06-25" <= r[0] < "2013-07-09"]
        files[f"{place}.csv"] = text_of(rows)
    places = [{"name": p, "prefix": p[0].lower(), "file": f"{p}.csv"} for p in names]
    write_case("fortnight", files, places, "JFK", "FAA and NOAA, 2013-06-25 to 2013-07-08 UTC, public domain", True)


def small(x=None, y=None):
    """Twelve rows of five columns, two of them nearly the same."""
    random = np.random.default_rng(20150713)
    if x is None:
        x = random.normal(size=(12, 5)).round(3)
        x[:, 4] = (x[:, 0] + 0.05 * random.normal(size=12)).round(3)
        y = (9 + 2 * x[:, 0] - 1.1 * x[:, 1] + 0.3 * x[:, 3] + 0.2 * random.normal(size=12)).round(3)
    means, deviations = x.mean(axis=0), x.std(axis=0)
    s, mean = (x - means) / deviations, y.mean()
    result = {"X": x, "y": y, "mean": means, "sd_pop": deviations, "ridge": [], "elastic_net": [], "sgd": []}
    for penalty in (0.1, 1, 10, 100):
        b = ref.ridge(s, y - mean, penalty)
        result["ridge"].append({"lambda": penalty, **fit(None, None, s, means, deviations, (b, mean)),
                                "train_rmse": ref.metrics(s @ b + mean, y)["rmse"]})
    for alpha, ratio in ((1.0, 1.0), (0.1, 1.0), (0.1, 0.5), (0.01, 0.5), (0.5, 0.1)):
        b, objective, is_unique, _ = ref.elastic_net(s, y - mean, alpha, ratio)
        result["elastic_net"].append({"alpha": alpha, "l1_ratio": ratio, "coef_std": b, "intercept_std": mean,
                                      "nonzero": int((b != 0).sum()), "unique": is_unique, "objective": objective})
    for l2 in (0.0, 1e-6, 0.01):
        w, bias = ref.descent(s, y, 10, l2)
        result["sgd"].append({"passes": 10, "l2": l2, "eta0": 0.01, "power_t": 0.25, "weights": w, "bias": bias,
                              "train_rmse": ref.metrics(s @ w + bias, y)["rmse"]})
    errors = [-1.25, -0.31, -0.0499, 0.01, 0.07, 0.26, 0.49, 0.51, 1.02, 1.99, 2.6]
    result["histogram"] = {"errors": errors, "bins": ref.histograms(errors)}
    prediction, target = [1.0, 2.0, 3.0, 5.0], [1.5, 2.0, 2.0, 7.0]
    result["metrics"] = {"pred": prediction, "target": target, "expected": ref.metrics(prediction, target)}
    return result


def types():
    """Columns of every kind and the type they vote for."""
    sentence = " ".join(["word"] * 21)
    columns = [["0", "1", "0"], ["1"], ["0", "0"], ["0", "1", "2"], ["0.0", "1.0"], ["1", "0", "-"], ["a", "b"],
               ["1", "2", "x"], ["1", "x"], ["", "", ""], [], ["1e3", "-2.5", "+.5", "7."], ["1,5", "2,5"],
               ["nan", "inf", "1"], [sentence, sentence], [" ".join(["word"] * 20)] * 2, [sentence, "short"],
               [sentence, "1"], [sentence, "1", "2"], ["yes", "no"], ["NW", "", "N"], ["\u0663", "\u0664"],
               ["1_000", "2_000"], ["0x10", "0x11"], ["\uff15"], [".", "+", "1"], ["1e", "e1", "2"]]
    cases = []
    for column in columns:
        kind, is_ambiguous = ref.vote(column)
        cases.append({"values": column, "type": kind, **({"type_ambiguous": True} if is_ambiguous else {})})
    return {"cases": cases}


if __name__ == "__main__":
    tiny()
    sentinels()
    fortnight()
    save(f"{HERE}/small.json", small())
    save(f"{HERE}/types.json", types())
    size = sum(os.path.getsize(os.path.join(d, f)) for d, _, files in os.walk(HERE) for f in files)
    print(f"{size / 1000:.0f} kB", file=sys.stderr)
