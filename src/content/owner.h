/* owner.h: the file borne-equipe.yaml that an owner prepares on a USB stick:
 *
 *     code: "4829"                      # the staff's PIN from now on, 4 to 8 digits
 *     secours: "une phrase bien longue" # the recovery phrase, 12 characters or more
 *
 * On a kiosk with no PIN it sets both. On one that has a PIN it sets a new one if the phrase is the
 * one the kiosk knows. Untrusted: at most 4 kB, errors name the line and how to mend it. */
#ifndef CONTENT_OWNER_H
#define CONTENT_OWNER_H

#include "content/problem.h"

struct owner {
    char code[16], phrase[136];
};

/* False, with at least one problem (French), where the file is missing or not good. The caller
 * wipes owner when done. */
bool owner_read(struct owner *owner, const char *path, struct problems *problems);

#endif
