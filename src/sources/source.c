#include "sources/source.h"

void source_release(struct source *source)
{
    arr_release(&source->kiosks);
    arr_release(&source->stands);
    arr_release(&source->faults);
    arr_release(&source->remarks);
    arena_release(&source->arena);
}
