/* cmd_pin.c: `borne pin`: sets or changes the staff's PIN from the console. Whoever has the console
 * owns the kiosk, so nothing is asked but the new PIN. */
#include "kiosk/setup.h"

#include "base/log.h"
#include "base/str.h"
#include "store/pin.h"

#include <errno.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 64, CONTROL_C = 3 };

static const char recovery[] =
    "# À mettre dans un fichier borne-equipe.yaml, sur une clé USB gardée loin de la borne. Si le\n"
    "# code est oublié : écrivez-y un nouveau code, branchez la clé, maintenez le coin en haut à\n"
    "# gauche. Cette phrase n’est montrée qu’une fois ; qui la connaît peut changer le code.\n"
    "code: \"VOTRE NOUVEAU CODE\"\n"
    "secours: \"%s\"\n";

/* One line of stdin without its end, byte by byte: no buffer keeps it. More than fits is left out,
 * which no PIN is long enough for. False at the end of the input. */
static bool read_line(char line[LINE_MAX_BYTES])
{
    size_t n = 0;
    char byte = 0;
    bool any = false;
    while (byte != '\n' && byte != CONTROL_C) {
        ssize_t got = read(STDIN_FILENO, &byte, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        any = true;
        if (n < LINE_MAX_BYTES - 1) {
            line[n++] = byte;
        }
    }
    while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r')) {
        n--;
    }
    line[n] = '\0';
    return any && byte != CONTROL_C;
}

/* Reads a line that is not shown. Ctrl-C is read like a line: as a signal it would leave the
 * terminal mute. */
static bool read_hidden(const char *prompt, char line[LINE_MAX_BYTES])
{
    struct termios shown, hidden;
    if (tcgetattr(STDIN_FILENO, &shown) != 0) {
        return false;
    }
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
    hidden.c_cc[VEOL] = CONTROL_C;
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) != 0) {
        return false;
    }
    fprintf(stderr, "%s", prompt);
    bool got = read_line(line);
    fputc('\n', stderr);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    return got;
}

/* The same line twice on a terminal; from a pipe once, or twice. */
static bool read_code(char code[LINE_MAX_BYTES], struct err *err)
{
    char again[LINE_MAX_BYTES];
    bool terminal = isatty(STDIN_FILENO);
    bool got = terminal ? read_hidden("Nouveau code de l’équipe, de 4 à 8 chiffres : ", code)
                        : read_line(code);
    if (!got) {
        return err_set(err, "aucun code donné, rien n’a changé");
    }
    if (!pin_is_fit(code, err)) {
        return false;
    }
    got = terminal ? read_hidden("Encore une fois : ", again) : read_line(again);
    bool same = got ? str_same(code, again) : !terminal;
    explicit_bzero(again, sizeof again);
    return same || err_set(err, "les deux codes ne sont pas les mêmes, rien n’a changé");
}

static bool set_code(const char *folder, const char *code, struct err *err)
{
    struct pin pin;
    struct err why = {{0}};
    char phrase[PIN_PHRASE_MAX];
    if (!file_make_folders(folder, err)) {
        return false;
    }
    if (!pin_open(&pin, folder, 0, &why)) {
        log_line(LOG_WARNING, "%s", why.text);
    }
    bool fresh = !pin.phrase[0];
    pin_new_phrase(phrase);
    bool done = pin_set(&pin, code, fresh ? phrase : NULL, err);
    if (done) {
        fprintf(stderr, "Le code est enregistré dans %s\n", pin.path);
    }
    if (done && !fresh) {
        fprintf(stderr, "La phrase de secours reste celle d’avant.\n");
    }
    if (done && fresh) {
        printf(recovery, phrase);
        done = fflush(stdout) == 0 ||
               err_set(err,
                       "la phrase de secours n’a pas pu être écrite (%s) ; effacez %s et "
                       "recommencez",
                       err_reason(errno), pin.path);
    }
    explicit_bzero(phrase, sizeof phrase);
    return done;
}

int pin_run(const struct options *options)
{
    struct setup setup;
    struct err err = {{0}};
    char code[LINE_MAX_BYTES] = "";
    bool done = setup_init(&setup, options, &err) && read_code(code, &err) &&
                set_code(setup.data, code, &err);
    explicit_bzero(code, sizeof code);
    if (!done) {
        log_line(LOG_ERROR, "%s", err.text);
    }
    setup_release(&setup);
    return done ? 0 : EXIT_FAULT;
}
