#!/usr/bin/env python3
"""How long a block of 600 functions takes to compile, with `#[cgo_import]` and without.

It takes part in run.py as the programs do: `list`, or the name of a case. The block is a crate of its own, whose
functions take one to five arguments of mixed types and are each called once. What is measured is cargo's debug build of
that crate alone, on the clock and in processor time.
"""
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
CRATES = HERE / "out/compile"
FUNCTIONS = 600
ATTRIBUTES = {"plain": "", "cgocall": "#[cgocall::cgo_import]"}
# The types, each with a value of it.
TYPES = {
    "c_int": "1",
    "*const c_char": "ptr::null()",
    "c_double": "0.5",
    "*mut c_void": "ptr::null_mut()",
    "usize": "2",
    "*mut *mut c_char": "ptr::null_mut()",
    "c_uint": "3",
}


def types(function):
    names = list(TYPES)
    return [names[(function + 3 * i) % len(names)] for i in range(function % 5 + 1)]


def declaration(function):
    parameters = ", ".join(f"{letter}: {name}" for letter, name in zip("abcde", types(function)))
    result = "" if function % 4 == 0 else f" -> {types(function)[0]}"
    return f"    /// Does the thing of this number.\n    pub fn function_{function}({parameters}){result};\n"


def call(function):
    return f"    unsafe {{ function_{function}({', '.join(TYPES[name] for name in types(function))}) }};\n"


def write(peer):
    folder = CRATES / peer
    (folder / "src").mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE.parents[1] / "Cargo.lock", folder)
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "compiled-{peer}"\nedition = "2024"\n\n'
        f'[dependencies]\ncgocall = {{ path = "{HERE.parents[1] / "runtime"}" }}\n\n[workspace]\n'
    )
    functions = range(FUNCTIONS)
    (folder / "src/lib.rs").write_text(
        "use std::ffi::{c_char, c_double, c_int, c_uint, c_void};\nuse std::ptr;\n\n"
        f'{ATTRIBUTES[peer]}\nunsafe extern "C" {{\n{"".join(map(declaration, functions))}}}\n\n'
        f"pub fn call_all() {{\n{''.join(map(call, functions))}}}\n"
    )
    return folder


def build(folder):
    cargo = [os.environ.get("CARGO", "cargo"), "build", "--quiet", "--offline", "--target-dir", CRATES / "target"]
    subprocess.run(cargo, cwd=folder, check=True)


def processor_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    cases = [f"G.compile/{peer}" for peer in ATTRIBUTES]
    if sys.argv[1:] == ["list"]:
        return print(*cases)
    for case in sys.argv[1:]:
        folder = write(case.removeprefix("G.compile/"))
        build(folder)  # what the crate depends on
        (folder / "src/lib.rs").touch()
        clock, processor = time.monotonic(), processor_time()
        build(folder)
        print(case, "s", time.monotonic() - clock)
        print(case, "cpu-s", processor_time() - processor)


if __name__ == "__main__":
    main()
