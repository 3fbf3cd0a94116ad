/* markdown.h: the little Markdown of a slide, over md4c: one "# Title", then lines.
 *
 * Each paragraph, each line of it and each list item is one line; emphasis is flattened. What a
 * slide cannot show (HTML, pictures, links, tables, code, quotes, rules, a second heading) is a
 * problem with its line. */
#ifndef CONTENT_MARKDOWN_H
#define CONTENT_MARKDOWN_H

#include "content/written.h"

enum { MARKDOWN_LINES_MAX = 8 };

struct markdown_line {
    const char *text;
    int line; /* in the file */
};

struct markdown {
    struct markdown_line title; /* text NULL where there is none */
    struct markdown_line lines[MARKDOWN_LINES_MAX];
    int line_count; /* all of them; those beyond MARKDOWN_LINES_MAX are not kept */
};

/* Reads text, whose first line is line first_line of file. False after a problem. */
bool markdown_parse(struct markdown *markdown, struct arena *arena, const char *file,
                    const char *text, size_t n, int first_line, struct problems *problems);

#endif
