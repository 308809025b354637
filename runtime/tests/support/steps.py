"""For gdb: steps through a program from one call of fixture_breakpoint to the next, and looks at every instruction of the runtime's
assembly whether the unwinder finds the function `marked` among the callers. Prints how many it has looked at, and where not."""

import gdb

LOST, looked = [], 0


def is_assembly(name):
    return name.startswith(("cgocall", "asmcgocall", "__morestack")) or any(
        part in name for part in ("__cgo_thunk", "bind_entry", "callback_entry", "callback_with", "goroutine_entry", "call_on"))


def finds_the_caller(frame):
    for _ in range(64):
        frame = frame.older()
        if frame is None:
            return False
        if (frame.name() or "").endswith("marked"):
            return True
    return False


gdb.execute("break fixture_breakpoint")
gdb.execute("continue")
gdb.execute("delete")
gdb.execute("finish")
while True:
    gdb.execute("stepi", to_string=True)
    frame = gdb.newest_frame()
    name = frame.name() or ""
    if name == "fixture_breakpoint":
        break
    # The linker's own jumps have no tables.
    if is_assembly(name.split("::")[-1] if name.startswith("cgocall::") else name):
        looked += 1
        if not finds_the_caller(frame):
            LOST.append(f"{name} at {frame.pc():#x}")
print(f"looked at {looked} instructions, lost at {len(LOST)}: {LOST[:20]}")
gdb.execute("continue")
