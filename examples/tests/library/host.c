/* A program of C threads that exchange values through the library. Its argument says which of the scenarios to run; the
 * exit status is 0 if all went as it should, or what the scenario says. */
#include "loaded.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXPECT(what)                                                       \
    do {                                                                   \
        if (!(what)) {                                                     \
            fprintf(stderr, "line %d: not so: %s\n", __LINE__, #what);     \
            _exit(101);                                                    \
        }                                                                  \
    } while (0)

static pthread_t start(void *(*body)(void *), void *data) {
    pthread_t thread;
    EXPECT(pthread_create(&thread, NULL, body, data) == 0);
    return thread;
}

/* ---- exchange: senders, goroutines that square, receivers, and little room between them */

enum { THREADS = 4, VALUES = 1000, ROOM = 3 };

static chan *numbers, *squares;

static void *send_numbers(void *first) {
    for (int64_t i = 0; i < VALUES; i++) EXPECT(chan_send(numbers, (intptr_t)first + i));
    return NULL;
}

/* Runs on the library's threads, where it has a stack for this, and may use the library. */
static int64_t square(int64_t value, void *calls) {
    volatile char deep[512 << 10];
    memset((char *)deep, 1, sizeof deep);
    atomic_fetch_add((_Atomic long *)calls, deep[value]);
    if (value % 100 == 0) usleep(100);
    chan *one = chan_new(1);
    EXPECT(chan_send(one, value * value) && chan_recv(one, &value));
    chan_free(one);
    return value;
}

static void *pump_squares(void *calls) {
    EXPECT(chan_pump(numbers, squares, 8, square, calls) == THREADS * VALUES);
    chan_close(squares);
    return NULL;
}

static void *sum_squares(void *sum) {
    int64_t value;
    while (chan_recv(squares, &value)) *(int64_t *)sum += value;
    return NULL;
}

static int exchange(void) {
    pthread_t senders[THREADS], receivers[THREADS];
    int64_t sums[THREADS] = {0}, sum = 0, n = THREADS * VALUES;
    _Atomic long calls = 0;
    numbers = chan_new(ROOM);
    squares = chan_new(ROOM);
    pthread_t pump = start(pump_squares, &calls);
    for (intptr_t i = 0; i < THREADS; i++) {
        senders[i] = start(send_numbers, (void *)(i * VALUES));
        receivers[i] = start(sum_squares, &sums[i]);
    }
    for (int i = 0; i < THREADS; i++) pthread_join(senders[i], NULL);
    chan_close(numbers);
    pthread_join(pump, NULL);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(receivers[i], NULL);
        sum += sums[i];
    }
    EXPECT(calls == n);
    EXPECT(sum == (n - 1) * n * (2 * n - 1) / 6);
    chan_free(numbers);
    chan_free(squares);
    return 0;
}

/* ---- export first: the runtime starts with the first export, whichever that is, on whichever thread */

static void *frees_nothing(void *unused) {
    chan_free(NULL);
    return unused;
}

static int export_first(void) {
    pthread_join(start(frees_nothing, NULL), NULL);
    return exchange();
}

/* ---- pressure: a sender is never further ahead of the receiver than there is room */

static _Atomic int64_t sent;

static void *send_and_count(void *c) {
    while (chan_send(c, atomic_load(&sent))) atomic_fetch_add(&sent, 1);
    return NULL;
}

static int pressure(void) {
    chan *c = chan_new(ROOM);
    pthread_t sender = start(send_and_count, c);
    for (int64_t i = 0, value; i < VALUES; i++) {
        EXPECT(sent <= i + ROOM);
        EXPECT(chan_recv(c, &value) && value == i);
    }
    while (sent < VALUES + ROOM) usleep(100);
    usleep(10000);
    EXPECT(sent == VALUES + ROOM); /* and it waits */
    chan_close(c);
    pthread_join(sender, NULL);
    chan_free(c);
    return 0;
}

/* ---- exit: main returns while others wait in the library, and two of its goroutines in a function of the host */

static void *receive_for_ever(void *c) {
    int64_t value;
    chan_recv(c, &value);
    return NULL;
}

static void *send_for_ever(void *c) {
    while (chan_send(c, 1)) {
    }
    return NULL;
}

static _Atomic int asleep;

static int64_t sleep_long(int64_t value, void *data) {
    (void)data;
    asleep++;
    sleep(100);
    return value;
}

static void *pump_for_ever(void *c) {
    chan_pump(c, c, 2, sleep_long, NULL);
    return NULL;
}

static int exit_meanwhile(void) {
    chan *full = chan_new(1), *empty = chan_new(1), *pumped = chan_new(2);
    start(send_for_ever, full);
    start(receive_for_ever, empty);
    start(pump_for_ever, pumped);
    chan_send(pumped, 1);
    chan_send(pumped, 2);
    while (asleep < 2) usleep(1000);
    puts("leaving");
    fflush(stdout);
    return 7;
}

/* ---- fork: the child has none of the threads that it would wait for */

static void *say_status(int status) {
    if (WIFSIGNALED(status)) printf("signal %d\n", WTERMSIG(status));
    else printf("status %d\n", WEXITSTATUS(status));
    fflush(stdout);
    return NULL;
}

static void *in_a_child(void *body) {
    int status;
    pid_t child = fork();
    if (child == 0) {
        alarm(60); /* a hang is SIGALRM */
        ((void (*)(void))body)();
        _exit(0);
    }
    EXPECT(waitpid(child, &status, 0) == child);
    return say_status(status);
}

static int64_t same(int64_t value, void *data) {
    (void)data;
    return value;
}

static void waits(void) { receive_for_ever(numbers); }
static void comes_anew(void) { chan_close(numbers); }
static void pumps(void) { chan_pump(squares, squares, 1, same, NULL); }
static void execs(void) { execlp("true", "true", NULL); }
static void exits(void) { exit(5); }

static int fork_and(void (*body)(void), int on_another_thread) {
    int64_t value;
    numbers = chan_new(1);
    squares = chan_new(1);
    EXPECT(chan_send(numbers, 1) && chan_recv(numbers, &value));
    if (on_another_thread) pthread_join(start(in_a_child, body), NULL);
    else in_a_child(body);
    EXPECT(chan_send(numbers, 2) && chan_recv(numbers, &value) && value == 2); /* the parent goes on */
    return 0;
}

/* ---- early: the library is used before main */

static chan *early;

static void *send_early(void *c) {
    for (int64_t i = 0; i < 4; i++) EXPECT(chan_send(c, i));
    return NULL;
}

__attribute__((constructor)) static void before_main(int argc, char **argv) {
    if (argc < 2 || strcmp(argv[1], "early")) return;
    load();
    int64_t value;
    early = chan_new(1);
    start(send_early, early);
    EXPECT(chan_recv(early, &value) && value == 0);
    EXPECT(chan_recv(early, &value) && value == 1);
}

static int go_on_in_main(void) {
    int64_t value;
    EXPECT(chan_recv(early, &value) && value == 2);
    EXPECT(chan_recv(early, &value) && value == 3);
    return 0;
}

/* ---- unload: the host closes the library, and threads that have used it end afterwards */

static pthread_barrier_t used, closed;

static void *use_and_outlive(void *c) {
    EXPECT(chan_send(c, 1));
    pthread_barrier_wait(&used);
    pthread_barrier_wait(&closed);
    return NULL;
}

static int unload_unused(void) {
    EXPECT(is_loaded());
    unload();
    EXPECT(!is_loaded());
    return 0;
}

static int unload_used(void) {
    pthread_t threads[THREADS];
    pthread_barrier_init(&used, NULL, THREADS + 1);
    pthread_barrier_init(&closed, NULL, THREADS + 1);
    chan *c = chan_new(THREADS);
    for (int i = 0; i < THREADS; i++) threads[i] = start(use_and_outlive, c);
    pthread_barrier_wait(&used);
    chan_free(c);
    unload();
    EXPECT(is_loaded()); /* it has threads in it */
    pthread_barrier_wait(&closed);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    return 0;
}

int main(int argc, char **argv) {
    const char *scenario = argc > 1 ? argv[1] : "";
    if (!early) load();
#define SCENARIO(name, run) \
    if (!strcmp(scenario, name)) return run;
    SCENARIO("exchange", exchange())
    SCENARIO("export first", export_first())
    SCENARIO("pressure", pressure())
    SCENARIO("exit", exit_meanwhile())
    SCENARIO("fork, wait", fork_and(waits, 0))
    SCENARIO("fork, start goroutines", fork_and(pumps, 0))
    SCENARIO("fork on a new thread", fork_and(comes_anew, 1))
    SCENARIO("fork, exec", fork_and(execs, 0))
    SCENARIO("fork, exit", fork_and(exits, 0))
    SCENARIO("early", go_on_in_main())
    SCENARIO("unload unused", unload_unused())
    SCENARIO("unload", unload_used())
    fprintf(stderr, "no scenario \"%s\"\n", scenario);
    return 100;
}
