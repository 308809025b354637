/* chan: bounded channels between threads.
 *
 * Every function may be called from any thread, which needs no preparation, and from functions that the library calls.
 * The library starts itself with the first channel, also before main.
 *
 * After fork a child may use exec or _exit. A function of this library that would have to wait there, or that is called
 * for the first time in its thread, ends the child with a message.
 */
#ifndef CHAN_H
#define CHAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A queue of integers with room for so many of them. */
typedef struct chan chan;

/* A channel with room for `capacity` values, of which there is at least one. To be freed by chan_free. */
chan *chan_new(size_t capacity);

/* Puts `value` in, waiting while there is no room. False: the channel is closed, and the value is not in it. */
bool chan_send(chan *c, int64_t value);

/* Takes the oldest value out, waiting while there is none. False: the channel is closed and empty, and *value is as it
 * was. */
bool chan_recv(chan *c, int64_t *value);

/* Nothing goes in any more. What is in comes out; whoever waits to send, or for a value that will not come, is told. */
void chan_close(chan *c);

/* Frees a channel that nobody uses any more. NULL is fine. */
void chan_free(chan *c);

/* The host's part of chan_pump. It runs on threads of the library, on a stack of 8 MiB, in several at the same time. It
 * must return: it may neither longjmp out nor throw. */
typedef int64_t chan_function(int64_t value, void *data);

/* Sends f(value, data) to `to` for every value that comes from `from`, by so many goroutines (at least one), in no order.
 * Returns when `from` is closed and empty, or `to` closed: the number of values sent. Neither channel is closed by it. */
uint64_t chan_pump(chan *from, chan *to, size_t goroutines, chan_function *f, void *data);

#ifdef __cplusplus
}
#endif

#endif
