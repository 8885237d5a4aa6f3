"""The weather regression written down a second time, with numpy alone, from its definitions.

It shares no line with the program: `generate.py` uses it to make the expected figures of the cases beside it.
Definitions: reading and joining (D), types (T), splits (S), encodings (X), ridge (R), elastic net (E), stochastic
gradient descent (G), corrected ridge (O), metrics (H) are named in the comments of the functions.
"""
import csv
import datetime
import math
import re
import unicodedata

import numpy as np

FIELDS = ("conds dewptm fog hail heatindexm hum precipm pressurem rain snow tempm thunder tornado vism wdird wdire "
          "wgustm windchillm wspdm").split()
SENTINELS = {"999", "-999", "-9999", "-9999.0", "-9999.00"}
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
UTC = datetime.timezone.utc
HOUR = datetime.timedelta(hours=1)
WIDTHS = [1, 0.5, 0.2, 0.1, 0.05]
GRID = [1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000]


def number(text):
    """A number by the syntax of the cases; None for everything else, nan, inf and 0x10 among it."""
    return float(text) if NUMBER.fullmatch(text) else None


def read(path):
    """D: the rows of one raw file by instant, the last of an instant; how many rows; how many doubled."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    result, doubles = {}, 0
    for row in rows:
        instant = datetime.datetime.fromisoformat(row["datetime"].strip().replace("Z", "+00:00")).astimezone(UTC)
        instant = instant.replace(second=0, microsecond=0)
        values = {}
        for field in FIELDS:
            value = (row.get(field) or "").strip()
            values[field] = "" if value in SENTINELS and field != "pressurem" else value
        doubles += instant in result
        result[instant] = values
    return result, len(rows), doubles


class Joined:
    """D: the records that all places have."""

    def __init__(self, case, folder):
        self.places = [p["name"] for p in case["places"]]
        self.prefix = {p["name"]: p.get("prefix") or unicodedata.normalize("NFC", p["name"])[0].lower()
                       for p in case["places"]}
        self.target_place = case["target_place"]
        self.raw, self.raw_rows, self.doubles = {}, {}, {}
        for place in case["places"]:
            self.raw[place["name"]], self.raw_rows[place["name"]], self.doubles[place["name"]] = read(
                f"{folder}/{place['file']}")
        sets = [set(rows) for rows in self.raw.values()]
        self.any = sorted(set.union(*sets))
        self.instants = sorted(set.intersection(*sets))
        own = self.raw[self.target_place]
        self.noons = {i.strftime("%Y%m%d"): row["tempm"] for i, row in sorted(own.items())
                      if i.hour == 12 and i.minute == 0 and number(row["tempm"]) is not None}
        self.names = [f"{self.prefix[p]}_{f}" for p in self.places for f in FIELDS]
        self.target_name = f"target_{self.prefix[self.target_place]}_tempm"
        self.dataset, self.testset = [], []
        for instant in self.instants:
            target = self.noons.get((instant + 24 * HOUR).strftime("%Y%m%d"))
            (self.testset if target is None else self.dataset).append(instant)

    def cells(self, instant):
        return [self.raw[p][instant][f] for p in self.places for f in FIELDS]

    def target(self, instant):
        return self.noons.get((instant + 24 * HOUR).strftime("%Y%m%d"), "")

    def rows(self, instants):
        return [["datetime_utc"] + self.names + [self.target_name]] + [
            [row_id(i)] + self.cells(i) + [self.target(i)] for i in instants]

    def report(self):
        return {
            "raw_rows": self.raw_rows, "duplicates": self.doubles, "instants_any_place": len(self.any),
            "instants_all_places": len(self.instants), "skipped_instants": len(self.any) - len(self.instants),
            "dataset_rows": len(self.dataset), "testset_rows": len(self.testset),
            "testset_days": sorted({i.strftime("%Y%m%d") for i in self.testset}), "noons": self.noons}


def row_id(instant):
    return instant.strftime("%Y%m%d-%H:%M")


def vote(values):
    """T: the type of a column, and whether no value said so."""
    numbers = texts = words = 0
    for value in values:
        if value == "":
            continue
        if number(value) is not None:
            numbers += 1
        elif len(value.split()) > 20:
            texts += 1
        else:
            words += 1
    if numbers + texts + words == 0:
        return "numeric", True
    if numbers > texts and numbers > words:
        exact = {v for v in values if number(v) is not None}
        return ("binary" if exact <= {"0", "1"} else "numeric"), False
    return ("categorical" if words >= texts else "text"), False


def sample_statistics(name, kind, ambiguous, cells, targets, role):
    present = [c for c in cells if c != ""]
    column = {"name": name, "type": kind, "count": len(present), "missing": len(cells) - len(present)}
    if ambiguous:
        column["type_ambiguous"] = True
    if role:
        column["role"] = role
    if kind in ("categorical", "text"):
        tally = {}
        for cell in present:
            tally[cell] = tally.get(cell, 0) + 1
        column["unique"] = len(tally)
        if role == "row_id":
            column["most_frequent"] = []
            return column
        column["most_frequent"] = [[k, n] for k, n in sorted(tally.items(), key=lambda x: (-x[1], x[0]))[:5]]
        pairs = [(c, t) for c, t in zip(cells, targets) if c != ""]
        column["eta_to_target"] = eta(pairs)
        return column
    pairs = [(number(c), t) for c, t in zip(cells, targets) if c != "" and number(c) is not None]
    values = np.array([p[0] for p in pairs])
    column["invalid"] = len(present) - len(values)
    column["count"] = n = len(values)
    column["unique"] = len(set(values.tolist()))
    if n == 0:
        column.update({k: None for k in
                       ("min", "max", "mean", "median", "sd_pop", "sd_sample", "correlation_to_target")})
        return column
    column.update(min=values.min(), max=values.max(), mean=values.mean(), median=float(np.median(values)),
                  sd_pop=values.std(), sd_sample=values.std(ddof=1) if n > 1 else None)
    t = np.array([p[1] for p in pairs])
    column["correlation_to_target"] = None
    if role != "target" and len(set(values.tolist())) > 1 and len(set(t.tolist())) > 1:
        column["correlation_to_target"] = float(np.corrcoef(values, t)[0, 1])
    if kind == "binary":
        column["ones"] = int((values == 1).sum())
        column["zeros"] = int((values == 0).sum())
    return column


def eta(pairs):
    if not pairs:
        return None
    t = np.array([p[1] for p in pairs])
    total = ((t - t.mean()) ** 2).sum()
    if len(set(t.tolist())) < 2:
        return None
    between = 0.0
    for key in {p[0] for p in pairs}:
        own = np.array([p[1] for p in pairs if p[0] == key])
        between += len(own) * (own.mean() - t.mean()) ** 2
    return math.sqrt(between / total)


def attributes(joined):
    rows = [joined.cells(i) for i in joined.dataset]
    targets = [float(joined.target(i)) for i in joined.dataset]
    columns = [sample_statistics("datetime_utc", "categorical", False, [row_id(i) for i in joined.dataset], targets,
                                 "row_id")]
    for index, name in enumerate(joined.names + [joined.target_name]):
        is_target = index == len(joined.names)
        cells = [joined.target(i) for i in joined.dataset] if is_target else [r[index] for r in rows]
        kind, ambiguous = vote(cells)
        columns.append(
            sample_statistics(name, kind, ambiguous, cells, targets, "target" if is_target else None))
    counts = {k: sum(c["type"] == k for c in columns) for k in ("binary", "categorical", "numeric", "text")}
    return {"rows": len(rows), "attributes": len(columns), **counts, "row_id": "datetime_utc",
            "target": joined.target_name, "columns": columns}


class Evaluation:
    """X, S: everything the learners need of one case."""

    def __init__(self, joined):
        self.j = joined
        self.kinds = {}
        for index, name in enumerate(joined.names):
            self.kinds[name] = vote([joined.cells(i)[index] for i in joined.dataset])[0]
        self.all = joined.dataset + joined.testset
        self.y = np.array([float(joined.target(i)) for i in joined.dataset])
        self.days = [i.date() for i in joined.dataset]

    def value(self, place, field, instant):
        row = self.j.raw[place].get(instant) if instant in self._joined else None
        found = number(row[field]) if row else None
        return math.nan if found is None else found

    @property
    def _joined(self):
        if not hasattr(self, "_set"):
            self._set = set(self.j.instants)
        return self._set

    def noon(self, instant, back):
        at = instant.replace(hour=12, minute=0)
        if at > instant:
            at -= 24 * HOUR
        text = self.j.noons.get((at - back * 24 * HOUR).strftime("%Y%m%d"))
        return math.nan if text is None else float(text)

    def now(self, instant):
        return self.value(self.j.target_place, "tempm", instant)

    def columns(self, encoding, train):
        j = self.j
        result = []
        for place in j.places:
            for field in FIELDS:
                name = f"{j.prefix[place]}_{field}"
                if self.kinds[name] not in ("numeric", "binary"):
                    continue
                if encoding in ("weather", "history") and field == "wdird":
                    pairs = [self.wind(place, i) for i in self.all]
                    result.append((f"{j.prefix[place]}_wind_sin", [p[0] for p in pairs]))
                    result.append((f"{j.prefix[place]}_wind_cos", [p[1] for p in pairs]))
                else:
                    result.append((name, [self.value(place, field, i) for i in self.all]))
        if encoding == "onehot":
            for place in j.places:
                for field in FIELDS:
                    name = f"{j.prefix[place]}_{field}"
                    if self.kinds[name] != "categorical":
                        continue
                    cells = [j.raw[place][i][field] for i in self.all]
                    for category in sorted({cells[r] for r in train if cells[r] != ""}):
                        result.append((f"{name}={category}", [float(c == category) for c in cells]))
        if encoding in ("weather", "history"):
            for hour in range(24):
                result.append((f"hour={hour:02}", [float(i.hour == hour) for i in self.all]))
        if encoding == "history":
            p = j.target_place
            t = [self.now(i) for i in self.all]
            t24 = [self.value(p, "tempm", i - 24 * HOUR) for i in self.all]
            pressure = [self.value(p, "pressurem", i) for i in self.all]
            result.append(("t24", t24))
            result.append(("dt24", [a - b for a, b in zip(t, t24)]))
            result.append(("noon0", [self.noon(i, 0) for i in self.all]))
            result.append(("noon1", [self.noon(i, 1) for i in self.all]))
            for hours in (3, 24):
                result.append((f"dp{hours}", [a - self.value(p, "pressurem", i - hours * HOUR)
                                              for a, i in zip(pressure, self.all)]))
            means = []
            for i in self.all:
                window = [v for h in range(24) if not math.isnan(v := self.value(p, "tempm", i - h * HOUR))]
                means.append(float(np.mean(window)) if window else math.nan)
            result.append(("mean24", means))
            angle = [2 * math.pi * i.timetuple().tm_yday / 365.25 for i in self.all]
            result.append(("doy_sin", [math.sin(a) for a in angle]))
            result.append(("doy_cos", [math.cos(a) for a in angle]))
        return result

    def wind(self, place, instant):
        speed, angle = self.value(place, "wspdm", instant), self.value(place, "wdird", instant)
        if speed == 0:
            return 0.0, 0.0
        if math.isnan(speed) or math.isnan(angle):
            return math.nan, math.nan
        return speed * math.sin(math.radians(angle)), speed * math.cos(math.radians(angle))

    def prepare(self, encoding, train):
        """X: impute, drop, standardise; fitted on the training rows."""
        names, kept, means, deviations, dropped = [], [], [], [], []
        for name, values in self.columns(encoding, train):
            v = np.array(values, dtype=float)
            present = v[train][~np.isnan(v[train])]
            if len(present) == 0:
                dropped.append(name)
                continue
            v = np.where(np.isnan(v), present.mean(), v)
            mean, sd = v[train].mean(), v[train].std()
            if sd <= 1e-9 * max(1, abs(mean)):
                dropped.append(name)
                continue
            names.append(name)
            means.append(mean)
            deviations.append(sd)
            kept.append((v - mean) / sd)
        return names, np.array(kept).T, np.array(means), np.array(deviations), dropped

    def split(self, kind):
        n = len(self.y)
        cut = n * 70 // 100
        if kind == "by_day":
            days = sorted(set(self.days))
            allowed = set(days[:len(days) * 70 // 100])
            cut = sum(d in allowed for d in self.days)
        return list(range(cut)), list(range(cut, n))

    def base(self, train, rows):
        """O: the temperature of the row plus the mean change of its hour, and those changes."""
        mean = self.y[train].mean()

        def start(r):
            for value in (self.now(self.all[r]), self.noon(self.all[r], 0)):
                if not math.isnan(value):
                    return value
            return mean
        offsets = []
        for hour in range(24):
            own = [self.y[r] - start(r) for r in train if self.all[r].hour == hour]
            offsets.append(float(np.mean(own)) if own else 0.0)
        return np.array([start(r) + offsets[self.all[r].hour] for r in rows]), offsets


def ridge(x, yc, penalty):
    """R: minimise |yc - Xb|^2 + penalty |b|^2, by the eigenvalues of X'X."""
    values, vectors = np.linalg.eigh(x.T @ x)
    return vectors @ ((vectors.T @ (x.T @ yc)) / (np.maximum(values, 0) + penalty))


def elastic_net(x, yc, alpha, ratio, passes=200_000):
    """E: coordinate descent until nothing moves, then the active set solved at once."""
    n, p = x.shape
    gram, q = x.T @ x / n, x.T @ yc / n
    b = np.zeros(p)
    gradient = q.copy()
    for _ in range(passes):
        biggest = 0.0
        for k in range(p):
            old = b[k]
            rho = gradient[k] + gram[k, k] * old
            new = math.copysign(max(0.0, abs(rho) - alpha * ratio), rho) / (gram[k, k] + alpha * (1 - ratio))
            if new != old:
                gradient -= gram[:, k] * (new - old)
                b[k] = new
                biggest = max(biggest, abs(new - old))
        if biggest < 1e-14:
            break
    active = np.flatnonzero(b)
    is_unique = True
    if len(active):
        own = gram[np.ix_(active, active)] + alpha * (1 - ratio) * np.eye(len(active))
        is_unique = np.linalg.cond(own) < 1e10
        if is_unique:
            exact = np.linalg.solve(own, q[active] - alpha * ratio * np.sign(b[active]))
            if (np.sign(exact) == np.sign(b[active])).all():
                b[active] = exact
    slack = np.abs(q - gram @ b - alpha * (1 - ratio) * b)
    assert (slack <= alpha * ratio + 1e-9).all(), "the solution does not fulfil its conditions"
    residual = yc - x @ b
    objective = residual @ residual / (2 * n) + alpha * ratio * np.abs(b).sum() + alpha * (1 - ratio) / 2 * b @ b
    # A lasso whose inactive columns lie on the edge has more than one solution.
    inactive = np.setdiff1d(np.arange(p), active)
    if len(inactive) and (slack[inactive] > alpha * ratio - 1e-7).any() and ratio == 1:
        is_unique = False
    return b, objective, bool(is_unique), np.abs(q).max() / ratio


def descent(x, y, passes, l2, eta0=0.01, power=0.25):
    """G: in the order of the rows."""
    w, b, t = np.zeros(x.shape[1]), 0.0, 0
    for _ in range(passes):
        for row, wanted in zip(x, y):
            t += 1
            eta = eta0 / t ** power
            g = w @ row + b - wanted
            w = w * max(0.0, 1 - eta * l2) - eta * g * row
            b -= eta * g
    return w, b


def metrics(prediction, target):
    """H."""
    e = np.asarray(prediction) - np.asarray(target)
    return {"n": len(e), "rmse": math.sqrt((e ** 2).mean()), "bias": e.mean(), "mae": np.abs(e).mean(),
            "over": int((e > 0).sum()), "under": int((e < 0).sum()), "exact": int((e == 0).sum()),
            "min_error": e.min(), "max_error": e.max()}


def histograms(errors):
    result = []
    for width in WIDTHS:
        scaled = np.asarray(errors) / width
        bins = np.floor(scaled).astype(int)
        counts = [int((bins == k).sum()) for k in range(bins.min(), bins.max() + 1)]
        edge = np.abs(scaled - np.round(scaled)).min()
        result.append({"width": width, "first_bin": int(bins.min()), "counts": counts, "nearest_edge": edge})
    return result
