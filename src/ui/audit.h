/* audit.h: the rules that every frame keeps, whatever the screen, language, size and text: targets
 * of 20 mm, 5 mm apart and inside the glass; letters of 7.3 mm and more
 * (5 mm on a phone drawn on the glass), at 7:1, with a glyph for
 * each, inside their room and not over one another, no orphan word; codes a phone can read; always
 * something to touch. Tests and `borne play --audit` hold every frame against them. */
#ifndef UI_AUDIT_H
#define UI_AUDIT_H

#include "ui/look.h"
#include "ui/text.h"

/* False, with the first rule broken and where, in English: a fault of ours, not of the content. */
bool audit_frame(const struct draw_list *list, const struct text_fonts *fonts, struct err *err);

#endif
