#include "content/check.h"

#include "base/str.h"

void check_content(const char *folder, const struct content_world *world, struct problems *problems)
{
    struct content french, other;
    content_read(&french, folder, "fr", world, problems);
    for (int i = 0; i < french.language_count; i++) {
        if (!str_same(french.languages[i].code, "fr")) {
            content_read(&other, folder, french.languages[i].code, world, problems);
            content_release(&other);
        }
    }
    content_release(&french);
    problems_sort(problems);
}
