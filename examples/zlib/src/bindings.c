/* Written by cgocall-bindgen: what the bindings need in C, and what keeps them true to the headers. */
#include "zlib.h"

int deflateInit__cgocall_example_zlib_zlib(z_streamp stream, int level) { return deflateInit(stream, level); }
int inflateInit__cgocall_example_zlib_zlib(z_streamp stream) { return inflateInit(stream); }

#define HOLDS(fact) _Static_assert(fact, "no longer true: " #fact)
HOLDS(_Alignof(struct z_stream_s) == 8);
HOLDS(__builtin_offsetof(struct z_stream_s, adler) == 96);
HOLDS(__builtin_offsetof(struct z_stream_s, avail_in) == 8);
HOLDS(__builtin_offsetof(struct z_stream_s, avail_out) == 32);
HOLDS(__builtin_offsetof(struct z_stream_s, data_type) == 88);
HOLDS(__builtin_offsetof(struct z_stream_s, msg) == 48);
HOLDS(__builtin_offsetof(struct z_stream_s, next_in) == 0);
HOLDS(__builtin_offsetof(struct z_stream_s, next_out) == 24);
HOLDS(__builtin_offsetof(struct z_stream_s, opaque) == 80);
HOLDS(__builtin_offsetof(struct z_stream_s, reserved) == 104);
HOLDS(__builtin_offsetof(struct z_stream_s, state) == 56);
HOLDS(__builtin_offsetof(struct z_stream_s, total_in) == 16);
HOLDS(__builtin_offsetof(struct z_stream_s, total_out) == 40);
HOLDS(__builtin_offsetof(struct z_stream_s, zalloc) == 64);
HOLDS(__builtin_offsetof(struct z_stream_s, zfree) == 72);
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->adler), unsigned long));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->avail_in), unsigned int));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->avail_out), unsigned int));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->data_type), int));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->msg), char *));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->next_in), unsigned char *));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->next_out), unsigned char *));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->opaque), void *));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->reserved), unsigned long));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->state), struct internal_state *));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->total_in), unsigned long));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->total_out), unsigned long));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->zalloc), void *(*)(void *, unsigned int, unsigned int)));
HOLDS(__builtin_types_compatible_p(__typeof__(((struct z_stream_s *)0)->zfree), void (*)(void *, void *)));
HOLDS(__builtin_types_compatible_p(__typeof__(compress2), int (unsigned char *, unsigned long *, const unsigned char *, unsigned long, int)));
HOLDS(__builtin_types_compatible_p(__typeof__(compressBound), unsigned long (unsigned long)));
HOLDS(__builtin_types_compatible_p(__typeof__(crc32), unsigned long (unsigned long, const unsigned char *, unsigned int)));
HOLDS(__builtin_types_compatible_p(__typeof__(deflate), int (struct z_stream_s *, int)));
HOLDS(__builtin_types_compatible_p(__typeof__(deflateEnd), int (struct z_stream_s *)));
HOLDS(__builtin_types_compatible_p(__typeof__(inflate), int (struct z_stream_s *, int)));
HOLDS(__builtin_types_compatible_p(__typeof__(inflateEnd), int (struct z_stream_s *)));
HOLDS(__builtin_types_compatible_p(__typeof__(uncompress), int (unsigned char *, unsigned long *, const unsigned char *, unsigned long)));
HOLDS(sizeof(struct z_stream_s) == 112);
