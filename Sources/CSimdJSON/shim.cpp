#include "CSimdJSON.h"
#include <new>
#include <simdjson.h>

struct csimdjson {
    simdjson::dom::parser parser;
    simdjson::dom::document document;
    size_t max_depth;
};

extern "C" {

csimdjson *csimdjson_new(size_t max_depth) {
    csimdjson *json = new (std::nothrow) csimdjson();
    if (json) json->max_depth = max_depth;
    return json;
}

void csimdjson_free(csimdjson *json) { delete json; }

int csimdjson_parse(csimdjson *json, const uint8_t *bytes, size_t count, csimdjson_view *view) {
    if (json->parser.capacity() < count || json->parser.max_depth() != json->max_depth) {
        size_t capacity = json->parser.capacity() * 2;
        if (capacity < count) capacity = count;
        if (capacity < 256) capacity = 256;
        if (json->parser.allocate(capacity, json->max_depth)) return csimdjson_out_of_memory;
    }
    simdjson::dom::element root;
    switch (json->parser.parse_into_document(json->document, bytes, count, true).get(root)) {
    case simdjson::SUCCESS: break;
    case simdjson::DEPTH_ERROR: return csimdjson_too_deep;
    case simdjson::UTF8_ERROR: return csimdjson_not_utf8;
    case simdjson::STRING_ERROR: return csimdjson_string;
    case simdjson::NUMBER_ERROR: return csimdjson_number;
    case simdjson::MEMALLOC: return csimdjson_out_of_memory;
    case simdjson::CAPACITY: return csimdjson_out_of_memory;
    default: return csimdjson_malformed;
    }
    view->tape = json->document.tape.get();
    view->tape_count = size_t(view->tape[0] & 0x00FFFFFFFFFFFFFFULL);
    view->strings = json->document.string_buf.get();
    return csimdjson_ok;
}
}
