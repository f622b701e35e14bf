#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parser of simdjson with room for the document that it read last.
typedef struct csimdjson csimdjson;

/// Where the parsed document lies: simdjson's tape (one 64-bit word per entry, its type in the top byte) and the unescaped
/// strings that the tape points into (each a 32-bit length, its bytes, a zero). Valid until the next parse or free.
typedef struct {
    const uint64_t *tape;
    size_t tape_count;
    const uint8_t *strings;
} csimdjson_view;

enum {
    csimdjson_ok = 0,
    csimdjson_malformed = 1,
    csimdjson_too_deep = 2,
    csimdjson_not_utf8 = 3,
    /// A string or a number that is legal JSON but that simdjson does not take, or an illegal one.
    csimdjson_string = 4,
    csimdjson_number = 5,
    csimdjson_out_of_memory = 6,
};

/// NULL when memory is short. `max_depth`: how many arrays and objects may be open at once.
csimdjson *csimdjson_new(size_t max_depth);
void csimdjson_free(csimdjson *);

/// Parses one document. The bytes are copied first: they need no padding and may go away when this returns.
/// Returns one of the codes above; `view` is filled when it is `csimdjson_ok`.
int csimdjson_parse(csimdjson *, const uint8_t *bytes, size_t count, csimdjson_view *view);

#ifdef __cplusplus
}
#endif
