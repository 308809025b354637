// cgo compiles the C files of its own folder only.
#include "../c/peers.c"
