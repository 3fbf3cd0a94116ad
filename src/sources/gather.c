#include "sources/gather.h"

#include "base/str.h"
#include "sources/textual.h"
#include "sources/twins.h"

#include <errno.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 32 };

/* What one file says, kept until it proved whole. */
struct page {
    ARR(struct source_kiosk) kiosks;
    ARR(struct source_stand) stands;
    ARR(int64_t) ages; /* beside stands */
};

static void keep_texts(struct gather *gather, const char **const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        *texts[i] = gather_text(gather, *texts[i]);
    }
}

static void keep_kiosk(struct gather *gather, struct source_kiosk *kiosk)
{
    const char **const texts[] = {&kiosk->id,      &kiosk->name,     &kiosk->site,
                                  &kiosk->region,  &kiosk->timezone, &kiosk->departement,
                                  &kiosk->program, &kiosk->content};
    keep_texts(gather, texts, sizeof texts / sizeof *texts);
}

static void keep_stand(struct gather *gather, struct source_stand *stand)
{
    const char **const texts[] = {&stand->id,          &stand->kiosk_id, &stand->name,
                                  &stand->structure,   &stand->kind,     &stand->region,
                                  &stand->departement, &stand->site};
    keep_texts(gather, texts, sizeof texts / sizeof *texts);
}

static void read_page(struct gather *gather, struct reader *reader, struct page *page)
{
    struct source_kiosk kiosk;
    struct source_stand stand;
    int64_t last;
    while (reader_next_kiosk(reader, &kiosk)) {
        keep_kiosk(gather, &kiosk);
        arr_push(&page->kiosks, kiosk);
    }
    while (reader_next_stand(reader, &stand, &last)) {
        int64_t age = last > stand.closed_at ? last : stand.closed_at;
        keep_stand(gather, &stand);
        arr_push(&page->stands, stand);
        arr_push(&page->ages, age > stand.opened_at ? age : stand.opened_at);
    }
}

/* Stands first met in the tallies since n, in no stand table: their counts are kept. */
static void adopt_stands(struct gather *gather, const char *path, const struct page *page, size_t n)
{
    struct source *source = gather->source;
    size_t orphans = 0;
    for (size_t i = n; i < source->stands.n; i++) {
        if (!source->stands.at[i].kiosk_id) {
            source->stands.at[i] = (struct source_stand){
                .id = source->stands.at[i].id,
                .kiosk_id = page->kiosks.n == 1 ? page->kiosks.at[0].id : "",
                .name = "",
                .structure = "",
                .kind = "",
                .region = "",
                .departement = "",
                .site = "",
            };
            orphans++;
        }
    }
    if (orphans > 0) {
        gather_remark(gather, "%s : %zu stand%s sans nom ; %s comptes sont gardés", file_name(path),
                      orphans, orphans > 1 ? "s" : "", orphans > 1 ? "leurs" : "ses");
    }
}

void gather_tell_skipped(struct gather *gather, const char *path, const struct reader *reader)
{
    for (int i = 0; i < READER_TABLES; i++) {
        if (reader->skipped[i].n > 0) {
            struct err what = {{0}};
            const char *plural = reader->skipped[i].n > 1 ? "s" : "";
            err_set(&what,
                    "table %s : %lld ligne%s laissée%s de côté, valeur impossible (colonne %s)",
                    reader_table_name((enum reader_table)i), (long long)reader->skipped[i].n,
                    plural, plural, reader->skipped[i].why);
            gather_fault(gather, path, what.text);
        }
    }
}

static void join_page(struct gather *gather, const char *path, const struct page *page)
{
    for (size_t i = 0; i < page->stands.n; i++) {
        gather_join_stand(gather, &page->stands.at[i], page->ages.at[i]);
    }
    for (size_t i = 0; i < page->kiosks.n; i++) {
        int64_t age = 0;
        for (size_t j = 0; j < page->stands.n; j++) {
            bool its = str_same(page->stands.at[j].kiosk_id, page->kiosks.at[i].id);
            age = its && page->ages.at[j] > age ? page->ages.at[j] : age;
        }
        gather_join_kiosk(gather, &page->kiosks.at[i], age);
        gather_count_file(gather, path, page->kiosks.at[i].id);
    }
}

static bool read_database(struct gather *gather, const char *path, struct reader *reader)
{
    struct page page = {0};
    size_t stands = gather->source->stands.n;
    read_page(gather, reader, &page);
    enum gather_taken taken =
        reader->damaged ? GATHER_DAMAGED : gather->take(gather->context, reader);
    gather->stopped = taken == GATHER_STOPPED;
    if (taken == GATHER_WHOLE) {
        gather->files++;
        join_page(gather, path, &page);
        adopt_stands(gather, path, &page, stands);
        if (reader->lone) {
            gather_remark(gather,
                          "%s : cette base est venue sans son « -wal » ; si la borne tournait "
                          "pendant la copie, les derniers comptes y manquent : copiez aussi ce "
                          "fichier, ou arrêtez d’abord la borne",
                          path);
        }
    } else {
        gather_forget_stands(gather, stands);
        if (!gather->stopped) {
            gather_fault(gather, path,
                         "base endommagée, rien n’en est compté ; refaites la copie depuis la "
                         "borne");
        }
    }
    arr_release(&page.kiosks);
    arr_release(&page.stands);
    arr_release(&page.ages);
    return taken == GATHER_WHOLE;
}

static bool is_seen(struct gather *gather, const struct stat *status)
{
    for (size_t i = 0; i < gather->seen.n; i++) {
        if (gather->seen.at[i].device == status->st_dev &&
            gather->seen.at[i].file == status->st_ino) {
            return true;
        }
    }
    arr_push(&gather->seen, (struct gather_seen){status->st_dev, status->st_ino});
    return false;
}

static void read_file(struct gather *gather, const char *path, const struct stat *status)
{
    struct err err = {{0}};
    struct reader own = {0}, *reader = gather->kept ? gather->kept : &own;
    if (is_seen(gather, status)) {
        return;
    }
    if (!reader_open(reader, path, &err)) {
        gather_fault(gather, path, err.text);
    } else if (!read_database(gather, path, reader)) {
        reader_close(reader);
        *reader = (struct reader){0};
    } else if (!gather->kept) {
        gather_tell_skipped(gather, path, reader);
        reader_close(reader);
    }
}

static bool ends_in(const char *path, const char *ending)
{
    size_t n = strlen(path), most = strlen(ending);
    return n >= most && strcasecmp(path + n - most, ending) == 0;
}

bool gather_is_text(const char *path)
{
    return ends_in(path, ".txt");
}

static void read_text(struct gather *gather, const char *path, const struct stat *status,
                      size_t *found)
{
    if (!is_seen(gather, status) && textual_read(gather, path, found != NULL)) {
        *(found ? found : &(size_t){0}) += 1;
    }
}

/* Not counts, whatever their names end in: what Windows and macOS leave on a stick. */
static bool is_litter(const char *name)
{
    return str_starts(name, "._") || strcasecmp(name, "Thumbs.db") == 0;
}

/* Links are not followed: whoever made the folder would choose which of our files is read. */
static void tell_link(struct gather *gather, const char *path, bool counts)
{
    struct stat aim;
    bool folder = stat(path, &aim) == 0 && S_ISDIR(aim.st_mode);
    if (counts || folder) {
        gather_remark(gather, "%s : ce lien n’est pas suivi ; donnez le %s lui-même", path,
                      folder ? "dossier" : "fichier");
    }
}

/* Anything in a folder that is not itself one. */
static void read_entry(struct gather *gather, const char *path, const struct stat *status,
                       size_t *found)
{
    const char *name = file_name(path);
    bool text = gather_is_text(name), counts = text || ends_in(name, ".db");
    if (S_ISLNK(status->st_mode)) {
        tell_link(gather, path, counts && !is_litter(name));
        return;
    }
    if (is_litter(name) || !counts) {
        return;
    }
    *found += !text;
    if (!S_ISREG(status->st_mode)) {
        gather_fault(gather, path, "n’est pas un fichier, ou ne peut pas être lu");
    } else if (text) {
        read_text(gather, path, status, found);
    } else {
        read_file(gather, path, status);
    }
}

/* False, with a fault, where the entry cannot even be looked at: counts may be behind it. */
static bool look_at(struct gather *gather, const char *folder, const char *name,
                    char path[FILE_PATH_MAX], struct stat *status)
{
    struct err err = {{0}};
    if (!file_join(path, folder, name)) {
        err_set(&err,
                "« %.80s », dans ce dossier : le nom complet est trop long, rien n’en est lu ; "
                "raccourcissez les noms de dossiers",
                name);
        gather_fault(gather, folder, err.text);
        return false;
    }
    if (lstat(path, status) != 0) {
        err_set(&err, "ne peut pas être lu (%s)", err_reason(errno));
        gather_fault(gather, path, err.text);
        return false;
    }
    return true;
}

static void read_folder(struct gather *gather, const char *folder, int depth, size_t *found)
{
    struct arena names = {0};
    char **list = depth < DEPTH_MAX ? file_list(&names, folder, "", NULL) : NULL;
    if (!list) {
        gather_fault(gather, folder, "ce dossier ne peut pas être parcouru");
    }
    for (size_t i = 0; list && list[i] && !gather->stopped; i++) {
        char path[FILE_PATH_MAX];
        struct stat status;
        if (!look_at(gather, folder, list[i], path, &status)) {
            *found += 1; /* named already: not a folder that holds nothing */
        } else if (S_ISDIR(status.st_mode)) {
            read_folder(gather, path, depth + 1, found);
        } else {
            read_entry(gather, path, &status, found);
        }
    }
    arena_release(&names);
}

void gather_paths(struct gather *gather, const char *const *paths, size_t n)
{
    for (size_t i = 0; i < n && !gather->stopped; i++) {
        struct stat status;
        size_t found = 0;
        if (stat(paths[i], &status) != 0) {
            struct err err = {{0}};
            err_set(&err, "ne peut pas être lu (%s)", err_reason(errno));
            gather_fault(gather, paths[i], err.text);
        } else if (S_ISDIR(status.st_mode)) {
            read_folder(gather, paths[i], 0, &found);
            if (found == 0) {
                gather_fault(gather, paths[i],
                             "ni base .db ni texte de totaux .txt dans ce dossier");
            }
        } else if (!S_ISREG(status.st_mode)) {
            gather_fault(gather, paths[i], "n’est ni un fichier ni un dossier");
        } else if (gather_is_text(paths[i])) {
            read_text(gather, paths[i], &status, NULL);
        } else {
            read_file(gather, paths[i], &status);
        }
    }
}

/* Kiosks are in order of their names. */
static void remark_twins(struct gather *gather)
{
    const struct source_kiosk *kiosks = gather->source->kiosks.at;
    size_t n = gather->source->kiosks.n;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && str_same(kiosks[end].name, kiosks[i].name); end++) {
        }
        if (end - i > 1 && kiosks[i].name[0]) {
            gather_remark(gather,
                          "%zu bornes portent le nom « %s » : leurs comptes restent séparés",
                          end - i, kiosks[i].name);
        }
    }
}

void gather_finish(struct gather *gather)
{
    const struct source *source = gather->source;
    textual_count(gather);
    twins_find(gather);
    for (size_t i = 0; i < source->kiosks.n; i++) {
        if (gather->kiosk_files.at[i] > 1) {
            const struct source_kiosk *kiosk = &source->kiosks.at[i];
            gather_remark(gather,
                          "la borne « %s » est dans %zu fichiers : chaque compte est pris une "
                          "fois, le plus grand",
                          kiosk->name[0] ? kiosk->name : kiosk->id, gather->kiosk_files.at[i]);
        }
    }
    gather_order(gather);
    remark_twins(gather);
}

void gather_release(struct gather *gather)
{
    free(gather->names);
    arr_release(&gather->texts);
    arr_release(&gather->stand_ages);
    arr_release(&gather->kiosk_ages);
    arr_release(&gather->kiosk_files);
    arr_release(&gather->pulls);
    arr_release(&gather->seen);
}
