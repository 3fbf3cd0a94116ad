/* check_folders.h: can this machine keep the counts where the settings say? Nothing is left behind
 * by finding out. Part of the mains. */
#ifndef KIOSK_CHECK_FOLDERS_H
#define KIOSK_CHECK_FOLDERS_H

#include "kiosk/setup.h"

/* Adds to problems, with the line of its key, each folder of the settings that would lose counts or
 * that is not there; to warnings what only may, and for which user the rights were judged: root
 * judges for the owner of the folder of the counts, anybody else for himself. */
void check_folders(const struct setup *setup, struct problems *problems, struct problems *warnings);

#endif
