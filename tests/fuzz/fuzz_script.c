/* fuzz_script.c: any bytes as a scripted visit. */
#include "fuzz.h"

#include "platform/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct script script = {.file = NULL};
    struct err err = {""};
    bool ok = script_read(&script, bytes_file(bytes, n), &err);
    expect(ok || err.text[0]);
    for (size_t i = 0; ok && i < script.commands.n; i++) {
        expect(script.commands.at[i].line > 0);
        expect(i == 0 || script.commands.at[i].line > script.commands.at[i - 1].line);
    }
    script_release(&script);
    return 0;
}
