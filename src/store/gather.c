#include "store/gather.h"

#include "base/mem.h"
#include "base/str.h"

#include <errno.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 32 };

/* What one file says, kept until it proved whole. */
struct page {
    ARR(struct source_kiosk) kiosks;
    ARR(struct source_stand) stands;
    ARR(int64_t) ages; /* beside stands */
};

static void fault(struct gather *gather, const char *path, const char *what)
{
    arr_push(&gather->source->faults, arena_format(&gather->source->arena, "%s : %s", path, what));
}

static size_t text_hash(const char *text)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3U;
    }
    return (size_t)(hash ^ hash >> 32);
}

static struct gather_name *name_place(struct gather_name *names, size_t room, const char *text)
{
    for (size_t i = text_hash(text) & (room - 1);; i = (i + 1) & (room - 1)) {
        if (!names[i].text || strcmp(names[i].text, text) == 0) {
            return &names[i];
        }
    }
}

static void names_grow(struct gather *gather)
{
    size_t room = gather->names_room ? gather->names_room * 2 : 1024;
    struct gather_name *names = mem_alloc(room * sizeof *names);
    for (size_t i = 0; i < gather->names_room; i++) {
        if (gather->names[i].text) {
            *name_place(names, room, gather->names[i].text) = gather->names[i];
        }
    }
    free(gather->names);
    gather->names = names;
    gather->names_room = room;
}

/* Valid until the next new name. */
static struct gather_name *name_of(struct gather *gather, const char *text)
{
    if (gather->names_n * 2 >= gather->names_room) {
        names_grow(gather);
    }
    struct gather_name *name = name_place(gather->names, gather->names_room, text);
    if (!name->text) {
        name->text = arena_string(&gather->source->arena, text);
        gather->names_n++;
    }
    return name;
}

const char *gather_text(struct gather *gather, const char *text)
{
    return name_of(gather, text)->text;
}

static size_t stand_index(struct gather *gather, const char *id)
{
    struct gather_name *name = name_of(gather, id);
    if (name->stand == 0) {
        arr_push(&gather->source->stands, (struct source_stand){.id = name->text});
        arr_push(&gather->stand_age, 0);
        name->stand = gather->source->stands.n;
    }
    return name->stand - 1;
}

static size_t kiosk_index(struct gather *gather, const char *id)
{
    struct gather_name *name = name_of(gather, id);
    if (name->kiosk == 0) {
        arr_push(&gather->source->kiosks, (struct source_kiosk){name->text, "", "", "", ""});
        arr_push(&gather->kiosk_age, 0);
        arr_push(&gather->kiosk_files, 0);
        name->kiosk = gather->source->kiosks.n;
    }
    return name->kiosk - 1;
}

/* The text to keep of two: some over none, the younger, and of twins always the same one, so that
 * the order of the files changes nothing. */
static const char *better(const char *old, const char *new, int64_t younger)
{
    if (!old || !old[0] || !new[0]) {
        return new[0] || !old ? new : old;
    }
    return younger > 0 || (younger == 0 && strcmp(new, old) > 0) ? new : old;
}

static void join_stand(struct gather *gather, const struct source_stand *new, int64_t age)
{
    size_t i = stand_index(gather, new->id);
    struct source_stand *stand = &gather->source->stands.at[i];
    int64_t younger = age - gather->stand_age.at[i];
    stand->kiosk_id = better(stand->kiosk_id, new->kiosk_id, younger);
    stand->name = better(stand->name, new->name, younger);
    stand->structure = better(stand->structure, new->structure, younger);
    stand->kind = better(stand->kind, new->kind, younger);
    if (stand->opened_at == 0 || (new->opened_at > 0 && new->opened_at < stand->opened_at)) {
        stand->opened_at = new->opened_at;
    }
    if (new->closed_at > stand->closed_at) {
        stand->closed_at = new->closed_at;
    }
    gather->stand_age.at[i] = younger > 0 ? age : gather->stand_age.at[i];
}

static void join_kiosk(struct gather *gather, const struct source_kiosk *new,
                       const struct page *page)
{
    int64_t age = 0;
    for (size_t i = 0; i < page->stands.n; i++) {
        if (page->ages.at[i] > age && str_same(page->stands.at[i].kiosk_id, new->id)) {
            age = page->ages.at[i];
        }
    }
    size_t i = kiosk_index(gather, new->id);
    struct source_kiosk *kiosk = &gather->source->kiosks.at[i];
    int64_t younger = age - gather->kiosk_age.at[i];
    kiosk->name = better(kiosk->name, new->name, younger);
    kiosk->site = better(kiosk->site, new->site, younger);
    kiosk->region = better(kiosk->region, new->region, younger);
    kiosk->timezone = better(kiosk->timezone, new->timezone, younger);
    gather->kiosk_age.at[i] = younger > 0 ? age : gather->kiosk_age.at[i];
    gather->kiosk_files.at[i]++;
}

static void read_page(struct gather *gather, struct reader *reader, struct page *page)
{
    struct source_kiosk kiosk;
    struct source_stand stand;
    int64_t last;
    while (reader_next_kiosk(reader, &kiosk)) {
        arr_push(&page->kiosks, (struct source_kiosk){
                                    gather_text(gather, kiosk.id),
                                    gather_text(gather, kiosk.name),
                                    gather_text(gather, kiosk.site),
                                    gather_text(gather, kiosk.region),
                                    gather_text(gather, kiosk.timezone),
                                });
    }
    while (reader_next_stand(reader, &stand, &last)) {
        int64_t age = last > stand.closed_at ? last : stand.closed_at;
        stand.id = gather_text(gather, stand.id);
        stand.kiosk_id = gather_text(gather, stand.kiosk_id);
        stand.name = gather_text(gather, stand.name);
        stand.structure = gather_text(gather, stand.structure);
        stand.kind = gather_text(gather, stand.kind);
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
            };
            orphans++;
        }
    }
    if (orphans > 0) {
        arr_push(&source->remarks,
                 arena_format(&source->arena,
                              "%s : %zu stand(s) sans nom ; leurs comptes sont gardés", path,
                              orphans));
    }
}

static void tell_skipped(struct gather *gather, const char *path, const struct reader *reader)
{
    for (int i = 0; i < READER_TABLES; i++) {
        if (reader->skipped[i].n > 0) {
            struct err what = {{0}};
            err_set(&what,
                    "table %s : %lld ligne(s) laissée(s) de côté, valeur impossible (colonne %s)",
                    reader_table_name((enum reader_table)i), (long long)reader->skipped[i].n,
                    reader->skipped[i].why);
            fault(gather, path, what.text);
        }
    }
}

static bool read_tallies(struct gather *gather, struct reader *reader)
{
    struct reader_tally tally;
    while (reader_next_tally(reader, &tally)) {
        if (!gather->tally(gather->context, &tally, stand_index(gather, tally.stand))) {
            gather->stopped = true;
            return false;
        }
    }
    return reader_is_whole(reader);
}

static void forget_stands(struct gather *gather, size_t n)
{
    struct source *source = gather->source;
    while (source->stands.n > n) {
        name_of(gather, source->stands.at[--source->stands.n].id)->stand = 0;
        gather->stand_age.n--;
    }
}

static void read_database(struct gather *gather, const char *path, struct reader *reader)
{
    struct page page = {0};
    size_t stands = gather->source->stands.n;
    read_page(gather, reader, &page);
    gather->stopped = !gather->begin(gather->context);
    bool whole = !gather->stopped && reader_is_whole(reader) && read_tallies(gather, reader);
    if (!gather->end(gather->context, whole)) {
        gather->stopped = true;
        whole = false;
    }
    if (whole) {
        gather->files++;
        for (size_t i = 0; i < page.stands.n; i++) {
            join_stand(gather, &page.stands.at[i], page.ages.at[i]);
        }
        for (size_t i = 0; i < page.kiosks.n; i++) {
            join_kiosk(gather, &page.kiosks.at[i], &page);
        }
        adopt_stands(gather, path, &page, stands);
        tell_skipped(gather, path, reader);
    } else {
        forget_stands(gather, stands);
        if (!gather->stopped) {
            fault(gather, path,
                  "base endommagée, rien n'en est compté ; refaites la copie depuis la borne");
        }
    }
    arr_release(&page.kiosks);
    arr_release(&page.stands);
    arr_release(&page.ages);
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
    struct reader reader;
    if (is_seen(gather, status)) {
        return;
    }
    if (!reader_open(&reader, path, &err)) {
        fault(gather, path, err.text);
        return;
    }
    read_database(gather, path, &reader);
    reader_close(&reader);
}

/* Not counts, whatever their names end in: what Windows and macOS leave on a stick. */
static bool is_litter(const char *name)
{
    return str_starts(name, "._") || str_same(name, "Thumbs.db");
}

static void read_folder(struct gather *gather, const char *folder, int depth, size_t *found)
{
    struct arena names = {0};
    char **list = depth < DEPTH_MAX ? file_list(&names, folder, "", NULL) : NULL;
    if (!list) {
        fault(gather, folder, "ce dossier ne peut pas être parcouru");
    }
    for (size_t i = 0; list && list[i] && !gather->stopped; i++) {
        char path[FILE_PATH_MAX];
        struct stat status;
        if (!file_join(path, folder, list[i]) || lstat(path, &status) != 0) {
            continue;
        }
        if (S_ISDIR(status.st_mode)) {
            read_folder(gather, path, depth + 1, found);
        } else if (str_ends(list[i], ".db") && !is_litter(list[i])) {
            ++*found;
            if (stat(path, &status) == 0 && S_ISREG(status.st_mode)) {
                read_file(gather, path, &status);
            } else {
                fault(gather, path, "n'est pas un fichier, ou ne peut pas être lu");
            }
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
            err_set(&err, "ne peut pas être lu (%s)", strerror(errno));
            fault(gather, paths[i], err.text);
        } else if (S_ISDIR(status.st_mode)) {
            read_folder(gather, paths[i], 0, &found);
            if (found == 0) {
                fault(gather, paths[i], "aucun fichier .db dans ce dossier");
            }
        } else if (S_ISREG(status.st_mode)) {
            read_file(gather, paths[i], &status);
        } else {
            fault(gather, paths[i], "n'est ni un fichier ni un dossier");
        }
    }
}

static int by_name(const void *a, const void *b)
{
    const struct source_kiosk *one = *(const struct source_kiosk *const *)a;
    const struct source_kiosk *two = *(const struct source_kiosk *const *)b;
    int order = strcmp(one->name, two->name);
    return order ? order : strcmp(one->id, two->id);
}

static void remark_twins(struct gather *gather)
{
    struct source *source = gather->source;
    size_t n = source->kiosks.n;
    const struct source_kiosk **sorted = mem_alloc((n + 1) * sizeof *sorted);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = &source->kiosks.at[i];
    }
    qsort(sorted, n, sizeof *sorted, by_name);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && str_same(sorted[end]->name, sorted[i]->name); end++) {
        }
        if (end - i > 1 && sorted[i]->name[0]) {
            arr_push(&source->remarks,
                     arena_format(&source->arena,
                                  "%zu bornes portent le nom « %s » : leurs comptes restent "
                                  "séparés",
                                  end - i, sorted[i]->name));
        }
    }
    free(sorted);
}

void gather_finish(struct gather *gather)
{
    struct source *source = gather->source;
    for (size_t i = 0; i < source->stands.n; i++) {
        kiosk_index(gather, source->stands.at[i].kiosk_id);
    }
    for (size_t i = 0; i < source->kiosks.n; i++) {
        if (gather->kiosk_files.at[i] > 1) {
            arr_push(&source->remarks,
                     arena_format(&source->arena,
                                  "la borne « %s » est dans %zu fichiers : chaque compte est pris "
                                  "une fois, le plus grand",
                                  source->kiosks.at[i].name, gather->kiosk_files.at[i]));
        }
    }
    remark_twins(gather);
}

void gather_release(struct gather *gather)
{
    free(gather->names);
    arr_release(&gather->stand_age);
    arr_release(&gather->kiosk_age);
    arr_release(&gather->kiosk_files);
    arr_release(&gather->seen);
}
