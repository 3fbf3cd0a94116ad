#include "platform/output.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

static int primary(const struct outputs *outputs)
{
    for (int i = 0; i < outputs->n; i++) {
        if (outputs->at[i].primary) {
            return i;
        }
    }
    return outputs->n > 0 ? 0 : -1;
}

int output_find(const struct outputs *outputs, const char *wanted)
{
    if (!wanted[0]) {
        return primary(outputs);
    }
    for (int i = 0; i < outputs->n; i++) {
        if (strcasecmp(outputs->at[i].name, wanted) == 0) {
            return i;
        }
    }
    char *end;
    long number = strtol(wanted, &end, 10);
    return *end == '\0' && number >= 1 && number <= outputs->n ? (int)number - 1 : -1;
}

void output_list(const struct outputs *outputs, char *text, size_t room)
{
    size_t used = 0;
    text[0] = '\0';
    for (int i = 0; i < outputs->n && used < room; i++) {
        const struct output *output = &outputs->at[i];
        used += (size_t)snprintf(text + used, room - used, "%s%d : %s (%dx%d)", i ? ", " : "",
                                 i + 1, output->name, output->rect.w, output->rect.h);
    }
}
