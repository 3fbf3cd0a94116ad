/* stick.h: the USB sticks that are there now. Looking changes nothing on them; nothing on a stick
 * is ever run or shown.
 *
 * A stick is a mount point under /media or /run/media (at most two folders deep, as desktops and
 * udisks2 make them) whose device is not the one of "/"; or, where `folder` is given (the config's
 * `sticks`), each folder inside it. At most max of them, by name. */
#ifndef STICK_H
#define STICK_H

#include "base/file.h"

#include <stddef.h>

struct stick {
    char path[FILE_PATH_MAX];
    char name[64]; /* its label: the last part of path, made safe to show */
    bool read_only;
    bool content; /* holds a folder borne-contenu */
    bool owner;   /* holds a file borne-equipe.yaml */
};

/* Fills sticks and returns how many there are, at most max; folder is "" for the mount table. A
 * stick that went away does not hold it up; one that fails does, for as long as the kernel tries:
 * see stick_watch.h. */
size_t stick_list(const char *folder, struct stick *sticks, size_t max);

/* Does so from a table of mounts written as /proc/self/mountinfo is, for those under these roots
 * (a list that ends in NULL, no '/' at their end). File systems that look over a network or mount
 * when looked at are left out: they are no sticks, and could block. */
size_t stick_list_mounts(const char *table, const char *const *roots, struct stick *sticks,
                         size_t max);

#endif
