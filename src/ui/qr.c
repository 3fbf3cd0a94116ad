#include "ui/qr.h"

#include <qrencode.h>

static bool copy_modules(struct qr *qr, const QRcode *code, struct err *err)
{
    qr->side = code->width + 2 * QR_MARGIN;
    if (qr->side > QR_SIDE_MAX) {
        return err_set(err,
                       "trop long pour un code QR lisible à un mètre (%d modules, %d au plus) ; "
                       "raccourcissez l’adresse",
                       code->width, QR_SIDE_MAX - 2 * QR_MARGIN);
    }
    memset(qr->modules, 0, sizeof qr->modules);
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            int at = (y + QR_MARGIN) * qr->side + x + QR_MARGIN;
            qr->modules[at] = code->data[y * code->width + x] & 1;
        }
    }
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
    bool ok = copy_modules(qr, free_better ? better : code, err);
    QRcode_free(code);
    QRcode_free(better);
    return ok;
}
