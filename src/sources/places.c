/* The kiosks and stands of all SOURCEs, each once. */
#include "base/mem.h"
#include "base/str.h"
#include "sources/gather.h"

#include <stdarg.h>

void gather_fault(struct gather *gather, const char *path, const char *what)
{
    arr_push(&gather->source->faults, arena_format(&gather->source->arena, "%s : %s", path, what));
}

void gather_remark(struct gather *gather, const char *format, ...)
{
    char text[FILE_PATH_MAX + 512]; /* a path, and what about it */
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    arr_push(&gather->source->remarks, arena_string(&gather->source->arena, text));
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

size_t *gather_telling(struct gather *gather, const char *key)
{
    return &name_of(gather, key)->telling;
}

size_t gather_stand(struct gather *gather, const char *id)
{
    struct gather_name *name = name_of(gather, id);
    if (name->stand == 0) {
        arr_push(&gather->source->stands, (struct source_stand){.id = name->text});
        arr_push(&gather->stand_ages, (struct gather_ages){{0}});
        name->stand = gather->source->stands.n;
    }
    return name->stand - 1;
}

/* The same of a kiosk. */
static size_t kiosk_place(struct gather *gather, const char *id)
{
    struct gather_name *name = name_of(gather, id);
    if (name->kiosk == 0) {
        arr_push(&gather->source->kiosks,
                 (struct source_kiosk){name->text, "", "", "", "", "", "", "", 0});
        arr_push(&gather->kiosk_ages, (struct gather_ages){{0}});
        arr_push(&gather->kiosk_files, 0);
        name->kiosk = gather->source->kiosks.n;
    }
    return name->kiosk - 1;
}

/* Some text over none, then the younger, and of twins always the same one, so that the order of
 * the files changes nothing. kept_age: of the latest who told it. */
static void join_text(const char **kept, int64_t *kept_age, const char *new, int64_t age)
{
    const char *old = *kept;
    bool better = age > *kept_age || (age == *kept_age && strcmp(new, old ? old : "") > 0);
    if (!old || (new[0] && (!old[0] || better))) {
        *kept = new;
        *kept_age = age;
    }
}

void gather_join_stand(struct gather *gather, const struct source_stand *new, int64_t age)
{
    size_t i = gather_stand(gather, new->id);
    struct source_stand *stand = &gather->source->stands.at[i];
    int64_t *ages = gather->stand_ages.at[i].of;
    join_text(&stand->kiosk_id, &ages[0], new->kiosk_id, age);
    join_text(&stand->name, &ages[1], new->name, age);
    join_text(&stand->structure, &ages[2], new->structure, age);
    join_text(&stand->kind, &ages[3], new->kind, age);
    join_text(&stand->region, &ages[4], new->region, age);
    join_text(&stand->departement, &ages[5], new->departement, age);
    join_text(&stand->site, &ages[6], new->site, age);
    if (stand->opened_at == 0 || (new->opened_at > 0 && new->opened_at < stand->opened_at)) {
        stand->opened_at = new->opened_at;
    }
    if (new->closed_at > stand->closed_at) {
        stand->closed_at = new->closed_at;
    }
    stand->totals_only = new->totals_only;
}

void gather_join_kiosk(struct gather *gather, const struct source_kiosk *new, int64_t age)
{
    size_t i = kiosk_place(gather, new->id);
    struct source_kiosk *kiosk = &gather->source->kiosks.at[i];
    int64_t *ages = gather->kiosk_ages.at[i].of;
    join_text(&kiosk->name, &ages[0], new->name, age);
    join_text(&kiosk->site, &ages[1], new->site, age);
    join_text(&kiosk->region, &ages[2], new->region, age);
    join_text(&kiosk->timezone, &ages[3], new->timezone, age);
    join_text(&kiosk->departement, &ages[4], new->departement, age);
    join_text(&kiosk->program, &ages[5], new->program, age);
    join_text(&kiosk->content, &ages[6], new->content, age);
    bool better = age > ages[7] || (age == ages[7] && new->keep_months > kiosk->keep_months);
    if (new->keep_months > 0 && (kiosk->keep_months == 0 || better)) {
        kiosk->keep_months = new->keep_months;
        ages[7] = age;
    }
}

void gather_count_file(struct gather *gather, const char *path, const char *kiosk)
{
    size_t place = kiosk_place(gather, kiosk);
    gather->kiosk_files.at[place]++;
    arr_push(&gather->pulls, (struct gather_pull){place, gather_text(gather, path)});
}

bool gather_has_stand(struct gather *gather, const char *id)
{
    return name_of(gather, id)->stand != 0;
}

void gather_forget_stands(struct gather *gather, size_t n)
{
    struct source *source = gather->source;
    while (source->stands.n > n) {
        name_of(gather, source->stands.at[--source->stands.n].id)->stand = 0;
        gather->stand_ages.n--;
    }
}

static int by_name(const void *a, const void *b)
{
    const struct source_kiosk *one = a, *two = b;
    int order = strcmp(one->name, two->name);
    return order ? order : strcmp(one->id, two->id);
}

static int by_kiosk(const void *a, const void *b)
{
    const struct source_stand *one = a, *two = b;
    if (one->kiosk != two->kiosk) {
        return one->kiosk < two->kiosk ? -1 : 1;
    }
    if (one->opened_at != two->opened_at) {
        return one->opened_at < two->opened_at ? -1 : 1;
    }
    int order = strcmp(one->name, two->name);
    return order ? order : strcmp(one->id, two->id);
}

void gather_order(struct gather *gather)
{
    struct source *source = gather->source;
    for (size_t i = 0; i < source->stands.n; i++) {
        kiosk_place(gather, source->stands.at[i].kiosk_id);
    }
    if (source->kiosks.n > 1) {
        qsort(source->kiosks.at, source->kiosks.n, sizeof *source->kiosks.at, by_name);
    }
    for (size_t i = 0; i < source->kiosks.n; i++) {
        name_of(gather, source->kiosks.at[i].id)->kiosk = i + 1;
    }
    for (size_t i = 0; i < source->stands.n; i++) {
        struct source_stand *stand = &source->stands.at[i];
        stand->kiosk = &source->kiosks.at[kiosk_place(gather, stand->kiosk_id)];
    }
    if (source->stands.n > 1) {
        qsort(source->stands.at, source->stands.n, sizeof *source->stands.at, by_kiosk);
    }
}
