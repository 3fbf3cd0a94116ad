/* err.h: the world's fault, told in one message complete enough to show.
 *
 * A function that can fail for a reason outside the program returns bool and takes a
 * `struct err *` last. It fills the message at the place where the fault is known (file, line,
 * what, how to mend it); callers pass it on and only the top logs it. NULL is allowed: the caller
 * does not want the words. Our own bugs are assert()s, never errs. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

struct err {
    char text[512]; /* UTF-8, cut with an ellipsis where it would be longer */
};

/* Writes the message. Returns false, so that `return err_set(err, …);` reads as one thought. */
bool err_set(struct err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Returns what an errno means, in French, as it stands between brackets in a message: strerror()
 * speaks the language of the locale, and a kiosk sets none. A rare one is told in the C library’s
 * words. The text is static. */
const char *err_reason(int number);

#endif
