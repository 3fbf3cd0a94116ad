/* log.h: what the kiosk has to say, on stderr, one line each, in plain words.
 *
 * A fault is logged once, at the top. Nothing about a visitor is ever logged: no place of a touch
 * but of a spot that is touched on and on, no time finer than the supervisor's own stamp. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

/* Writes "borne: ", what the level is called unless it is LOG_INFO, the line (cut at 1023 bytes)
 * and its end. Any thread. */
void log_line(enum log_level level, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
