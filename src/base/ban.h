/* ban.h: what this house does not call, made a compile error. Included by the build before every
 * file of ours (-include). Each entry has a safe counterpart in base/. The wide-spread system
 * headers come first, since poisoning forbids the names in them too. */
#ifndef BASE_BAN_H
#define BASE_BAN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat sprintf vsprintf gets strncat strtok atoi atol atof
#pragma GCC poison strerror
#pragma GCC poison localtime gmtime asctime ctime rand srand system

/* A macro and not poison: libxlsxwriter's headers name it in macros that nobody here expands. */
#define strncpy(...) strncpy_is_banned_use_str_fit

#endif
