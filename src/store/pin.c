/* The file, five lines and nothing else:
 *
 *     borne-pin 2
 *     essais 0003                      wrong tries since the last right one of either secret
 *     faux 0012 001795249200           wrong tries that the staff were not told of, and since when
 *     code $argon2id$v=19$m=65536,…    the PIN
 *     secours $argon2id$…              the recovery phrase, or "secours -"
 *
 * (A "borne-pin 1" has no line of "faux"; it is read, and written anew as a 2.) Both lines of tries
 * are overwritten where they stand: some bytes of one sector, whole or not at all, that need no
 * room; a full disk must not shut the staff out of the screens where they would see it. All else
 * replaces the file. Before each step it is read again: `borne pin` may have changed it under
 * a kiosk that runs. */
#include "store/pin.h"

#include "base/log.h"
#include "base/str.h"
#include "base/utf8.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

enum { UNWRITTEN_MS = 30000 };
enum { TRIES_MAX = 9999, TRIES_ROOM = 40, FILE_MAX = 4096, GROUPS = 5, GROUP = 4 };

#define SINCE_MAX INT64_C(1000000000000) /* twelve digits */

static const char head[] = "borne-pin 2\nessais ", middle[] = "\nfaux ";

/* In place of a hash: a PIN that nobody knows. */
static const char nobody[] = "!";

static int wait_after(int tries)
{
    int64_t wait = tries > 0 ? PIN_WAIT_FIRST_MS : 0;
    for (int i = 1; i < tries && wait < PIN_WAIT_LAST_MS; i++) {
        wait *= 2;
    }
    return (int)(wait < PIN_WAIT_LAST_MS ? wait : PIN_WAIT_LAST_MS);
}

static bool is_hash(const char *text)
{
    return str_starts(text, crypto_pwhash_argon2id_STRPREFIX) &&
           crypto_pwhash_str_needs_rehash(text, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                          crypto_pwhash_MEMLIMIT_INTERACTIVE) >= 0;
}

static void forget_tries(struct pin *pin)
{
    pin->tries = pin->wrong = 0;
    pin->since = 0;
}

/* The value of the line "name value", and *rest after that line; false where it is not that. */
static bool take_line(const char **rest, const char *name, char *value, size_t room)
{
    size_t n = strlen(name), length = strcspn(*rest, "\n");
    const char *line = *rest;
    if ((*rest)[length] != '\n' || length <= n || strncmp(line, name, n) != 0 || line[n] != ' ' ||
        length - n - 1 >= room) {
        return false;
    }
    memcpy(value, line + n + 1, length - n - 1);
    value[length - n - 1] = '\0';
    *rest = line + length + 1;
    return true;
}

static bool take_tries(const char *text, int *tries)
{
    size_t n = strspn(text, "0123456789");
    *tries = n == 4 ? (int)strtol(text, NULL, 10) : 0;
    return n == 4 && text[n] == '\0';
}

/* "0012 001795249200" */
static bool take_wrong(const char *text, struct pin *pin)
{
    static const char digits[] = "0123456789";
    char tries[5];
    str_fit(tries, sizeof tries, text);
    bool good = take_tries(tries, &pin->wrong) && text[4] == ' ' &&
                strspn(text + 5, digits) == 12 && text[17] == '\0';
    pin->since = good ? strtoll(text + 5, NULL, 10) : 0;
    return good;
}

/* What of text is good goes into pin. False where something is not. */
static bool parse(struct pin *pin, const char *text)
{
    char version[8], tries[8], wrong[32];
    const char *phrase = strstr(text, "\nsecours ");
    forget_tries(pin);
    str_fit(pin->code, sizeof pin->code, nobody);
    pin->phrase[0] = '\0';
    if (phrase) {
        phrase++;
        if (!take_line(&phrase, "secours", pin->phrase, sizeof pin->phrase) ||
            !is_hash(pin->phrase)) {
            pin->phrase[0] = '\0';
        }
    }
    char code[sizeof pin->code], last[sizeof pin->phrase];
    bool known = take_line(&text, "borne-pin", version, sizeof version);
    bool first = known && str_same(version, "1");
    bool good =
        known && (first || str_same(version, "2")) &&
        take_line(&text, "essais", tries, sizeof tries) && take_tries(tries, &pin->tries) &&
        (first || (take_line(&text, "faux", wrong, sizeof wrong) && take_wrong(wrong, pin))) &&
        take_line(&text, "code", code, sizeof code) && is_hash(code) &&
        take_line(&text, "secours", last, sizeof last) && text[0] == '\0' &&
        (pin->phrase[0] || str_same(last, "-"));
    if (good) {
        str_fit(pin->code, sizeof pin->code, code);
    }
    return good;
}

/* Reads the hashes and the tries. */
static bool load(struct pin *pin, struct err *err)
{
    struct stat status;
    struct str text = {0};
    struct err why = {{0}};
    pin->code[0] = pin->phrase[0] = '\0';
    forget_tries(pin);
    if (lstat(pin->path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
        return true;
    }
    bool read = file_read(pin->path, FILE_MAX, &text, &why);
    bool good = parse(pin, str_text(&text)) && read;
    str_release(&text);
    if (!good) {
        err_set(err,
                "%s : le code de l’équipe ne peut pas être lu%s%s%s ; choisissez-en un autre "
                "avec « borne pin »",
                pin->path, read ? ", fichier endommagé" : " (", why.text, read ? "" : ")");
    }
    return good;
}

/* Before a try: what the disk says now, where it can be read, but never fewer tries at one PIN. */
static void reload(struct pin *pin)
{
    struct pin now = *pin;
    if (load(&now, NULL)) {
        bool same = str_same(now.code, pin->code);
        now.tries = same && now.tries < pin->tries ? pin->tries : now.tries;
        same = now.since == pin->since; /* whatever the PIN was */
        now.wrong = same && now.wrong < pin->wrong ? pin->wrong : now.wrong;
        *pin = now;
    }
}

/* There is none where the kernel is too young to boot, or has no memory. */
static void need_chance(void)
{
    if (sodium_init() < 0) {
        log_line(LOG_ERROR, "pas de hasard pour le code : le système n’en donne pas");
        _exit(EXIT_FAILURE);
    }
}

bool pin_open(struct pin *pin, const char *folder, int64_t steady, struct err *err)
{
    *pin = (struct pin){0};
    need_chance();
    if (!file_join(pin->path, folder, "staff.pin")) {
        str_fit(pin->code, sizeof pin->code, nobody);
        return err_set(err, "%.80s… : ce nom de dossier est trop long", folder);
    }
    bool good = load(pin, err);
    pin->until = steady + wait_after(pin->tries);
    return good;
}

bool pin_is_set(const struct pin *pin)
{
    return pin->code[0] != '\0';
}

int pin_wait_ms(const struct pin *pin, int64_t steady)
{
    int64_t wait = pin->until - steady;
    return wait <= 0 ? 0 : wait < PIN_WAIT_LAST_MS ? (int)wait : PIN_WAIT_LAST_MS;
}

/* Is each digit the one before plus step? */
static bool is_run(const char *digits, int step)
{
    for (int i = 1; digits[i]; i++) {
        if (digits[i] - digits[i - 1] != step) {
            return false;
        }
    }
    return true;
}

bool pin_is_fit(const char *digits, struct err *err)
{
    size_t n = strlen(digits);
    if (strspn(digits, "0123456789") != n) {
        return err_set(err, "le code ne doit avoir que des chiffres");
    }
    if (n < PIN_DIGITS_MIN || n > PIN_DIGITS_MAX) {
        return err_set(err, "le code doit avoir de %d à %d chiffres, pas %zu", PIN_DIGITS_MIN,
                       PIN_DIGITS_MAX, n);
    }
    if (is_run(digits, 0) || is_run(digits, 1) || is_run(digits, -1)) {
        return err_set(err, "ce code se devine trop vite ; ni le même chiffre partout, ni des "
                            "chiffres qui se suivent");
    }
    return true;
}

/* A file that nobody else may read, made whole beside path. It is the folder's owner's: root at a
 * console must not lock the kiosk's own user out. */
static bool write_beside(const char *beside, const char *path, const struct str *text)
{
    char folder[FILE_PATH_MAX];
    struct stat owner;
    str_fit(folder, sizeof folder, path);
    *strrchr(folder, '/') = '\0';
    unlink(beside);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return false;
    }
    bool done = fchmod(fd, 0600) == 0 && file_write_all(fd, text->at, text->n);
    if (geteuid() == 0 && stat(folder[0] ? folder : "/", &owner) == 0) {
        done = fchown(fd, owner.st_uid, owner.st_gid) == 0 && done;
    }
    done = done && fsync(fd) == 0;
    int fault = errno;
    close(fd);
    errno = fault;
    return done;
}

/* Both numbers and the moment, always as long. */
static void write_tries_of(const struct pin *pin, char out[TRIES_ROOM])
{
    int64_t since = pin->since > 0 && pin->since < SINCE_MAX ? pin->since : 0;
    snprintf(out, TRIES_ROOM, "%04d%s%04d %012lld\n", pin->tries, middle, pin->wrong,
             (long long)since);
}

static bool replace(const struct pin *pin, struct err *err)
{
    char beside[FILE_PATH_MAX + 16];
    char tries[TRIES_ROOM];
    struct str text = {0};
    write_tries_of(pin, tries);
    str_addf(&text, "%s%scode %s\nsecours %s\n", head, tries, pin->code,
             pin->phrase[0] ? pin->phrase : "-");
    snprintf(beside, sizeof beside, "%s.part", pin->path);
    bool done = write_beside(beside, pin->path, &text) && rename(beside, pin->path) == 0;
    if (done) {
        file_sync_folder_of(pin->path);
    } else {
        err_set(err, "%s : le code ne peut pas être enregistré (%s)", pin->path, err_reason(errno));
        unlink(beside);
    }
    str_release(&text);
    return done;
}

/* Writes the tries over those of a file that is ours. */
static bool overwrite_tries(const struct pin *pin)
{
    enum { HEAD = sizeof head - 1, DIGITS = 4, MIDDLE = sizeof middle - 1 };
    char found[HEAD + DIGITS + MIDDLE], tries[TRIES_ROOM];
    int fd = open(pin->path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return false;
    }
    write_tries_of(pin, tries);
    ssize_t n = (ssize_t)strlen(tries);
    bool done = pread(fd, found, sizeof found, 0) == (ssize_t)sizeof found &&
                memcmp(found, head, HEAD) == 0 &&
                memcmp(found + HEAD + DIGITS, middle, MIDDLE) == 0 &&
                pwrite(fd, tries, (size_t)n, HEAD) == n && fdatasync(fd) == 0;
    close(fd);
    return done;
}

static bool write_tries(const struct pin *pin, struct err *err)
{
    return overwrite_tries(pin) || replace(pin, err);
}

enum which { THE_CODE, THE_PHRASE };

/* One more wrong one, until the answer is known. */
static void add_try(struct pin *pin, struct moment now)
{
    pin->tries += pin->tries < TRIES_MAX;
    pin->wrong += pin->wrong < TRIES_MAX;
    pin->since = pin->since ? pin->since : now.wall;
    pin->until = now.steady + wait_after(pin->tries);
}

/* wrong, since: those before this try. */
static void take_right(struct pin *pin, enum which which, int wrong, int64_t since,
                       struct moment now)
{
    pin->tries = 0;
    pin->until = 0;
    pin->wrong = wrong;
    pin->since = since;
    if (which == THE_CODE) {
        pin->told = wrong;
        pin->told_since = since;
        pin->wrong = 0;
        pin->since = now.wall;
    }
}

static bool try_secret(struct pin *pin, enum which which, const char *secret, struct moment now,
                       struct err *fault)
{
    assert(pin_wait_ms(pin, now.steady) == 0);
    err_set(fault, "%s", "");
    reload(pin);
    const char *hash = which == THE_CODE ? pin->code : pin->phrase;
    if (!pin_is_set(pin)) {
        return false;
    }
    struct pin before = *pin;
    add_try(pin, now);
    if (!is_hash(hash)) {
        return false; /* nothing to guess; and a file that only could not be read stays as it is */
    }
    if (!write_tries(pin, fault)) { /* a worn card: kept in memory, and made to wait longer */
        pin->until = now.steady + (wait_after(pin->tries) > UNWRITTEN_MS ? wait_after(pin->tries)
                                                                         : UNWRITTEN_MS);
    }
    errno = 0;
    if (crypto_pwhash_str_verify(hash, secret, strlen(secret)) != 0) {
        if (errno == ENOMEM) { /* nobody's error: the next try need not wait longer for it */
            *pin = before;
            pin->until = now.steady + wait_after(pin->tries);
            write_tries(pin, NULL);
            err_set(fault, "Il manque 64 Mo de mémoire pour vérifier le code. Recommencez.");
        }
        return false;
    }
    take_right(pin, which, before.wrong, before.since, now);
    write_tries(pin, NULL); /* where it cannot be, a restart makes one wait, no more */
    return true;
}

bool pin_try(struct pin *pin, const char *digits, struct moment now, struct err *fault)
{
    return try_secret(pin, THE_CODE, digits, now, fault);
}

bool pin_try_phrase(struct pin *pin, const char *phrase, struct moment now, struct err *fault)
{
    return try_secret(pin, THE_PHRASE, phrase, now, fault);
}

static bool make_hash(char *out, size_t room, const char *secret, struct err *err)
{
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(hash, secret, strlen(secret), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        return err_set(err, "il manque 64 Mo de mémoire pour protéger le code");
    }
    return str_fit(out, room, hash);
}

static bool phrase_is_fit(const char *phrase, struct err *err)
{
    return (utf8_count(phrase) >= PIN_PHRASE_MIN && strlen(phrase) < PIN_PHRASE_MAX) ||
           err_set(err, "la phrase de secours doit avoir au moins %d caractères, et au plus %d",
                   PIN_PHRASE_MIN, PIN_PHRASE_MAX - 1);
}

bool pin_set(struct pin *pin, const char *digits, const char *phrase, struct err *err)
{
    struct pin next = *pin;
    load(&next, NULL);
    next.tries = 0;
    next.until = 0;
    if (!pin->path[0]) {
        return err_set(err, "aucun dossier pour le code");
    }
    bool done = pin_is_fit(digits, err) && (!phrase || phrase_is_fit(phrase, err)) &&
                make_hash(next.code, sizeof next.code, digits, err) &&
                (!phrase || make_hash(next.phrase, sizeof next.phrase, phrase, err)) &&
                replace(&next, err);
    if (done) {
        *pin = next;
    }
    return done;
}

void pin_new_phrase(char out[PIN_PHRASE_MAX])
{
    /* Without 0 o, 1 i l, 2 z, 5 s, 8 b, 9 g q, u v: 86 bits of what is left. */
    static const char letters[] = "acdefhjkmnprtwxy3467";
    need_chance();
    size_t at = 0;
    for (int i = 0; i < GROUPS * GROUP; i++) {
        if (i > 0 && i % GROUP == 0) {
            out[at++] = '-';
        }
        out[at++] = letters[randombytes_uniform(sizeof letters - 1)];
    }
    out[at] = '\0';
}
