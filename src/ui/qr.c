#include "ui/qr.h"

#include <qrencode.h>

/* With the margin around them. */
static void copy_modules(uint8_t *modules, int side, const QRcode *code)
{
    memset(modules, 0, (size_t)side * (size_t)side);
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            int at = (y + QR_MARGIN) * side + x + QR_MARGIN;
            modules[at] = code->data[y * code->width + x] & 1;
        }
    }
}

static bool take_code(struct qr *qr, const QRcode *code, struct err *err)
{
    qr->side = code->width + 2 * QR_MARGIN;
    if (qr->side > QR_SIDE_MAX) {
        return err_set(err,
                       "trop long pour un code QR lisible à un mètre (%d modules, %d au plus) ; "
                       "raccourcissez l’adresse",
                       code->width, QR_SIDE_MAX - 2 * QR_MARGIN);
    }
    copy_modules(qr->modules, qr->side, code);
    return true;
}

bool qr_encode(struct qr *qr, const char *text, struct err *err)
{
    if (!text[0]) {
        return err_set(err, "un code QR vide ne mène nulle part ; donnez une adresse");
    }
    /* Level Q where it costs no larger code than M: more of the code may be dirty or in shadow. */
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code) {
        return err_set(err, "trop long pour un code QR ; raccourcissez l’adresse");
    }
    QRcode *better = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_Q);
    bool free_better = better && better->width == code->width;
    bool ok = take_code(qr, free_better ? better : code, err);
    QRcode_free(code);
    QRcode_free(better);
    return ok;
}

/* --- dense --- */

enum { ALNUM_LEAST = 16 }; /* characters of a run that is worth its own header */

struct run { /* of one mode */
    size_t n;
    bool alnum;
};

/* The 45 characters of the alphanumeric mode (ISO/IEC 18004, table 5). */
static bool is_alnum(char c)
{
    return c != '\0' && strchr("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", c);
}

static size_t alnum_length(const char *text)
{
    size_t n = 0;
    while (is_alnum(text[n])) {
        n++;
    }
    return n;
}

/* The run that text begins with. */
static struct run run_of(const char *text)
{
    size_t alnum = alnum_length(text), n = 0;
    if (alnum >= ALNUM_LEAST) {
        return (struct run){alnum, true};
    }
    while (text[n] && alnum_length(text + n) < ALNUM_LEAST) {
        n++;
    }
    return (struct run){n, false};
}

static size_t bits_of(const char *text, int version)
{
    size_t bits = 0;
    for (struct run run; *text; text += run.n) {
        run = run_of(text);
        bits += run.alnum ? 4 + (version < 10 ? 9 : 11) + run.n / 2 * 11 + run.n % 2 * 6
                          : 4 + (version < 10 ? 8 : 16) + run.n * 8;
    }
    return bits;
}

static int version_of(const char *text)
{
    /* Data codewords at level L, by version from 1 (ISO/IEC 18004, table 7). */
    static const size_t words[] = {19,  34,  55,  80,   108,  136,  156, 194, 232,
                                   274, 324, 370, 428,  461,  523,  589, 647, 721,
                                   795, 861, 932, 1006, 1094, 1174, 1276};
    int versions = sizeof words / sizeof words[0];
    for (int version = 1; text[0] && version <= versions; version++) {
        if (bits_of(text, version) <= words[version - 1] * 8) {
            return version;
        }
    }
    return 0;
}

int qr_dense_side(const char *text)
{
    int version = version_of(text);
    return version > 0 ? version * 4 + 17 + 2 * QR_MARGIN : 0;
}

bool qr_encode_dense(struct qr_dense *qr, const char *text, struct err *err)
{
    int version = version_of(text);
    QRinput *input = version > 0 ? QRinput_new2(version, QR_ECLEVEL_L) : NULL;
    for (struct run run; input && *text; text += run.n) {
        run = run_of(text);
        QRinput_append(input, run.alnum ? QR_MODE_AN : QR_MODE_8, (int)run.n,
                       (const unsigned char *)text);
    }
    QRcode *code = input ? QRcode_encodeInput(input) : NULL;
    QRinput_free(input);
    qr->side = code ? code->width + 2 * QR_MARGIN : 0;
    if (!code || qr->side > QR_DENSE_MAX) {
        QRcode_free(code);
        qr->side = 0;
        return err_set(err, "trop long pour un code QR ; coupez le texte en plusieurs codes");
    }
    copy_modules(qr->modules, qr->side, code);
    QRcode_free(code);
    return true;
}
