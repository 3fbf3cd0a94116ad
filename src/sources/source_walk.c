/* Stand by stand through all SOURCEs: the one clean database where it lies, several merged into a
 * temporary file that has no name any more once it is open. */
#include "base/mem.h"
#include "sources/merge.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

struct source_walk {
    struct merge merge;   /* gathers; zero but for that where there is one database */
    struct reader reader; /* of the one database, or of what was merged */
    const char *path;     /* of the one; NULL where several were merged */
    ARR(struct source_row) rows;
};

void source_release(struct source *source)
{
    arr_release(&source->kiosks);
    arr_release(&source->stands);
    arr_release(&source->faults);
    arr_release(&source->remarks);
    arena_release(&source->arena);
}

static void note_stand(void *context, const char *id)
{
    gather_stand(context, id);
}

/* The tallies stay where they are. */
static enum gather_taken note_stands(void *context, struct reader *reader)
{
    if (reader_agrees(reader)) {
        reader_stand_ids(reader, note_stand, context);
    }
    return reader->damaged ? GATHER_DAMAGED : GATHER_WHOLE;
}

static void open_one(struct source_walk *walk, struct source *source)
{
    struct gather *gather = &walk->merge.gather;
    *gather = (struct gather){
        .source = source, .context = gather, .take = note_stands, .kept = &walk->reader};
    gather_paths(gather, &walk->path, 1);
    gather_finish(gather);
}

static bool make_name(char name[FILE_PATH_MAX], struct err *err)
{
    const char *folder = getenv("TMPDIR");
    snprintf(name, FILE_PATH_MAX, "%.900s/bilan-XXXXXX", folder && folder[0] ? folder : "/tmp");
    int file = mkstemp(name);
    if (file < 0) {
        return err_set(err,
                       "%s : ne peut pas être écrit (%s) ; faites de la place ou indiquez un "
                       "autre dossier par TMPDIR",
                       name, err_reason(errno));
    }
    close(file);
    return true;
}

static bool open_many(struct source_walk *walk, struct source *source, const char *const *paths,
                      size_t n, struct err *err)
{
    char name[FILE_PATH_MAX];
    if (!make_name(name, err)) {
        return false;
    }
    bool good = merge_open(&walk->merge, name, source);
    unlink(name);
    if (!good || !merge_take(&walk->merge, paths, n)) {
        return err_set(err, "%s : %s ; faites de la place ou indiquez un autre dossier par TMPDIR",
                       name, walk->merge.fault.text);
    }
    walk->reader = (struct reader){.db = walk->merge.db};
    return true;
}

/* A database that needs no other file to be understood. */
static bool is_alone(const char *const *paths, size_t n)
{
    struct stat status;
    return n == 1 && stat(paths[0], &status) == 0 && S_ISREG(status.st_mode) &&
           !gather_is_text(paths[0]);
}

struct source_walk *source_walk_open(struct source *source, const char *const *paths, size_t n,
                                     struct err *err)
{
    struct source_walk *walk = mem_alloc(sizeof *walk);
    *source = (struct source){0};
    if (is_alone(paths, n)) {
        walk->path = arena_string(&source->arena, paths[0]);
        open_one(walk, source);
    } else if (!open_many(walk, source, paths, n, err)) {
        source_walk_close(walk);
        return NULL;
    }
    return walk;
}

bool source_walk_stand(struct source_walk *walk, size_t stand, const struct source_row **rows,
                       size_t *n)
{
    struct gather *gather = &walk->merge.gather;
    const struct source_stand *here = &gather->source->stands.at[stand];
    struct source_row row;
    walk->rows.n = 0;
    reader_stand(&walk->reader, here->id);
    while (reader_next_tally(&walk->reader, &row)) {
        row.counter = gather_text(gather, row.counter);
        row.item = gather_text(gather, row.item);
        arr_push(&walk->rows, row);
    }
    bool whole = !walk->reader.damaged;
    *rows = walk->rows.at;
    *n = whole ? walk->rows.n : 0;
    if (!whole) {
        gather_fault(gather, walk->path ? walk->path : "fichier temporaire",
                     arena_format(&gather->source->arena,
                                  "les comptes du stand « %s » ne peuvent pas être lus, ils "
                                  "manquent ici ; refaites la copie depuis la borne",
                                  here->name));
        walk->reader.damaged = false; /* told once for each stand */
    }
    return whole;
}

void source_walk_close(struct source_walk *walk)
{
    if (!walk) {
        return;
    }
    if (walk->path) {
        gather_tell_skipped(&walk->merge.gather, walk->path, &walk->reader);
        reader_close(&walk->reader);
    } else {
        sqlite3_finalize(walk->reader.tallies);
    }
    merge_close(&walk->merge);
    arr_release(&walk->rows);
    free(walk);
}
