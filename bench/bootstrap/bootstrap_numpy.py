"""The crossed bootstrap of bench/bootstrap.ts with numpy: multinomial weights and matrix products."""
import json
import sys
import time

import numpy as np

BLOCK = 500


def draws(codes, count, rng):
    """codes: raters x pairs x 2 with 1 right, 2 other, 3 can't tell, 0 missing."""
    raters, pairs, _ = codes.shape
    right, other, cannot = ((codes == code).astype(np.float32).reshape(raters, -1) for code in (1, 2, 3))
    both = (codes > 0).all(2).astype(np.float32)
    both_right = (codes == 1).all(2).astype(np.float32)
    out = []
    for start in range(0, count, BLOCK):
        n = min(BLOCK, count - start)
        w = rng.multinomial(raters, np.full(raters, 1 / raters), n).astype(np.float32)
        u = rng.multinomial(pairs, np.full(pairs, 1 / pairs), n).astype(np.float32)
        r, o, c = (w @ part for part in (right, other, cannot))
        total = r + o + c
        won = ((r > o) & (r > c)).reshape(n, pairs, 2)
        voted = (total > 0).reshape(n, pairs, 2)
        per_pair = lambda items: items.reshape(n, pairs, 2).sum(2)
        share = lambda top, bottom: (u * top).sum(1) / (u * bottom).sum(1)
        out.append(
            np.stack(
                [
                    share(per_pair(r), per_pair(total)),
                    share(w @ both_right, w @ both),
                    share(won.sum(2), voted.sum(2)),
                    share(won.all(2), voted.all(2)),
                ]
            )
        )
    return np.concatenate(out, axis=1)


def main():
    task = json.load(sys.stdin)
    codes = np.array(task["codes"], dtype=np.uint8).reshape(task["raters"], task["pairs"], 2)
    rng = np.random.default_rng(1)
    draws(codes, 1000, rng)
    times = []
    for _ in range(task["rounds"]):
        start = time.perf_counter()
        values = draws(codes, task["draws"], rng)
        times.append((time.perf_counter() - start) * 1000)
    intervals = np.quantile(values, [0.025, 0.975], axis=1).T.tolist()
    print(json.dumps({"version": np.__version__, "ms": times, "intervals": intervals}))


main()
