// The Go files include this one; the functions are the other peers'.
#include "../c/peers.h"
