/* ran.h: what the kiosks of a report ran with, each by its own database: never what the coordinator
 * has. */
#ifndef REPORT_RAN_H
#define REPORT_RAN_H

#include "report/digest.h"

enum ran_with { RAN_CONTENT, RAN_PROGRAM, RAN_MONTHS, RAN_WITH };

/* Adds what all kiosks of a finished digest ran with: "Contenu des bornes : 2026.11, faits vérifiés
 * le 21/11/2026"; where they differ "2026.11 (2 bornes) ; 2026.10 (1 borne) ; non connu (1 borne)".
 * "non connu" where no database tells. Nothing where there is no kiosk. */
void ran_add(struct str *out, const struct digest *digest, enum ran_with what);

#endif
