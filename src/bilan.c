/* bilan: the coordinator's reports. The main knows everything and decides nothing: it reads the
 * command line, hands the SOURCEs to report_text.h and writes what comes back. Exits 0, 1 once a
 * SOURCE was bad or a file could not be written (what could be done is done), 2 on wrong usage. A
 * filter that nothing matches is no fault: it says so and the report is empty. */
#include "base/file.h"
#include "options.h"
#include "report/labels.h"
#include "report_text.h"
#include "sources/source.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <unistd.h>

#ifndef BORNE_VERSION
#define BORNE_VERSION "0.1.0"
#endif

enum { EXIT_GOOD = 0, EXIT_FAULT = 1 };
enum { MONTHS_MAX = 1200 };

static const char made_in[] = "Europe/Paris"; /* of the time a report was made */

static const char help[] =
    "bilan – les rapports de la borne\n"
    "\n"
    "  bilan show   [--stand NOM] [--from DATE] [--to DATE] [--json] SOURCE...\n"
    "               les totaux, à l’écran\n"
    "  bilan export -o FICHIER.{csv,xlsx,html,json} [--stand NOM] [--from DATE] [--to DATE] "
    "SOURCE...\n"
    "               le rapport à partager ; les heures de 1 à 4 s’y lisent « moins de 5 »\n"
    "  bilan merge  -o FICHIER.db SOURCE...\n"
    "               plusieurs bornes ou plusieurs relevés, réunis en une base\n"
    "  bilan prune  --keep MOIS FICHIER.db\n"
    "               efface ce qui est plus ancien\n"
    "\n"
    "SOURCE : une base de comptes (.db), un dossier qui en contient, jusqu’au fond, ou le texte\n"
    "enregistré d’un code QR de totaux (.txt), qui ne compte que si aucune base n’a le même "
    "stand.\n"
    "DATE : 2026-11-21, comprise, à l’heure de chaque borne.\n"
    "--content DOSSIER : le contenu qui donne les titres des diapositives, des missions, des codes "
    "QR.\n"
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
    int (*run)(void);
};

static const struct option known[] = {
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

static int take(void *into, int letter, const char *value);

static struct options options;
static const struct options_line command_line = {"bilan", BORNE_VERSION, help,    known,
                                                 ":o:hV", take,          &options};

#define SAY(...) options_say(&command_line, __VA_ARGS__)

/* --- what every report needs
 * -------------------------------------------------------------------------------------
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

/* --- commands -----------------------------------------------------------------------------------
 */

static void say_line(void *context, const char *line)
{
    (void)context;
    SAY("%s", line);
}

static struct counts_task make_task(char found[FILE_PATH_MAX])
{
    const char *content = options.content;
    return (struct counts_task){.sources = options.sources,
                                .source_count = options.source_count,
                                .filter = options.filter,
                                .content = content               ? content
                                           : find_content(found) ? found
                                                                 : NULL,
                                .content_named = content != NULL,
                                .version = BORNE_VERSION,
                                .now = (int64_t)time(NULL),
                                .zone = made_in,
                                .say = say_line};
}

static int show_run(void)
{
    char found[FILE_PATH_MAX];
    struct str text = {0};
    const struct counts_task task = make_task(found);
    bool good = counts_text(&task, options.json ? COUNTS_TOTALS_JSON : COUNTS_TABLE, &text);
    good = (text.n == 0 || options_print(&command_line, str_text(&text)) == 0) && good;
    str_release(&text);
    return good ? EXIT_GOOD : EXIT_FAULT;
}

static const struct {
    const char *ending;
    enum counts_form form;
} forms[] = {{".csv", COUNTS_CSV}, {".json", COUNTS_JSON}, {".html", COUNTS_HTML}};

/* The report as text, whole under its name or not at all. */
static bool export_text(const struct counts_task *task, enum counts_form form, const char *out)
{
    struct str text = {0};
    struct err err = {0};
    bool good = counts_text(task, form, &text);
    if (text.n > 0 && !file_replace(out, str_text(&text), text.n, &err)) {
        SAY("%s", err.text);
        good = false;
    }
    str_release(&text);
    return good;
}

static int export_run(void)
{
    char found[FILE_PATH_MAX];
    const struct counts_task task = make_task(found);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (str_ends(options.out, forms[i].ending)) {
            return export_text(&task, forms[i].form, options.out) ? EXIT_GOOD : EXIT_FAULT;
        }
    }
    return counts_workbook(&task, options.out) ? EXIT_GOOD : EXIT_FAULT;
}

/* Names the faults and oddities of a read. True if there was no fault. */
static bool say_faults(const struct source *source)
{
    for (size_t i = 0; i < source->remarks.n; i++) {
        SAY("remarque : %s", source->remarks.at[i]);
    }
    for (size_t i = 0; i < source->faults.n; i++) {
        SAY("%s", source->faults.at[i]);
    }
    return source->faults.n == 0;
}

static int merge_run(void)
{
    struct source faults = {0};
    struct err err = {0};
    bool ok = source_merge(options.out, options.sources, options.source_count, &faults, &err);
    bool all = say_faults(&faults);
    if (!ok) {
        SAY("%s", err.text);
    }
    source_release(&faults);
    return ok && all ? EXIT_GOOD : EXIT_FAULT;
}

/* The start of the day that lies so many months before now, in the zone of the database's kiosk
 * (the earliest of them, where there are several), so that no day is deleted by halves. */
static int64_t prune_before(const struct source *source, int months)
{
    int64_t now = (int64_t)time(NULL), before = INT64_MAX;
    for (size_t i = 0; i < source->kiosks.n || before == INT64_MAX; i++) {
        bool told = i < source->kiosks.n && source->kiosks.at[i].timezone;
        const char *zone = told ? source->kiosks.at[i].timezone : "UTC";
        int64_t start = date_months_before(zone, now, months);
        before = start < before ? start : before;
    }
    return before;
}

/* Rows that cannot be read do not keep the old ones from going. */
static int prune_run(void)
{
    struct source source = {0};
    struct err err = {0};
    int64_t deleted = 0;
    const char *path = options.sources[0];
    struct source_walk *walk = source_walk_open(&source, options.sources, 1, &err);
    bool ok = walk != NULL;
    source_walk_close(walk);
    if (!ok) {
        SAY("%s", err.text);
    }
    bool whole = say_faults(&source) && ok;
    if (ok && source_prune(path, prune_before(&source, options.keep), &deleted, &err)) {
        SAY("%s : %" PRId64 " lignes effacées", path, deleted);
    } else {
        if (ok) { /* else it was said */
            SAY("%s", err.text);
        }
        SAY("%s : rien n’a été effacé", path);
        whole = false;
    }
    source_release(&source);
    return whole ? EXIT_GOOD : EXIT_FAULT;
}

/* --- the command line ---------------------------------------------------------------------------
 */

static const struct command commands[] = {
    {"show", "sftjc", show_run},
    {"export", "osftc", export_run},
    {"merge", "o", merge_run},
    {"prune", "k", prune_run},
};

static bool parse_months(const char *text, int *months)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    bool ok = errno == 0 && end != text && *end == '\0' && value >= 1 && value <= MONTHS_MAX;
    *months = ok ? (int)value : 0;
    return ok;
}

static int take(void *into, int letter, const char *value)
{
    struct options *taken = into;
    switch (letter) {
    case 'o':
        taken->out = value;
        break;
    case 's':
        taken->filter.stand = value;
        break;
    case 'c':
        taken->content = value;
        break;
    case 'j':
        taken->json = true;
        break;
    case 'f':
    case 't':
        if (!date_parse(value, letter == 'f' ? &taken->filter.from : &taken->filter.to)) {
            return options_wrong(&command_line, "« %s » n’est pas une date comme 2026-11-21",
                                 value);
        }
        break;
    default:
        if (!parse_months(value, &taken->keep)) {
            return options_wrong(&command_line, "--keep attend un nombre de mois de 1 à %d",
                                 MONTHS_MAX);
        }
    }
    return OPTIONS_READ;
}

static bool is_out_known(const struct command *command, const char *out)
{
    if (str_same(command->name, "merge")) {
        return str_ends(out, ".db");
    }
    return str_ends(out, ".csv") || str_ends(out, ".json") || str_ends(out, ".html") ||
           str_ends(out, ".xlsx");
}

/* What no single option can tell. */
static int check_options(const struct command *command)
{
    bool one = str_same(command->name, "prune"), merge = str_same(command->name, "merge");
    if (strchr(command->letters, 'o') && !options.out) {
        return options_wrong(&command_line, "%s : il manque -o FICHIER", command->name);
    }
    if (options.out && !is_out_known(command, options.out)) {
        return options_wrong(&command_line, "%s : « %s » doit finir par %s", command->name,
                             options.out, merge ? ".db" : ".csv, .xlsx, .html ou .json");
    }
    if (one && !options.keep) {
        return options_wrong(&command_line, "prune : il manque --keep MOIS");
    }
    if (options.source_count == 0 || (one && options.source_count != 1)) {
        return options_wrong(&command_line, "%s attend %s", command->name,
                             one ? "un FICHIER.db" : "une SOURCE");
    }
    if (options.filter.from.year && options.filter.to.year &&
        date_compare(options.filter.from, options.filter.to) > 0) {
        return options_wrong(&command_line, "--from vient après --to");
    }
    return OPTIONS_READ;
}

static int run(const struct command *command, int argc, char **argv)
{
    int status = options_read(&command_line, command->name, command->letters, argc, argv);
    options.sources = (const char *const *)argv + optind;
    options.source_count = (size_t)(argc - optind);
    if (status == OPTIONS_READ) {
        status = check_options(command);
    }
    return status == OPTIONS_READ ? command->run() : status;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (str_same(commands[i].name, name)) {
            return run(&commands[i], argc - 1, argv + 1);
        }
    }
    int status = name[0] == '-' ? options_read(&command_line, "", "", argc, argv) : OPTIONS_READ;
    if (status != OPTIONS_READ) {
        return status;
    }
    return argc > 1 ? options_wrong(&command_line, "commande inconnue : %s", name)
                    : options_wrong(&command_line,
                                    "il manque une commande : show, export, merge ou prune");
}
