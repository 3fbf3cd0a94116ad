/* Stand by stand through all SOURCEs: the one clean database where it lies, several merged into a
 * temporary file that has no name any more once it is open. */
#include "base/mem.h"
#include "sources/merge.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

struct source_walk {
    struct source *source;
    struct merge merge;   /* zero where there is one database */
    struct gather gather; /* of the one database */
    struct reader reader; /* of it, or of what was merged */
    const char *path;
    ARR(struct source_tally) rows;
};

static bool nothing_begins(void *context, struct reader *reader)
{
    (void)context;
    (void)reader;
    return true;
}

static void note_stand(void *context, const char *id)
{
    gather_stand(context, id);
}

static enum gather_taken stay_beside(void *context, struct reader *reader)
{
    struct source_walk *walk = context;
    if (!reader_agrees(reader)) {
        return GATHER_DAMAGED;
    }
    reader_stand_ids(reader, note_stand, &walk->gather);
    return reader_is_whole(reader) ? GATHER_WHOLE : GATHER_DAMAGED;
}

static bool nothing_ends(void *context, bool keep)
{
    (void)context;
    (void)keep;
    return true;
}

static void open_one(struct source_walk *walk)
{
    walk->gather = (struct gather){.source = walk->source,
                                   .context = walk,
                                   .begin = nothing_begins,
                                   .take = stay_beside,
                                   .end = nothing_ends,
                                   .kept = &walk->reader};
    gather_paths(&walk->gather, &walk->path, 1);
    gather_finish(&walk->gather);
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

static bool open_many(struct source_walk *walk, const char *const *paths, size_t n, struct err *err)
{
    char name[FILE_PATH_MAX];
    if (!make_name(name, err)) {
        return false;
    }
    bool good = merge_open(&walk->merge, name, walk->source);
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
    walk->source = source;
    if (is_alone(paths, n)) {
        walk->path = arena_string(&source->arena, paths[0]);
        open_one(walk);
    } else if (!open_many(walk, paths, n, err)) {
        source_walk_close(walk);
        return NULL;
    }
    return walk;
}

bool source_walk_stand(struct source_walk *walk, size_t stand, const struct source_tally **rows,
                       size_t *n)
{
    struct gather *gather = walk->path ? &walk->gather : &walk->merge.gather;
    const char *id = walk->source->stands.at[stand].id;
    struct reader_tally tally;
    walk->rows.n = 0;
    reader_stand(&walk->reader, id);
    while (reader_next_tally(&walk->reader, &tally)) {
        arr_push(&walk->rows, (struct source_tally){
                                  .stand = stand,
                                  .hour = tally.hour,
                                  .origin = tally.origin,
                                  .counter = gather_text(gather, tally.counter),
                                  .item = gather_text(gather, tally.item),
                                  .n = tally.n,
                              });
    }
    *rows = walk->rows.at;
    *n = walk->rows.n;
    if (reader_is_whole(&walk->reader)) {
        return true;
    }
    *n = 0;
    gather_fault(gather, walk->path ? walk->path : "fichier temporaire",
                 arena_format(&walk->source->arena,
                              "les comptes du stand « %s » ne peuvent pas être lus, ils manquent "
                              "ici ; refaites la copie depuis la borne",
                              walk->source->stands.at[stand].name));
    walk->reader.damaged = false; /* told once for each stand */
    return false;
}

void source_walk_close(struct source_walk *walk)
{
    if (!walk) {
        return;
    }
    if (walk->path) {
        gather_tell_skipped(&walk->gather, walk->path, &walk->reader);
        reader_close(&walk->reader);
    } else {
        sqlite3_finalize(walk->reader.tallies);
    }
    gather_release(&walk->gather);
    merge_close(&walk->merge);
    arr_release(&walk->rows);
    free(walk);
}
