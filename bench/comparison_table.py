"""From the lines of both sides to a table: the minimum of each, the ratio, both losses."""

# What is compared of a workload, in this order; the factor turns it into the unit that is shown.
VALUES = {
    "startup": ("seconds", 1e3, "ms"),
    "startup-memory": ("peak_rss_mb", 1, "MB"),
    "seed-dense10-b1": ("us_per_step", 1, "us a step"),
    "seed-mlp16-b32": ("us_per_step", 1, "us a step"),
    "fashion-mlp512-b128": ("epoch_s", 1, "s an epoch"),
    "fashion-mlp512-predict60k": ("seconds", 1, "s"),
    "fashion-mlp512-predict1": ("us", 1, "us"),
    "digits-l2-sweep": ("seconds", 1, "s"),
    "digits-l2-sweep-all-epochs": ("seconds", 1, "s"),
    "digits-l1-sweep": ("seconds", 1, "s"),
    "digits-l1-sweep-all-epochs": ("seconds", 1, "s"),
    "wine-lassonet-path": ("seconds", 1, "s"),
}

# OpenNN (snapshot of July 2026, Eigen 3.4, g++ 12 -O3 -march=native) is packaged nowhere. These
# microseconds a step were taken beside libtorch's in one earlier run.
OPENNN = {"seed-dense10-b1": ((0.6, 1.0), 54.0), "seed-mlp16-b32": ((5.9, 5.9), 339.0)}


def value_of(line):
    return line.get(VALUES[line["workload"]][0])


def fastest(lines):
    """{(workload, threads, peer): line} with the least value over settings and rounds."""
    best = {}
    for line in lines:
        if line["workload"] not in VALUES or value_of(line) is None:
            continue
        key = line["workload"], line["threads"], line["peer"]
        if key not in best or value_of(line) < value_of(best[key]):
            best[key] = line
    return best


# Workloads whose plans occam_bench --roofline times call by call.
PROFILED = ["seed-dense10-b1", "seed-mlp16-b32", "fashion-mlp512-b128",
            "fashion-mlp512-predict60k", "fashion-mlp512-predict1", "digits-l2-sweep", "digits-l1-sweep"]
PARTS = {"products_us": "products", "updates_us": "updates", "passes_us": "passes",
         "small_us": "small calls"}


def number(value):
    return "-" if value is None else f"{value:.4g}"


def comparisons(lines):
    """One record for each workload, number of threads and peer."""
    best = fastest(lines)
    order = list(VALUES)
    for workload, threads, peer in sorted(best, key=lambda k: (order.index(k[0]), k[1])):
        ours = best.get((workload, threads, "occam"))
        if peer == "occam" or ours is None:
            continue
        theirs = best[workload, threads, peer]
        _, factor, unit = VALUES[workload]
        yield {"workload": workload, "threads": threads, "peer": peer,
               "setting": theirs.get("variant", ""), "unit": unit,
               "peer_value": value_of(theirs) * factor, "occam_value": value_of(ours) * factor,
               "ratio": value_of(theirs) / value_of(ours),
               "peer_loss": theirs.get("loss"), "occam_loss": ours.get("loss")}


def markdown(records):
    heads = ["workload", "threads", "peer", "unit", "peer", "occam", "peer / occam", "peer's loss",
             "occam's loss"]
    rows = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for r in records:
        peer = f"{r['peer']}, {r['setting']}" if r["setting"] else r["peer"]
        cells = [r["workload"], r["threads"], peer, r["unit"], number(r["peer_value"]),
                 number(r["occam_value"]), f"{r['ratio']:.3g}", number(r["peer_loss"]),
                 number(r["occam_loss"])]
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(rows)


def opennn_note(records):
    """OpenNN through libtorch's ratio; empty when libtorch was not measured."""
    sentences = []
    for r in records:
        if r["peer"] != "libtorch" or r["threads"] != 1:
            continue
        (low, high), libtorch = OPENNN[r["workload"]]
        scaled = sorted({number(us / libtorch * r["peer_value"]) for us in (low, high)}, key=float)
        ratio = sorted({f"{us / libtorch * r['ratio']:.3g}" for us in (low, high)}, key=float)
        taken = number(low) if low == high else f"{number(low)}-{number(high)}"
        sentences.append(f"{r['workload']}: {taken} us beside libtorch's {number(libtorch)}, so "
                         f"{' to '.join(scaled)} us at libtorch's pace here, "
                         f"{' to '.join(ratio)} times occam's.")
    if not sentences:
        return ""
    return ("OpenNN was not run: no package of it exists. Its times come from one earlier run and "
            "are compared by way of libtorch's in that run. " + " ".join(sentences))


def occam_alone(lines):
    """What has no peer: the cost of penalties, whether threads change bits, and what that costs."""
    sentences = []
    costs = [line for line in lines if line["workload"] == "penalty-cost"]
    for threads in sorted({line["threads"] for line in costs}):
        runs = [line for line in costs if line["threads"] == threads]
        penalized = min(line["us_per_step"] for line in runs)
        plain = min(line["us_per_step_without"] for line in runs)
        sentences.append(f"L1 and L2 on every kernel of fashion-mlp512-b128, {threads} thread(s): "
                         f"{number(penalized)} us a step instead of {number(plain)}, "
                         f"ratio {penalized / plain:.3f}.")
    checks = [line for line in lines if line["workload"] == "determinism"]
    for training in sorted({line["training"] for line in checks}):
        same = all(line["equal_bits"] for line in checks if line["training"] == training)
        sentences.append(f"{training}, 1 to 4 threads: "
                         f"{'the same bits' if same else 'DIFFERENT BITS'}.")
    return " ".join([*sentences, *determinism_costs(lines)])


def determinism_costs(lines):
    """A sentence for each training and number of threads."""
    runs = {}
    for line in lines:
        if line["workload"] == "determinism-cost":
            runs.setdefault((line["training"], line["threads"]), []).append(line)
    for (training, threads), group in sorted(runs.items()):
        defined = min(line["us_per_step"] for line in group)
        free = min(group, key=lambda line: line["us_per_step_free"])
        yield (f"{training}, {threads} thread(s): {number(defined)} us a step with defined sums, "
               f"{number(free['us_per_step_free'])} with free ones ({free['free']}), ratio "
               f"{defined / free['us_per_step_free']:.3f}; losses of the first epoch "
               f"{number(free['loss'])} and {number(free['loss_free'])}.")


def microseconds(line):
    """What is to be explained: a step, or the whole workload."""
    return line.get("us_per_step") or line.get("us") or 1e6 * line["seconds"]


def profile(lines):
    """Of each workload's time the share of every kind of call, and of what lies between calls."""
    best = fastest(lines)
    heads = ["workload", "threads", "measured, us", "arithmetic limit",
             *PARTS.values(), "between calls"]
    rows = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for workload in PROFILED:
        profiled = [line for line in lines if line["workload"] == f"roofline {workload}"]
        for threads in sorted({line["threads"] for line in profiled}):
            plans = [line for line in profiled if line["threads"] == threads]
            measured = best.get((workload, threads, "occam"))
            if measured is None:
                continue
            whole = microseconds(measured)

            def share(part):
                return sum(line["runs"] * line[part] for line in plans) / whole

            cells = [workload, str(threads), number(whole), f"{share('products_limit_us'):.0%}",
                     *(f"{share(part):.0%}" for part in PARTS),
                     f"{1 - share('us_per_step'):.0%}"]
            rows.append("| " + " | ".join(cells) + " |")
    return "#### Where the time goes\n" + "\n".join(rows) if len(rows) > 2 else ""
