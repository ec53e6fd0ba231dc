/* Preloaded, it lets the Nth call of a kind that is about a file below a folder fail, or be the last one.

   plan(under, calls, at, how): of the calls whose names are in `calls` ("write fsync"), the one with the number `at` gets
   the error `how`, or is preceded by the signal -how, or by somebody's moving a file over another one (SWAP). Short writes
   first: of more than one byte, half is written. With `again`, all calls behind it fail too. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define SWAP 10000

static char under[PATH_MAX], calls[256], theirs[PATH_MAX], ours[PATH_MAX];
static int at, how, seen, keeps;

void swap(const char *from, const char *to) {
    snprintf(theirs, sizeof theirs, "%s", from);
    snprintf(ours, sizeof ours, "%s", to);
}

void plan(const char *folder, const char *names, int number, int what, int again) {
    snprintf(under, sizeof under, "%s", folder);
    snprintf(calls, sizeof calls, " %s ", names);
    at = number, how = what, seen = 0, keeps = again;
}

int count(void) { return seen; }

static int is_planned(const char *name) {
    char padded[64];
    snprintf(padded, sizeof padded, " %s ", name);
    return under[0] && strstr(calls, padded) != NULL;
}

static int is_below(const char *path) {
    char whole[PATH_MAX];
    if (path[0] != '/') {
        if (!getcwd(whole, sizeof whole - 1)) return 0;
        strcat(whole, "/");
        return strncmp(whole, under, strlen(under)) == 0;
    }
    return strncmp(path, under, strlen(under)) == 0;
}

static int of_descriptor(int descriptor) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    return is_below(path);
}

/* Whether this call is the one; with a signal it does not come back, or as if nothing had been. */
static int strikes(void) {
    seen++;
    if (seen != at && !(keeps && at && seen > at)) return 0;
    if (how == SWAP) {
        renameat(AT_FDCWD, theirs, AT_FDCWD, ours);
        return 0;
    }
    if (how < 0) {
        kill(getpid(), -how);
        return 0;
    }
    errno = how;
    return 1;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = (type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, #name)

ssize_t write(int descriptor, const void *data, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (is_planned("write") && of_descriptor(descriptor)) {
        if (size > 1 && at == seen + 1 && how != SWAP) {
            ssize_t half = real(descriptor, data, size / 2);
            if (how < 0) strikes();
            return half;
        }
        if (strikes()) return -1;
    }
    return real(descriptor, data, size);
}

int fsync(int descriptor) {
    REAL(int, fsync, int);
    if (is_planned("fsync") && of_descriptor(descriptor) && strikes()) return -1;
    return real(descriptor);
}

int ftruncate64(int descriptor, off64_t size) {
    REAL(int, ftruncate64, int, off64_t);
    if (is_planned("ftruncate") && of_descriptor(descriptor) && strikes()) return -1;
    return real(descriptor, size);
}

int fchmod(int descriptor, mode_t mode) {
    REAL(int, fchmod, int, mode_t);
    if (is_planned("fchmod") && of_descriptor(descriptor) && strikes()) return -1;
    return real(descriptor, mode);
}

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    if (is_planned("rename") && is_below(to) && strikes()) return -1;
    return real(from, to);
}

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    if (is_planned("unlink") && is_below(path) && strikes()) return -1;
    return real(path);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    if (is_planned("mkdir") && is_below(path) && strikes()) return -1;
    return real(path, mode);
}

ssize_t read(int descriptor, void *into, size_t size) {
    REAL(ssize_t, read, int, void *, size_t);
    if (is_planned("read") && of_descriptor(descriptor) && strikes()) return -1;
    return real(descriptor, into, size);
}

int open64(const char *path, int flags, ...) {
    REAL(int, open64, const char *, int, ...);
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    if (is_planned("open") && is_below(path) && strikes()) return -1;
    return real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    REAL(int, open, const char *, int, ...);
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    if (is_planned("open") && is_below(path) && strikes()) return -1;
    return real(path, flags, mode);
}
