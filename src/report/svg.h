/* svg.h: the charts of the page, inline SVG that stretches with it: widths are shares of the
 * chart's, letters keep their size. Each has a title and a description for those who do not see it;
 * its figures are in the table that the caller puts beside it. */
#ifndef REPORT_SVG_H
#define REPORT_SVG_H

#include "base/str.h"

#include <stdint.h>

enum { SVG_LABEL_MAX = 40 };

struct svg_bar {
    char label[SVG_LABEL_MAX]; /* under the column; escaped */
    int64_t n;                 /* 0 or more */
    bool hidden;               /* n must not be shown: drawn the same whatever it is */
};

/* Columns side by side: affluence. */
struct svg_columns {
    const char *id;    /* unique in the page: letters and hyphens */
    const char *title; /* escaped */
    const char *tone;  /* a class of the style sheet: its colour */
    const struct svg_bar *bars;
    size_t n;
};

/* Adds the chart; nothing where no column can be shown. Returns whether it did. */
bool svg_columns(struct str *out, const struct svg_columns *chart);

/* The steps of a mission, from the top down: who reached it, of whom those who left there. */
struct svg_step {
    int64_t reached, left;
};

struct svg_funnel {
    const char *id, *title, *desc; /* escaped */
    const struct svg_step *steps;
    size_t n;
};

void svg_funnel(struct str *out, const struct svg_funnel *chart);

/* A thin bar under the label of a table's row, cut in parts; of (more than 0) is what a full bar
 * stands for. The figures stand in the row: it is hidden from screen readers. within: parts[1] is
 * drawn inside parts[0]. */
void svg_bar(struct str *out, const int64_t *parts, size_t n, int64_t of, bool within);

#endif
