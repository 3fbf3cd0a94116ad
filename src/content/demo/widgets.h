/* widgets.h: what each kind of widget is written with: tables for reading it (screens.c), checking
 * it (check_widget.c) and unrolling it (view.c). Inside content/ only. */
#ifndef CONTENT_DEMO_WIDGETS_H
#define CONTENT_DEMO_WIDGETS_H

#include "content/demo/unroll.h"

/* How a value is read, and what of it is checked. */
enum widget_form {
    FORM_TEXT,    /* about the item at hand; of a list: each of its items in turn */
    FORM_MAYBE,   /* the same, may be empty */
    FORM_NOTHING, /* what a list without items says */
    FORM_IF,      /* a condition about the item at hand */
    FORM_WHERE,   /* a condition about each item of the list */
    FORM_LIST,    /* the name of a list, whose items become rows */
    FORM_DAYS,    /* of one whose items have a day */
    FORM_POINTS,  /* of one whose items have a day and a value */
    FORM_VALUE,   /* the name of a value of the persona */
    FORM_SORT,    /* a field of the list's items, or braces */
    FORM_ICON,
    FORM_PICTURE,
    FORM_ROWS,
    FORM_HEIGHT,
    FORM_LOOK,
    FORM_OPTIONS,
    FORM_ACTS,
};

struct widget_kind {
    const char *name;
    enum widget_form form; /* of what stands after the name */
    const char *need;      /* a property it cannot do without, or NULL */
    void (*unroll)(const struct unroll *unroll, const struct demo_widget *widget);
};

struct widget_property {
    const char *key;
    size_t place; /* in struct demo_widget */
    enum widget_form form;
    unsigned kinds; /* bits: those that may have it */
};

extern const struct widget_kind widget_kinds[DEMO_WIDGETS];
extern const struct widget_property widget_properties[]; /* up to a NULL key */

#endif
