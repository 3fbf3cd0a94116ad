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
    QR_SIDE_MAX = 49 + 2 * QR_MARGIN,
    /* A dense one, for the staff, who hold the phone as near as they like: version 25. */
    QR_DENSE_MAX = 117 + 2 * QR_MARGIN
};

struct qr {
    int side; /* modules, margin included */
    uint8_t modules[QR_SIDE_MAX * QR_SIDE_MAX];
};

/* Encodes text (bytes). False, with the message, if it is empty or would be too dense. */
bool qr_encode(struct qr *qr, const char *text, struct err *err);

/* A code for the staff alone, level L: more in it, on as much glass as there is. Long runs of
 * capitals and figures take 5.5 bits a character instead of 8. */
struct qr_dense {
    int side; /* modules, margin included */
    uint8_t modules[QR_DENSE_MAX * QR_DENSE_MAX];
};

/* The side of the dense code of text (bytes), in modules with its margin; 0 where it is empty or
 * takes more than QR_DENSE_MAX. Quick: nothing is encoded. */
int qr_dense_side(const char *text);

/* Encodes text in that many modules. False, with the message, where qr_dense_side() is 0. */
bool qr_encode_dense(struct qr_dense *qr, const char *text, struct err *err);

#endif
