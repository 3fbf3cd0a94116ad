/* letters.h: letters for tests: measured from a table of advances (those of Andika, in thousandths
 * of an em), so that a layout is the same on every machine and no font file is opened. */
#ifndef FLOW_LETTERS_H
#define FLOW_LETTERS_H

#include "ui/text.h"

extern const struct text_fonts letters;

#endif
