/* qr.h: QR codes (ISO/IEC 18004, libqrencode): level M or better, a margin of 4 modules, and
 * modules large enough for a cheap phone at one metre: 2.8 mm on the glass, 2.2 mm where the screen
 * is too small for that (measured with the camera model of the tests). */
#ifndef UI_QR_H
#define UI_QR_H

#include "base/err.h"

#include <stdint.h>

#define QR_MODULE_MM          2.8
#define QR_MODULE_SMALLEST_MM 2.2

enum {
    QR_MARGIN = 4,
    /* A code of this side, margin included, still has modules of 2.2 mm on the smallest glass held
     * sideways (15.6 inches, 345 x 194 mm), beside its words. Version 8: 152 bytes at level M. */
    QR_SIDE_MAX = 49 + 2 * QR_MARGIN
};

struct qr {
    int side; /* modules, margin included */
    uint8_t modules[QR_SIDE_MAX * QR_SIDE_MAX];
};

/* Encodes text (bytes). False, with the message, if it is empty or would be too dense. */
bool qr_encode(struct qr *qr, const char *text, struct err *err);

#endif
