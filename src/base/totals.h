/* totals.h: the totals of one stand as a short text that a phone can carry: the body of the e-mail
 * in the staff's QR codes, and what `bilan` reads back from a saved .txt.
 *
 * ASCII keys, one `KEY=value` a line, no line longer than 76 characters:
 *
 *     BORNE-TOTAUX 1 1/2               the version, this part and how many there are
 *     STAND=UUID                       in every part, as is the next
 *     BORNE=UUID
 *     ENVOI=89ABCDEF                   where there are several, in every part: CRC-32 of all the
 *                                      lines, the same in those that belong together
 *     NOM= DEBUT= FIN= STRUCTURE= GENRE= NOM-BORNE= LIEU= REGION= DEPARTEMENT= FUSEAU=   times in
 * UTC, with Z VISITES=87                       each count that is not 0, by its French key
 *     ENTENDU-PIRATAGE=2               questions heard, by theme
 *     CONTROLE=89ABCDEF                CRC-32 (IEEE 802.3) of the lines before it, '\n' after each
 *
 * Keys and ids are in capitals because a code holds half as many again of them; either is read.
 *
 * Where one code would be too dense the totals are cut into parts; each part is whole in itself (it
 * names the stand and has its own check), and holds only some of the lines: those of the head come
 * first, and on the smallest glass they fill more than one part. Reading is tolerant of what mail
 * programs do: text before and after, CRLF, "> " in front, spaces at the ends or doubled, empty
 * lines, lines in another order of parts. A line that is no KEY=value is not looked at; one whose
 * key is not known counts in the check alone. */
#ifndef BASE_TOTALS_H
#define BASE_TOTALS_H

#include "base/counter.h"
#include "base/err.h"
#include "base/heard.h"
#include "base/str.h"

enum { TOTALS_ID_MAX = 40, TOTALS_NAME_MAX = 128, TOTALS_PARTS_MAX = 16 };

struct totals {
    char stand[TOTALS_ID_MAX], kiosk[TOTALS_ID_MAX]; /* UUIDs, small letters */
    char name[TOTALS_NAME_MAX], structure[TOTALS_NAME_MAX], kind[16];
    char kiosk_name[TOTALS_NAME_MAX], site[TOTALS_NAME_MAX], region[TOTALS_NAME_MAX];
    char departement[TOTALS_NAME_MAX];
    char zone[64];               /* IANA */
    uint32_t sending;            /* ENVOI, once read; 0: one part, or one from before there was */
    int64_t opened, closed;      /* UTC seconds; 0: not known, still open */
    int64_t n[COUNTERS];         /* staff counters less what was undone; never below 0 */
    int64_t heard[HEARD_THEMES]; /* question.heard by theme, as entered */
};

/* Cuts totals into parts of at most room bytes each, counted once percent-encoded as
 * totals_mailto() writes them; sets *parts to how many there are and adds the plain text of one of
 * them, number `part` (from 0), to out: nothing where part >= *parts. Returns false where totals
 * name no stand or kiosk, where a part can hold nothing but the ids, or where more than
 * TOTALS_PARTS_MAX would be needed. */
bool totals_write(const struct totals *totals, size_t room, int part, int *parts, struct str *out);

/* Adds "mailto:ADDRESS?subject=…&body=…" (RFC 6068), percent-encoded, to out; address may be "". */
void totals_mailto(const char *address, const char *subject, const char *body, struct str *out);

/* Reads every whole part found in the text, of any number of stands, and calls found for each, in
 * the order of the text, with only what it holds filled in; part is from 0, and totals is valid
 * during the call. A line that holds a mailto:, as a reader of codes saves it, is read as its body.
 * Returns how many good parts there were; *bad (which may be NULL) tells, in French, the first part
 * that is cut, changed or not understood, or is "". Whether all the parts of a stand came is for
 * the caller to see. */
int totals_read(const char *text, size_t n,
                void (*found)(void *context, const struct totals *totals, int part, int parts),
                void *context, struct err *bad);

#endif
