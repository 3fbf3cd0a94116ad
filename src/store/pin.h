/* pin.h: the staff's PIN, as an Argon2id hash (RFC 9106, libsodium) in DATA/staff.pin, and how long
 * a wrong one makes one wait: 1 s after the first, doubling to 5 min, whatever is switched off
 * meanwhile, and never for good.
 *
 * A wrong try is on the disk before its answer is known, so that pulling the plug gains nothing;
 * the waits are of the steady clock, so that setting the wall clock gains nothing either: a restart
 * begins the present wait anew. A recovery phrase, hashed alike, lets an owner who forgot the PIN
 * set another from a stick (owner.h). A right PIN ends the waits, but does not hide that others
 * tried: the wrong ones before it are told to whoever enters it, and are kept until then. Each step
 * reads the file again, so that `borne pin` beside a running kiosk takes effect at once. One thread
 * at a time; messages are French. */
#ifndef STORE_PIN_H
#define STORE_PIN_H

#include "base/date.h"
#include "base/err.h"
#include "base/file.h"

enum {
    PIN_DIGITS_MIN = 4,
    PIN_DIGITS_MAX = 8,
    PIN_PHRASE_MIN = 12,
    PIN_PHRASE_MAX = 128,
    PIN_WAIT_FIRST_MS = 1000,
    PIN_WAIT_LAST_MS = 300000
};

struct pin {
    char path[FILE_PATH_MAX];
    char code[160], phrase[160]; /* the hashes; "" : none */
    int tries;                   /* wrong ones since the last right one */
    int64_t until;               /* steady ms before which no try is taken */
    int wrong, told;             /* wrong ones not told yet; those told with the last right PIN */
    int64_t since, told_since;   /* UTC seconds: since the right PIN before them or, where none is
                                  * known, the first of them; 0: not known */
};

/* Reads folder/staff.pin; no file: no PIN. steady: now. False, with the message, if there is one
 * that cannot be read: it then counts as a PIN that nobody knows, and only the recovery (or `borne
 * pin`) mends it. */
bool pin_open(struct pin *pin, const char *folder, int64_t steady, struct err *err);

bool pin_is_set(const struct pin *pin);
int pin_wait_ms(const struct pin *pin, int64_t steady); /* before the next try; 0: now */

/* 4 to 8 digits, at least two different, not 1234…; the message says what is wrong. */
bool pin_is_fit(const char *digits, struct err *err);

/* Is it the PIN? Only when pin_wait_ms() is 0. Takes about 0.1 s and 64 MiB. fault is "" or why the
 * try could not be written: on a disk that has become read-only the owner still gets in, a wrong
 * try is kept in memory and makes one wait half a minute at least. */
bool pin_try(struct pin *pin, const char *digits, struct moment now, struct err *fault);

/* The same with the recovery phrase: a wrong one counts as a wrong try. */
bool pin_try_phrase(struct pin *pin, const char *phrase, struct moment now, struct err *fault);

/* Sets both and ends the waits; NULL phrase keeps the one there was. Replaced in one step, mode
 * 0600. The digits and the phrase are wiped from our memory. */
bool pin_set(struct pin *pin, const char *digits, const char *phrase, struct err *err);

/* A fresh recovery phrase: 20 letters and digits in groups, none that looks like another. */
void pin_new_phrase(char out[PIN_PHRASE_MAX]);

#endif
