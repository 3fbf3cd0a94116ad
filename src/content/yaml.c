#include "content/yaml.h"

#include "base/mem.h"
#include "base/str.h"

#include <yaml.h>

struct parse {
    yaml_parser_t parser;
    struct yaml_reader *reader;
    struct arena *arena;
    int first_line;
    int nodes;
};

/* libyaml's words for what people get wrong most, in theirs. */
static const struct {
    const char *english, *french;
} syntax_faults[] = {
    {"mapping values are not allowed in this context",
     "« : » inattendu ; mettez toute la valeur entre guillemets"},
    {"could not find expected ':'", "il manque « : » après une clé, ou un guillemet fermant"},
    {"found character that cannot start any token",
     "une valeur ne peut pas commencer ainsi ; mettez-la entre guillemets, sans tabulation"},
    {"found a tab character that violates indentation",
     "tabulation en début de ligne ; remplacez-la par des espaces"},
    {"found unexpected end of stream", "guillemet ou crochet ouvert et jamais fermé ; fermez-le"},
    {"did not find expected ',' or ']'", "crochet « [ » jamais fermé ; ajoutez « ] »"},
    {"did not find expected ',' or '}'", "accolade « { » jamais fermée ; ajoutez « } »"},
    {"found unknown escape character",
     "barre oblique inverse inconnue ; utilisez des guillemets simples"},
};

static int line_of(const struct parse *parse, yaml_mark_t mark)
{
    return parse->first_line + (int)mark.line;
}

static void report_syntax(struct parse *parse)
{
    const char *french = "YAML mal formé ; vérifiez les « : », les guillemets et le retrait";
    for (size_t i = 0; i < sizeof syntax_faults / sizeof *syntax_faults; i++) {
        if (str_same(parse->parser.problem, syntax_faults[i].english)) {
            french = syntax_faults[i].french;
        }
    }
    yaml_fault(parse->reader, line_of(parse, parse->parser.problem_mark), "%s", french);
}

static bool next_event(struct parse *parse, yaml_event_t *event)
{
    if (!yaml_parser_parse(&parse->parser, event)) {
        if (parse->parser.error == YAML_MEMORY_ERROR) {
            mem_give_up(); /* no fault of who wrote it */
        }
        report_syntax(parse);
        memset(event, 0, sizeof *event);
        return false;
    }
    return true;
}

/* Reads past an event of no content; false where something else comes. */
static bool skip_event(struct parse *parse, yaml_event_type_t expected, int *line)
{
    yaml_event_t event;
    bool ok = next_event(parse, &event);
    if (ok) {
        *line = line_of(parse, event.start_mark);
        ok = event.type == expected;
        yaml_event_delete(&event);
    }
    return ok;
}

/* What the YAML of people does without, since it is where surprises and bombs come from. */
static bool check_event(struct parse *parse, const yaml_event_t *event, int depth)
{
    int line = line_of(parse, event->start_mark);
    const yaml_char_t *anchor = NULL, *tag = NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    if (event->type == YAML_ALIAS_EVENT || anchor) {
        yaml_fault(parse->reader, line,
                   "« & » et « * » en début de valeur sont refusés ; mettez des guillemets");
    } else if (tag) {
        yaml_fault(parse->reader, line,
                   "« ! » en début de valeur est refusé ; mettez la valeur entre guillemets");
    } else if (depth > YAML_DEPTH_MAX) {
        yaml_fault(parse->reader, line, "trop de niveaux imbriqués ; %d au plus", YAML_DEPTH_MAX);
    } else if (++parse->nodes > YAML_NODES_MAX) {
        yaml_fault(parse->reader, line, "trop de valeurs dans ce fichier ; %d au plus",
                   YAML_NODES_MAX);
    } else {
        return true;
    }
    return false;
}

/* The bytes of a scalar, without the line ends that « | » and « > » leave behind. */
static bool copy_text(struct parse *parse, const yaml_event_t *event, const char **out)
{
    const char *bytes = (const char *)event->data.scalar.value;
    size_t n = event->data.scalar.length;
    while (n > 0 && bytes[n - 1] == '\n') {
        n--;
    }
    if (memchr(bytes, '\0', n)) {
        yaml_fault(parse->reader, line_of(parse, event->start_mark),
                   "caractère nul dans une valeur ; effacez-le");
        return false;
    }
    *out = arena_copy(parse->arena, bytes, n);
    return true;
}

static struct yaml_node *read_node(struct parse *parse, const yaml_event_t *event, int depth);

/* Reads the key that comes next and hands over the event of its value. */
static bool read_key(struct parse *parse, yaml_event_t *event, int depth, const char **key)
{
    bool ok = check_event(parse, event, depth);
    if (ok && event->type != YAML_SCALAR_EVENT) {
        yaml_fault(parse->reader, line_of(parse, event->start_mark),
                   "une clé doit être un simple mot ; corrigez-la");
        ok = false;
    }
    ok = ok && copy_text(parse, event, key);
    yaml_event_delete(event);
    return ok && next_event(parse, event);
}

static bool read_children(struct parse *parse, struct yaml_node *parent, int depth)
{
    struct yaml_node **last = &parent->first;
    yaml_event_type_t end =
        parent->kind == YAML_MAP ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT;
    for (;;) {
        yaml_event_t event;
        const char *key = NULL;
        if (!next_event(parse, &event)) {
            return false;
        }
        int line = line_of(parse, event.start_mark);
        if (event.type == end) {
            yaml_event_delete(&event);
            return true;
        }
        if (parent->kind == YAML_MAP && !read_key(parse, &event, depth, &key)) {
            return false;
        }
        struct yaml_node *node = read_node(parse, &event, depth);
        yaml_event_delete(&event);
        if (!node) {
            return false;
        }
        node->key = key;
        node->line = line;
        *last = node;
        last = &node->next;
    }
}

static int by_key(const void *a, const void *b)
{
    const struct yaml_node *one = *(struct yaml_node *const *)a;
    const struct yaml_node *other = *(struct yaml_node *const *)b;
    int order = strcmp(one->key, other->key);
    return order != 0 ? order : one->line - other->line;
}

static void check_twice(struct parse *parse, const struct yaml_node *map)
{
    ARR(struct yaml_node *) nodes = {0};
    for (struct yaml_node *node = map->first; node; node = node->next) {
        arr_push(&nodes, node);
    }
    if (nodes.n > 1) {
        qsort(nodes.at, nodes.n, sizeof *nodes.at, by_key);
    }
    for (size_t i = 1; i < nodes.n; i++) {
        if (str_same(nodes.at[i - 1]->key, nodes.at[i]->key)) {
            yaml_fault(parse->reader, nodes.at[i]->line,
                       "clé « %.80s » déjà donnée ligne %d ; gardez une seule des deux",
                       nodes.at[i]->key, nodes.at[i - 1]->line);
        }
    }
    arr_release(&nodes);
}

static struct yaml_node *read_node(struct parse *parse, const yaml_event_t *event, int depth)
{
    if (!check_event(parse, event, depth)) {
        return NULL;
    }
    struct yaml_node *node = arena_alloc(parse->arena, sizeof *node);
    node->line = line_of(parse, event->start_mark);
    node->text = "";
    if (event->type == YAML_SCALAR_EVENT) {
        node->kind = YAML_TEXT;
        return copy_text(parse, event, &node->text) ? node : NULL;
    }
    node->kind = event->type == YAML_MAPPING_START_EVENT ? YAML_MAP : YAML_LIST;
    if (!read_children(parse, node, depth + 1)) {
        return NULL;
    }
    if (node->kind == YAML_MAP) {
        check_twice(parse, node);
    }
    return node;
}

/* Directives are of no use here, and many of them take libyaml quadratic time. */
static bool check_directives(struct parse *parse, const char *text, size_t n)
{
    int line = parse->first_line;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '%' && (i == 0 || text[i - 1] == '\n')) {
            yaml_fault(parse->reader, line, "ligne qui commence par « %% » ; effacez-la");
            return false;
        }
        line += text[i] == '\n';
    }
    return true;
}

static struct yaml_node *empty_map(struct parse *parse)
{
    struct yaml_node *node = arena_alloc(parse->arena, sizeof *node);
    *node = (struct yaml_node){.kind = YAML_MAP, .line = parse->first_line, .text = ""};
    return node;
}

/* After the top node: the end of the document, and of the stream. */
static bool read_end(struct parse *parse)
{
    int line;
    if (!skip_event(parse, YAML_DOCUMENT_END_EVENT, &line)) {
        return false;
    }
    int faults = parse->reader->faults;
    if (skip_event(parse, YAML_STREAM_END_EVENT, &line)) {
        return true;
    }
    if (parse->reader->faults == faults) {
        yaml_fault(parse->reader, line, "une seconde partie « --- » ; effacez-la");
    }
    return false;
}

static struct yaml_node *read_document(struct parse *parse)
{
    int line;
    yaml_event_t event;
    if (!skip_event(parse, YAML_STREAM_START_EVENT, &line) || !next_event(parse, &event)) {
        return NULL;
    }
    yaml_event_type_t type = event.type;
    yaml_event_delete(&event);
    if (type == YAML_STREAM_END_EVENT) {
        return empty_map(parse);
    }
    if (!next_event(parse, &event)) {
        return NULL;
    }
    struct yaml_node *top = read_node(parse, &event, 1);
    yaml_event_delete(&event);
    if (!top || !read_end(parse)) {
        return NULL;
    }
    if (top->kind == YAML_TEXT && top->text[0] == '\0') {
        return empty_map(parse);
    }
    if (top->kind != YAML_MAP) {
        yaml_fault(parse->reader, top->line, "on attend ici des lignes « clé: valeur »");
        return NULL;
    }
    return top;
}

const struct yaml_node *yaml_parse(struct yaml_reader *reader, struct arena *arena,
                                   const char *text, size_t n, int first_line)
{
    struct parse parse = {.reader = reader, .arena = arena, .first_line = first_line};
    if (!check_directives(&parse, text, n)) {
        return NULL;
    }
    if (!yaml_parser_initialize(&parse.parser)) {
        mem_give_up();
    }
    yaml_parser_set_encoding(&parse.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parse.parser, (const unsigned char *)text, n);
    const struct yaml_node *top = read_document(&parse);
    yaml_parser_delete(&parse.parser);
    return top;
}

const struct yaml_node *yaml_read(struct yaml_reader *reader, struct arena *arena, const char *path,
                                  size_t max, struct problems *problems)
{
    struct written written;
    *reader = (struct yaml_reader){.file = arena_string(arena, path), .problems = problems};
    return written_read(&written, arena, path, max, problems)
               ? yaml_parse(reader, arena, written.text, written.n, 1)
               : NULL;
}
