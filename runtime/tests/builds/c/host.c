// A program in C: linked with the library, or, with LIBRARY, one that loads it as it runs.

#include <stdio.h>

#ifdef LIBRARY
#include <dlfcn.h>
int main(void) {
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    int (*run)(void) = library ? (int (*)(void))dlsym(library, "everything_run") : 0;
    if (!run) {
        fprintf(stderr, "%s\n", dlerror());
        return 2;
    }
    return run();
}
#else
int everything_run(void);
int main(void) { return everything_run(); }
#endif
