#ifndef BELL_H
#define BELL_H

/* Written by cgocall-bindgen from src/lib.rs. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * How many tones it remembers.
 */
#define BELL_TONES 2

/**
 * What a bell does.
 */
typedef enum BellState {
  /**
   * It hangs.
   */
  BellStill = 0,
  /**
   * It swings.
   */
  BellSwinging = 4,
} BellState;

/**
 * A bell. C knows it by its address only.
 */
typedef struct Bell Bell;

/**
 * Called for each ring.
 */
typedef void (*BellListener)(void *data, double tone);

/**
 * How often it was rung.
 */
typedef struct Rings {
  /**
   * On both sides: / * it counts * / all.
   */
  int total;
  /**
   * The last tones.
   */
  double last[BELL_TONES];
} Rings;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Makes a bell of this name.
 *
 * # Safety
 *
 * The name is a string of C.
 */
struct Bell *bell_new(const char *name);

/**
 * Rings it, and calls the listener from another goroutine.
 *
 * # Safety
 *
 * The bell lives, and the listener may be called with the data by any thread.
 */
int bell_ring(const struct Bell *bell, double tone, BellListener listener, void *data);

/**
 * How often it was rung.
 *
 * # Safety
 *
 * The bell lives.
 */
struct Rings bell_rings(const struct Bell *bell);

/**
 * # Safety
 *
 * The bell lives.
 */
enum BellState bell_state(const struct Bell *bell);

/**
 * The length of its name.
 *
 * # Safety
 *
 * The bell lives.
 */
size_t bell_name_length(const struct Bell *bell);

/**
 * Takes a bell down, which may be `NULL`.
 *
 * # Safety
 *
 * Nobody uses it any more.
 */
void bell_free(struct Bell *bell);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* BELL_H */
