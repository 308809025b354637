/* With -DLIBRARY="path": the functions of chan.h, found in a library that is loaded at run time. */
#include <chan.h>

#ifdef LIBRARY
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#define FUNCTIONS(f) f(chan_new) f(chan_send) f(chan_recv) f(chan_close) f(chan_free) f(chan_pump)

#define POINTER(name) static __typeof__(&name) loaded_##name;
FUNCTIONS(POINTER)

static void *library;

static void load(void) {
    library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        fprintf(stderr, "%s\n", dlerror());
        exit(100);
    }
#define FIND(name) loaded_##name = (__typeof__(&name))dlsym(library, #name);
    FUNCTIONS(FIND)
}

static int is_loaded(void) {
    void *again = dlopen(LIBRARY, RTLD_NOW | RTLD_NOLOAD);
    if (again) dlclose(again);
    return again != NULL;
}

static void unload(void) { dlclose(library); }

#define chan_new loaded_chan_new
#define chan_send loaded_chan_send
#define chan_recv loaded_chan_recv
#define chan_close loaded_chan_close
#define chan_free loaded_chan_free
#define chan_pump loaded_chan_pump
#else
static void load(void) {}
static int is_loaded(void) { return 1; }
static void unload(void) {}
#endif
