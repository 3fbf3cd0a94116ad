/* notify.h: what the supervisor (systemd) is told. Without one it does nothing. */
#ifndef PLATFORM_NOTIFY_H
#define PLATFORM_NOTIFY_H

void notify_ready(void);    /* the first slide is on the glass */
void notify_stopping(void); /* closing cleanly */

#endif
