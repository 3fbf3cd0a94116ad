#include "content/markdown.h"

#include "base/str.h"
#include "base/utf8.h"

#include <md4c.h>

enum { FAULTS_MAX = 20 }; /* told for one slide */

struct reader {
    struct markdown *out;
    struct arena *arena;
    const char *file;
    struct problems *problems;
    const char *text;
    size_t n;
    int first_line;

    size_t seen_at; /* offset of the last text met, and its line */
    int seen_line;
    const char *fault; /* waits for the next text, to know its line */
    int faults;
    bool html_told;

    struct str line; /* the one being gathered */
    int line_at;     /* where it began; 0: nothing yet */
    bool in_title;
    unsigned number; /* of the next item of an ordered list; 0 elsewhere */
};

static const struct {
    MD_BLOCKTYPE type;
    const char *fault;
} refused_blocks[] = {
    {MD_BLOCK_QUOTE, "citation « > » : elle ne s’affiche pas ; écrivez une simple phrase"},
    {MD_BLOCK_CODE, "bloc de code : il ne s’affiche pas ; écrivez une simple phrase"},
    {MD_BLOCK_TABLE, "tableau : il ne s’affiche pas ; écrivez une simple phrase"},
};

static const struct {
    MD_SPANTYPE type;
    const char *fault;
} refused_spans[] = {
    {MD_SPAN_A, "lien dans le texte : mettez-le dans links.yaml, puis « action: link:ID »"},
    {MD_SPAN_IMG, "image dans le texte : utilisez la clé « picture » en tête du fichier"},
    {MD_SPAN_CODE, "texte entre accents graves : effacez les accents graves"},
};

/* Entities worth knowing; the others stay as written. */
static const struct {
    const char *name;
    uint32_t code;
} entities[] = {
    {"&amp;", '&'},   {"&lt;", '<'},         {"&gt;", '>'},     {"&quot;", '"'},
    {"&apos;", '\''}, {"&nbsp;", UTF8_NBSP}, {"&laquo;", 0xAB}, {"&raquo;", 0xBB},
};

/* md4c tells no line, but its texts point into the written: count from the last one met. */
static void see(struct reader *reader, const char *at)
{
    uintptr_t offset = (uintptr_t)at - (uintptr_t)reader->text;
    if (offset >= reader->n) {
        return;
    }
    if (offset < reader->seen_at) {
        reader->seen_at = 0;
        reader->seen_line = reader->first_line;
    }
    for (; reader->seen_at < offset; reader->seen_at++) {
        reader->seen_line += reader->text[reader->seen_at] == '\n';
    }
}

static void report(struct reader *reader, const char *message)
{
    problem_add(reader->problems, reader->file, reader->seen_line, "%s", message);
    reader->faults++;
}

static void report_waiting(struct reader *reader)
{
    if (reader->fault) {
        report(reader, reader->fault);
        reader->fault = NULL;
    }
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

/* Ends the line being gathered and keeps it, unless it is empty. */
static void end_line(struct reader *reader)
{
    struct markdown *out = reader->out;
    const char *text = str_text(&reader->line);
    size_t n = reader->line.n;
    for (; n > 0 && is_blank(text[n - 1]); n--) {
    }
    for (; n > 0 && is_blank(*text); n--, text++) {
    }
    if (n > 0) {
        struct markdown_line line = {.text = arena_copy(reader->arena, text, n),
                                     .line = reader->line_at ? reader->line_at : reader->seen_line};
        if (reader->in_title) {
            out->title = line;
        } else {
            if (out->line_count < MARKDOWN_LINES_MAX) {
                out->lines[out->line_count] = line;
            }
            out->line_count++;
        }
    }
    str_clear(&reader->line);
    reader->line_at = 0;
}

static void add_bytes(struct reader *reader, const char *bytes, size_t n)
{
    if (reader->line_at == 0 && n > 0) {
        reader->line_at = reader->seen_line;
    }
    str_add_bytes(&reader->line, bytes, n);
}

static void add_code(struct reader *reader, uint32_t code)
{
    char bytes[4];
    bool good = code > 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    add_bytes(reader, bytes, utf8_write(good ? code : UTF8_BAD, bytes));
}

/* "&nbsp;", "&#233;" or "&#xE9;". */
static void add_entity(struct reader *reader, const char *text, size_t n)
{
    if (n > 3 && text[1] == '#') {
        bool hexadecimal = text[2] == 'x' || text[2] == 'X';
        char digits[16] = "";
        memcpy(digits, text + 2, n - 2 < 15 ? n - 2 : 15);
        unsigned long code = strtoul(digits + hexadecimal, NULL, hexadecimal ? 16 : 10);
        add_code(reader, code <= 0x10FFFF ? (uint32_t)code : 0);
        return;
    }
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        if (strlen(entities[i].name) == n && memcmp(entities[i].name, text, n) == 0) {
            add_code(reader, entities[i].code);
            return;
        }
    }
    add_bytes(reader, text, n);
}

static void enter_heading(struct reader *reader, const MD_BLOCK_H_DETAIL *heading)
{
    if (reader->out->title.text) {
        reader->fault = "second titre : un seul par diapo ; effacez-le ou faites une autre diapo";
    } else if (heading->level > 1) {
        reader->fault = "le titre s’écrit avec un seul # : « # Mon titre »";
    } else if (reader->out->line_count > 0) {
        reader->fault = "le titre doit venir avant le texte ; déplacez-le en premier";
    }
    reader->in_title = true;
}

/* A rule holds no text to take its line from: it is the next line made of its characters only. */
static void report_rule(struct reader *reader)
{
    const char *end = reader->text + reader->n;
    const char *at = memchr(reader->text + reader->seen_at, '\n', reader->n - reader->seen_at);
    for (at = at && reader->seen_at > 0 ? at + 1 : reader->text; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        size_t length = (size_t)(stop - at), marks = 0;
        while (marks < length && strchr("-*_ \t", at[marks])) {
            marks++;
        }
        if (marks == length && length > 2) {
            see(reader, at);
            break;
        }
        at = stop + 1;
    }
    report(reader, "ligne de séparation : elle ne s’affiche pas ; effacez-la");
}

/* A title underlined with === may hold several lines. */
static void break_line(struct reader *reader)
{
    if (reader->in_title) {
        add_bytes(reader, " ", 1);
    } else {
        end_line(reader);
    }
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct reader *reader = context;
    for (size_t i = 0; i < sizeof refused_blocks / sizeof *refused_blocks; i++) {
        if (refused_blocks[i].type == type) {
            report_waiting(reader);
            reader->fault = refused_blocks[i].fault;
        }
    }
    switch (type) {
    case MD_BLOCK_H:
        end_line(reader);
        enter_heading(reader, detail);
        break;
    case MD_BLOCK_HR:
        report_rule(reader);
        break;
    case MD_BLOCK_OL:
        reader->number = ((MD_BLOCK_OL_DETAIL *)detail)->start;
        break;
    case MD_BLOCK_UL:
        reader->number = 0;
        break;
    case MD_BLOCK_LI:
        end_line(reader);
        if (reader->number > 0) {
            str_addf(&reader->line, "%u. ", reader->number++);
        }
        break;
    default:
        break;
    }
    return reader->faults > FAULTS_MAX;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct reader *reader = context;
    (void)detail;
    if (type == MD_BLOCK_H || type == MD_BLOCK_P || type == MD_BLOCK_LI) {
        end_line(reader);
    }
    if (type == MD_BLOCK_H) {
        reader->in_title = false;
    } else if (type == MD_BLOCK_OL) {
        reader->number = 0;
    }
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct reader *reader = context;
    (void)detail;
    for (size_t i = 0; i < sizeof refused_spans / sizeof *refused_spans; i++) {
        if (refused_spans[i].type == type) {
            report_waiting(reader);
            reader->fault = refused_spans[i].fault;
        }
    }
    return 0;
}

/* A picture or link without any text has its line from its address. */
static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct reader *reader = context;
    if (reader->fault && type == MD_SPAN_IMG) {
        see(reader, ((MD_SPAN_IMG_DETAIL *)detail)->src.text);
    } else if (reader->fault && type == MD_SPAN_A) {
        see(reader, ((MD_SPAN_A_DETAIL *)detail)->href.text);
    }
    report_waiting(reader);
    return reader->faults > FAULTS_MAX;
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE n, void *context)
{
    struct reader *reader = context;
    see(reader, text);
    report_waiting(reader);
    switch (type) {
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        break_line(reader);
        break;
    case MD_TEXT_HTML:
        if (!reader->html_told) {
            report(reader, "HTML : il ne s’affiche pas ; effacez ce qui est entre < et >");
        }
        reader->html_told = true;
        break;
    case MD_TEXT_ENTITY:
        add_entity(reader, text, n);
        break;
    case MD_TEXT_NULLCHAR:
        add_code(reader, UTF8_BAD);
        break;
    default:
        add_bytes(reader, text, n);
        break;
    }
    return reader->faults > FAULTS_MAX;
}

bool markdown_parse(struct markdown *markdown, struct arena *arena, const char *file,
                    const char *text, size_t n, int first_line, struct problems *problems)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = add_text,
    };
    struct reader reader = {.out = markdown,
                            .arena = arena,
                            .file = file,
                            .problems = problems,
                            .text = text,
                            .n = n,
                            .first_line = first_line,
                            .seen_line = first_line};
    *markdown = (struct markdown){.line_count = 0};
    if (md_parse(text, (MD_SIZE)n, &parser, &reader) < 0) {
        report(&reader, "texte illisible ; simplifiez-le");
    }
    report_waiting(&reader);
    str_release(&reader.line);
    return reader.faults == 0;
}
