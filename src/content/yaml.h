/* yaml.h: a YAML text as a tree that keeps the line of every node, over libyaml's events.
 *
 * The YAML of people, not of machines: one document whose top is a map; maps, lists and texts;
 * no anchor, alias, tag or directive; depth and size bounded. A key given twice is a problem.
 * Nodes live in the arena given. */
#ifndef CONTENT_YAML_H
#define CONTENT_YAML_H

#include "base/date.h"
#include "content/written.h"

enum { YAML_DEPTH_MAX = 12, YAML_NODES_MAX = 20000 };

enum yaml_kind {
    YAML_TEXT,
    YAML_LIST,
    YAML_MAP,
};

struct yaml_node {
    enum yaml_kind kind;
    int line;                /* in the file; in a map, of the key */
    const char *key;         /* in a map; NULL in a list */
    const char *text;        /* of YAML_TEXT, "" otherwise */
    struct yaml_node *first; /* of a map or list; NULL if empty */
    struct yaml_node *next;  /* in the same map or list */
};

struct yaml_reader {
    const char *file;
    struct problems *problems;
    int faults; /* reported through this reader */
};

#define yaml_fault(reader, line, ...)                                                              \
    ((reader)->faults++, problem_add((reader)->problems, (reader)->file, (line), __VA_ARGS__))

/* Reads a file of at most max bytes and returns its top map, in arena; NULL after a problem. The
 * reader is then at that file, without faults. */
const struct yaml_node *yaml_read(struct yaml_reader *reader, struct arena *arena, const char *path,
                                  size_t max, struct problems *problems);

/* The top map; NULL after a fault of form. An empty text is an empty map. first_line is the line
 * of the file where text begins. Text must come from written.h. */
const struct yaml_node *yaml_parse(struct yaml_reader *reader, struct arena *arena,
                                   const char *text, size_t n, int first_line);

/* The value under key; NULL where there is none. */
const struct yaml_node *yaml_find(const struct yaml_node *map, const char *key);

/* The same, and its absence is a fault. */
const struct yaml_node *yaml_need(struct yaml_reader *reader, const struct yaml_node *map,
                                  const char *key);

/* Each key of map that is not in the NULL-ended list is a fault that tells the list. */
void yaml_allow(struct yaml_reader *reader, const struct yaml_node *map, const char *const keys[]);

/* Typed values: false after a fault, *out unchanged. A NULL node is false without a fault. */
bool yaml_text(struct yaml_reader *reader, const struct yaml_node *node, const char **out);
bool yaml_int(struct yaml_reader *reader, const struct yaml_node *node, int min, int max, int *out);
bool yaml_number(struct yaml_reader *reader, const struct yaml_node *node, double min, double max,
                 double *out);
bool yaml_date(struct yaml_reader *reader, const struct yaml_node *node, struct date *out);

/* A node's name for messages: its key, or "valeur" in a list. */
const char *yaml_name(const struct yaml_node *node);

#endif
