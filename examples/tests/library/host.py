"""A Python program that uses the library through ctypes, from several threads, and lets it call Python functions."""

import ctypes
import sys
import threading
from ctypes import CFUNCTYPE, POINTER, byref, c_bool, c_int64, c_size_t, c_uint64, c_void_p

chan = ctypes.CDLL(sys.argv[1])
FUNCTION = CFUNCTYPE(c_int64, c_int64, c_void_p)


def declare(name, result, *arguments):
    function = getattr(chan, name)
    function.restype, function.argtypes = result, arguments


declare("chan_new", c_void_p, c_size_t)
declare("chan_send", c_bool, c_void_p, c_int64)
declare("chan_recv", c_bool, c_void_p, POINTER(c_int64))
declare("chan_close", None, c_void_p)
declare("chan_free", None, c_void_p)
declare("chan_pump", c_uint64, c_void_p, c_void_p, c_size_t, FUNCTION, c_void_p)

VALUES, THREADS = 500, 3
numbers, squares = chan.chan_new(2), chan.chan_new(2)
callers = set()


@FUNCTION
def square(value, _):
    callers.add(threading.get_native_id())
    # Back into the library, which waits without the interpreter's lock: ctypes lets go of it.
    one = chan.chan_new(1)
    chan.chan_send(one, value)
    received = c_int64()
    assert chan.chan_recv(one, byref(received)) and received.value == value
    chan.chan_free(one)
    return value * value


def send(first):
    for value in range(first, first + VALUES):
        assert chan.chan_send(numbers, value)


def receive(into):
    value = c_int64()
    while chan.chan_recv(squares, byref(value)):
        into.append(value.value)


def pump():
    sent.append(chan.chan_pump(numbers, squares, 4, square, None))
    chan.chan_close(squares)


sent, received = [], []
senders = [threading.Thread(target=send, args=(i * VALUES,)) for i in range(THREADS)]
others = [threading.Thread(target=receive, args=(received,)) for _ in range(THREADS)]
others.append(threading.Thread(target=pump))
for thread in senders + others:
    thread.start()
for thread in senders:
    thread.join()
chan.chan_close(numbers)
for thread in others:
    thread.join()
expected = sorted(value * value for value in range(THREADS * VALUES))
assert sorted(received) == expected, (len(received), len(expected))
assert sent == [len(expected)], sent
assert not callers & {thread.native_id for thread in senders + others}, "the goroutines run on threads of the library"
chan.chan_free(numbers)
chan.chan_free(squares)
print(f"{len(received)} squares")
