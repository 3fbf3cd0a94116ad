/* bilan: the coordinator's reports. The main knows everything and decides nothing: it reads the
 * command line, hands store's counts to report/ and writes what comes back. Exits 0, 1 once a
 * SOURCE was bad or a file could not be written (what could be done is done), 2 on wrong usage. A
 * filter that nothing matches is no fault: it says so and the report is empty. */
#include "base/arr.h"
#include "base/file.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/table.h"
#include "report/titles.h"
#include "report/words.h"
#include "store/source.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <unistd.h>

#ifndef BORNE_VERSION
#define BORNE_VERSION "0.1.0"
#endif

enum { EXIT_GOOD = 0, EXIT_FAULT = 1, EXIT_USAGE = 2 };
enum { MONTHS_MAX = 1200 };

static const char help[] =
    "bilan – les rapports de la borne\n"
    "\n"
    "  bilan show   [--stand NOM] [--from DATE] [--to DATE] [--json] SOURCE...\n"
    "               les totaux, à l’écran\n"
    "  bilan export -o FICHIER.{csv,json} [--stand NOM] [--from DATE] [--to DATE] SOURCE...\n"
    "               le rapport à partager ; les heures de 1 à 4 s’y lisent « moins de 5 »\n"
    "  bilan merge  -o FICHIER.db SOURCE...\n"
    "               plusieurs bornes ou plusieurs relevés, réunis en une base\n"
    "  bilan prune  --keep MOIS FICHIER.db\n"
    "               efface ce qui est plus ancien\n"
    "\n"
    "SOURCE : une base de comptes (.db) ou un dossier qui en contient, jusqu’au fond.\n"
    "DATE : 2026-11-21, comprise, à l’heure de chaque borne.\n"
    "--content DOSSIER : le contenu qui donne les titres des diapositives.\n"
    "--help, --version\n";

struct options {
    const char *out, *content;
    struct report_filter filter;
    int keep; /* months */
    bool json;
    const char *const *sources;
    size_t source_count;
};

struct command {
    const char *name, *letters; /* the options it takes, by their letter */
    int (*run)(const struct options *options);
};

/* One line on stderr whatever the text holds. */
static void say(const char *format, ...) PRINTF_LIKE(1, 2);

static void say(const char *format, ...)
{
    char text[2 * FILE_PATH_MAX];
    struct str line = {0};
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    words_clean(&line, text, true);
    fprintf(stderr, "bilan: %s\n", str_text(&line));
    str_release(&line);
}

/* --- titles -------------------------------------------------------------------------------------
 */

/* The content beside this programme: installed (PREFIX/bin) or in the repository (build). */
static bool find_content(char out[FILE_PATH_MAX])
{
    static const char *const places[] = {"../share/borne/slides", "../slides"};
    char self[FILE_PATH_MAX] = "";
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = n > 0 ? strrchr(self, '/') : NULL;
    if (!slash) {
        return false;
    }
    *slash = '\0';
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (file_join(out, self, places[i]) && file_is_folder(out)) {
            return true;
        }
    }
    return false;
}

/* Fills titles. False, once said, only where the content that was asked for cannot be read. */
static bool load_titles(struct titles *titles, const struct options *options)
{
    char found[FILE_PATH_MAX];
    struct err err = {0};
    if (!options->content) {
        return !find_content(found) || titles_read(titles, found, NULL) || true;
    }
    bool ok = titles_read(titles, options->content, &err);
    if (!ok) {
        say("%s (les titres manqueront)", err.text);
    }
    return ok;
}

/* --- sources: store's counts as report/ takes them ----------------------------------------------
 */

struct counts {
    struct source source;
    ARR(struct report_kiosk) kiosks; /* as in source, then one for stands that name none of them */
    ARR(struct report_stand) stands;
    ARR(struct report_row) rows;
    bool complete; /* no SOURCE was bad */
};

/* Names the faults and oddities of a read. True if there was no fault. */
static bool say_faults(const struct source *source)
{
    for (size_t i = 0; i < source->remarks.n; i++) {
        say("remarque : %s", source->remarks.at[i]);
    }
    for (size_t i = 0; i < source->faults.n; i++) {
        say("%s", source->faults.at[i]);
    }
    return source->faults.n == 0;
}

/* The SOURCEs that are databases or folders; the others are said and make *all false. */
static const char **choose_sources(const struct options *options, size_t *n, bool *all)
{
    const char **chosen = mem_alloc(options->source_count * sizeof *chosen);
    *n = 0;
    *all = true;
    for (size_t i = 0; i < options->source_count; i++) {
        const char *path = options->sources[i];
        if (str_ends(path, ".txt") && !file_is_folder(path)) {
            say("%s : les totaux d’un code QR ne se lisent pas encore ; donnez la base counts.db",
                path);
            *all = false;
        } else {
            chosen[(*n)++] = path;
        }
    }
    return chosen;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static void convert_kiosks(struct counts *counts)
{
    for (size_t i = 0; i < counts->source.kiosks.n; i++) {
        const struct source_kiosk *kiosk = &counts->source.kiosks.at[i];
        const char *zone = or_empty(kiosk->timezone);
        arr_push(&counts->kiosks,
                 (struct report_kiosk){or_empty(kiosk->id), or_empty(kiosk->name),
                                       or_empty(kiosk->site), or_empty(kiosk->region), zone});
        if (!date_zone_known(zone)) {
            say("remarque : borne « %s » : fuseau horaire « %s » inconnu, ses heures sont en UTC",
                or_empty(kiosk->name), zone);
        }
    }
    arr_push(&counts->kiosks, (struct report_kiosk){"", "", "", "", ""});
}

static const struct report_kiosk *find_kiosk(const struct counts *counts, const char *id)
{
    size_t i = 0;
    while (i + 1 < counts->kiosks.n && !str_same(counts->kiosks.at[i].id, or_empty(id))) {
        i++;
    }
    return &counts->kiosks.at[i];
}

static void convert_stands(struct counts *counts)
{
    for (size_t i = 0; i < counts->source.stands.n; i++) {
        const struct source_stand *stand = &counts->source.stands.at[i];
        arr_push(&counts->stands, (struct report_stand){
                                      .kiosk = find_kiosk(counts, stand->kiosk_id),
                                      .id = or_empty(stand->id),
                                      .name = or_empty(stand->name),
                                      .structure = or_empty(stand->structure),
                                      .kind = or_empty(stand->kind),
                                      .opened_at = stand->opened_at,
                                      .closed_at = stand->closed_at,
                                  });
    }
}

static void convert_rows(struct counts *counts)
{
    size_t foreign = 0;
    for (size_t i = 0; i < counts->source.tallies.n; i++) {
        const struct source_tally *tally = &counts->source.tallies.at[i];
        bool staff = str_same(tally->origin, counter_origin_name(ORIGIN_STAFF));
        if (!staff && !str_same(tally->origin, counter_origin_name(ORIGIN_KIOSK))) {
            foreign++;
            continue;
        }
        arr_push(&counts->rows, (struct report_row){
                                    .stand = tally->stand,
                                    .hour = tally->hour,
                                    .origin = staff ? ORIGIN_STAFF : ORIGIN_KIOSK,
                                    .counter = or_empty(tally->counter),
                                    .item = or_empty(tally->item),
                                    .n = tally->n,
                                });
    }
    if (foreign > 0) {
        say("remarque : %zu lignes ni de la borne ni de l’équipe ne sont pas reprises", foreign);
    }
}

static void counts_read(struct counts *counts, const struct options *options)
{
    size_t n;
    *counts = (struct counts){0};
    const char **paths = choose_sources(options, &n, &counts->complete);
    source_read(&counts->source, paths, n);
    free(paths);
    counts->complete = say_faults(&counts->source) && counts->complete;
    convert_kiosks(counts);
    convert_stands(counts);
    convert_rows(counts);
}

static void counts_release(struct counts *counts)
{
    arr_release(&counts->kiosks);
    arr_release(&counts->stands);
    arr_release(&counts->rows);
    source_release(&counts->source);
}

/* --- commands -----------------------------------------------------------------------------------
 */

static bool print(const struct str *text)
{
    bool ok = fwrite(str_text(text), 1, text->n, stdout) == text->n;
    if (fflush(stdout) != 0 || !ok) {
        say("la sortie ne s’écrit pas : %s", strerror(errno));
        return false;
    }
    return true;
}

/* Reads, reports, and hands the report to write; the exit status. */
static int report_run(const struct options *options,
                      bool (*write)(const struct options *options, const struct report *report,
                                    const struct report_titles *titles))
{
    struct counts counts;
    struct titles titles = {0};
    struct report report;
    counts_read(&counts, options);
    bool good = load_titles(&titles, options) && counts.complete;
    const struct report_input input = {counts.stands.at, counts.stands.n, counts.rows.at,
                                       counts.rows.n};
    const struct report_titles lookup = {titles_find, &titles};
    report_build(&report, &input, &options->filter);
    if (counts.stands.n == 0 && !counts.complete) {
        say("rien n’a pu être lu");
        good = false;
    } else {
        if (report.parts.n == 0) {
            say("aucun stand ne correspond");
        }
        good = write(options, &report, &lookup) && good;
    }
    report_release(&report);
    titles_release(&titles);
    counts_release(&counts);
    return good ? EXIT_GOOD : EXIT_FAULT;
}

static bool show_write(const struct options *options, const struct report *report,
                       const struct report_titles *titles)
{
    struct str text = {0};
    if (options->json) {
        json_write(&text, report, titles, BORNE_VERSION, true);
    } else {
        table_write(&text, report, titles);
    }
    bool ok = print(&text);
    str_release(&text);
    return ok;
}

static int show_run(const struct options *options)
{
    return report_run(options, show_write);
}

static bool export_write(const struct options *options, const struct report *report,
                         const struct report_titles *titles)
{
    struct str text = {0};
    struct err err = {0};
    if (str_ends(options->out, ".csv")) {
        csv_write(&text, report, titles);
    } else {
        json_write(&text, report, titles, BORNE_VERSION, false);
    }
    bool ok = file_replace(options->out, str_text(&text), text.n, &err);
    if (!ok) {
        say("%s", err.text);
    }
    str_release(&text);
    return ok;
}

static int export_run(const struct options *options)
{
    return report_run(options, export_write);
}

static int merge_run(const struct options *options)
{
    size_t n;
    bool all;
    struct source faults = {0};
    struct err err = {0};
    const char **paths = choose_sources(options, &n, &all);
    bool ok = n > 0 && source_merge(options->out, paths, n, &faults, &err);
    all = say_faults(&faults) && all;
    if (!ok) {
        say("%s", n > 0 ? err.text : "rien n’a pu être lu");
    }
    source_release(&faults);
    free(paths);
    return ok && all ? EXIT_GOOD : EXIT_FAULT;
}

/* The start of the day that lies so many months before now, in the zone of the database's kiosk
 * (the earliest of them, where there are several), so that no day is deleted by halves. */
static int64_t prune_before(const struct source *source, int months)
{
    int64_t now = (int64_t)time(NULL), before = INT64_MAX;
    for (size_t i = 0; i < source->kiosks.n || before == INT64_MAX; i++) {
        bool known = i < source->kiosks.n && source->kiosks.at[i].timezone;
        const char *zone = known ? source->kiosks.at[i].timezone : "UTC";
        struct date day = date_local(zone, now).date;
        int month = day.year * 12 + day.month - 1 - months;
        /* 31 March less one month is the last of February: never later than asked. */
        struct date from = {month / 12, month % 12 + 1, day.day < 28 ? day.day : 28};
        int64_t start = date_wall(zone, from, 0, 0, 0);
        before = start < before ? start : before;
    }
    return before;
}

static int prune_run(const struct options *options)
{
    struct source source = {0};
    struct err err = {0};
    int64_t deleted = 0;
    const char *path = options->sources[0];
    source_read(&source, options->sources, 1);
    bool ok = say_faults(&source);
    if (ok) {
        int64_t before = prune_before(&source, options->keep);
        ok = source_prune(path, before, &deleted, &err);
        if (ok) {
            say("%s : %" PRId64 " lignes effacées", path, deleted);
        } else {
            say("%s", err.text);
        }
    }
    source_release(&source);
    return ok ? EXIT_GOOD : EXIT_FAULT;
}

/* --- the command line ---------------------------------------------------------------------------
 */

static const struct command commands[] = {
    {"show", "sftjc", show_run},
    {"export", "osftc", export_run},
    {"merge", "o", merge_run},
    {"prune", "k", prune_run},
};

static const struct option long_options[] = {
    {"stand", required_argument, NULL, 's'},
    {"from", required_argument, NULL, 'f'},
    {"to", required_argument, NULL, 't'},
    {"json", no_argument, NULL, 'j'},
    {"keep", required_argument, NULL, 'k'},
    {"content", required_argument, NULL, 'c'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {0},
};

static int wrong_usage(const char *format, ...) PRINTF_LIKE(1, 2);

static int wrong_usage(const char *format, ...)
{
    char text[FILE_PATH_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say("%s ; voir bilan --help", text);
    return EXIT_USAGE;
}

static bool parse_months(const char *text, int *months)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    bool ok = errno == 0 && end != text && *end == '\0' && value >= 1 && value <= MONTHS_MAX;
    *months = ok ? (int)value : 0;
    return ok;
}

/* Takes one option. EXIT_GOOD to go on, else EXIT_USAGE, said. */
static int take_option(struct options *options, int letter, const char *value)
{
    switch (letter) {
    case 'o':
        options->out = value;
        break;
    case 's':
        options->filter.stand = value;
        break;
    case 'c':
        options->content = value;
        break;
    case 'j':
        options->json = true;
        break;
    case 'f':
    case 't':
        if (!date_parse(value, letter == 'f' ? &options->filter.from : &options->filter.to)) {
            return wrong_usage("« %s » n’est pas une date comme 2026-11-21", value);
        }
        break;
    default:
        if (!parse_months(value, &options->keep)) {
            return wrong_usage("--keep attend un nombre de mois de 1 à %d", MONTHS_MAX);
        }
    }
    return EXIT_GOOD;
}

static bool is_out_known(const struct command *command, const char *out)
{
    if (str_same(command->name, "merge")) {
        return str_ends(out, ".db");
    }
    return str_ends(out, ".csv") || str_ends(out, ".json");
}

/* What no single option can tell. */
static int check_options(const struct command *command, const struct options *options)
{
    bool one = str_same(command->name, "prune");
    if (strchr(command->letters, 'o') && !options->out) {
        return wrong_usage("%s : il manque -o FICHIER", command->name);
    }
    if (options->out && !is_out_known(command, options->out)) {
        return wrong_usage("%s : « %s » doit finir par %s", command->name, options->out,
                           str_same(command->name, "merge") ? ".db" : ".csv ou .json");
    }
    if (one && !options->keep) {
        return wrong_usage("prune : il manque --keep MOIS");
    }
    if (options->source_count == 0 || (one && options->source_count != 1)) {
        return wrong_usage("%s attend %s", command->name, one ? "un FICHIER.db" : "une SOURCE");
    }
    if (options->filter.from.year && options->filter.to.year &&
        date_compare(options->filter.from, options->filter.to) > 0) {
        return wrong_usage("--from vient après --to");
    }
    return EXIT_GOOD;
}

static int print_constant(const char *text)
{
    struct str out = {0};
    str_add(&out, text);
    bool ok = print(&out);
    str_release(&out);
    return ok ? EXIT_GOOD : EXIT_FAULT;
}

static const char *option_name(int letter)
{
    for (const struct option *option = long_options; option->name; option++) {
        if (option->val == letter) {
            return option->name;
        }
    }
    return "-o";
}

static int command_run(const struct command *command, int argc, char **argv)
{
    struct options options = {0};
    opterr = 0;
    for (int letter; (letter = getopt_long(argc, argv, ":o:hV", long_options, NULL)) != -1;) {
        if (letter == 'h' || letter == 'V') {
            return print_constant(letter == 'h' ? help : "bilan " BORNE_VERSION "\n");
        }
        if (letter == ':') {
            return wrong_usage("%s : il manque une valeur après %s", command->name,
                               argv[optind - 1]);
        }
        if (letter == '?' && !str_starts(argv[optind - 1], "--")) {
            return wrong_usage("%s : option inconnue : -%c", command->name, optopt);
        }
        if (letter == '?' || !strchr(command->letters, letter)) {
            return wrong_usage("%s : option inconnue : %s", command->name,
                               letter == '?' ? argv[optind - 1] : option_name(letter));
        }
        int fault = take_option(&options, letter, optarg);
        if (fault) {
            return fault;
        }
    }
    options.sources = (const char *const *)argv + optind;
    options.source_count = (size_t)(argc - optind);
    int fault = check_options(command, &options);
    return fault ? fault : command->run(&options);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (str_same(name, "--help") || str_same(name, "-h")) {
        return print_constant(help);
    }
    if (str_same(name, "--version") || str_same(name, "-V")) {
        return print_constant("bilan " BORNE_VERSION "\n");
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (str_same(commands[i].name, name)) {
            return command_run(&commands[i], argc - 1, argv + 1);
        }
    }
    return argc > 1 ? wrong_usage("commande inconnue : %s", name)
                    : wrong_usage("il manque une commande : show, export, merge ou prune");
}
