"""All pairs above one and below another cosine with FAISS and numpy, timed.

Usage: search_faiss.py SEMANTIC VISUAL COUNT SEMANTIC_DIMENSIONS VISUAL_DIMENSIONS ABOVE BELOW EVERY OUT
Every EVERY-th row is a query against all rows. Prints one line of JSON; OUT gets the pairs as int32.
"""

import json
import re
import resource
import sys
import time

try:
    import faiss
    import numpy as np
except ImportError as error:
    print(json.dumps({"missing": str(error)}))
    sys.exit(0)

# Without OpenBLAS Debian's FAISS multiplies a hundred times slower: that would be no comparison.
with open("/proc/self/maps") as maps:
    if not re.search("openblas|mkl_", maps.read()):
        print(json.dumps({"missing": "FAISS runs without OpenBLAS (package libopenblas0)"}))
        sys.exit(0)

semantic_file, visual_file, *numbers, out = sys.argv[1:]
count, semantic_dimensions, visual_dimensions = (int(value) for value in numbers[:3])
above, below = (float(value) for value in numbers[3:5])
every = int(numbers[5])


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


semantic = np.fromfile(semantic_file, dtype=np.float32).reshape(count, semantic_dimensions)
visual = np.fromfile(visual_file, dtype=np.float32).reshape(count, visual_dimensions)

started, cpu_started = time.perf_counter(), cpu_seconds()
index = faiss.IndexFlatIP(semantic_dimensions)
index.add(semantic)
added, cpu_added = time.perf_counter(), cpu_seconds()
queries = np.arange(0, count, every)
limits, _, neighbours = index.range_search(np.ascontiguousarray(semantic[::every]), above)
query_of = np.repeat(queries, np.diff(limits.astype(np.int64)))
if every == 1:
    keep = query_of < neighbours
else:
    keep = query_of != neighbours
first, second = query_of[keep], neighbours[keep]
passing = np.zeros(len(first), dtype=bool)
CHUNK = 20000
for start in range(0, len(first), CHUNK):
    part = slice(start, start + CHUNK)
    cosines = np.einsum("ij,ij->i", visual[first[part]], visual[second[part]])
    passing[part] = cosines < below
ended, cpu_ended = time.perf_counter(), cpu_seconds()

pairs = np.stack([first[passing], second[passing]], axis=1)
np.sort(pairs, axis=1).astype(np.int32).tofile(out)
print(
    json.dumps(
        {
            "version": faiss.__version__,
            "add": added - started,
            "search": ended - added,
            "cpuAdd": cpu_added - cpu_started,
            "cpuSearch": cpu_ended - cpu_added,
            "queries": len(queries),
            "peakMB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "above": int(len(first)),
        }
    )
)
