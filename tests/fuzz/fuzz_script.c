/* fuzz_script.c: any bytes as a scripted visit. */
#include "fuzz.h"

#include "platform/script.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char none[] = "";
    struct script script = {.file = NULL};
    struct err err = {""};
    bool ok = script_parse(&script, "x.visit", n > 0 ? (const char *)bytes : none, n, &err);
    expect(ok || err.text[0]);
    for (size_t i = 0; ok && i < script.commands.n; i++) {
        expect(script.commands.at[i].line > 0);
        expect(i == 0 || script.commands.at[i].line > script.commands.at[i - 1].line);
    }
    script_release(&script);
    return 0;
}
