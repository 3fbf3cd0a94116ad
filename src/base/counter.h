/* counter.h: the table of everything that is counted, with all that is said of each: its label in
 * reports, its key in a QR of totals, what names its items, whether the staff have a card for it.
 * Adding a counter is one line of the enum and one row of the table (counter.c), and no more. The
 * order is that of the staff's cards and of reports; it is stored nowhere, but names and keys are:
 * they never change.
 *
 * A count is (counter, item, n): the counter is one of this table's names, the item names the thing
 * counted (a slide id, a length class…) or is "" for a counter that has none. Counts are integers
 * per hour and nothing else: CNIL's rules on audience measurement (24 February 2020) do not reach
 * them. */
#ifndef BASE_COUNTER_H
#define BASE_COUNTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum counter {
    COUNTER_VISIT_STARTED,
    COUNTER_VISIT_ENGAGED,
    COUNTER_VISIT_FINISHED,
    COUNTER_VISIT_LEFT,
    COUNTER_SLIDE_SHOWN,
    COUNTER_SLIDE_OPENED,
    COUNTER_SCREEN_OPENED,
    COUNTER_MISSION_STARTED,
    COUNTER_MISSION_STEP,
    COUNTER_MISSION_FINISHED,
    COUNTER_MISSION_LEFT,
    COUNTER_LINK_SHOWN,
    COUNTER_LINK_KEPT,
    COUNTER_FAQ_OPENED,
    COUNTER_HELP_OPENED,
    COUNTER_QUIZ_RIGHT,
    COUNTER_QUIZ_WRONG,
    COUNTER_QUIZ_UNSURE,
    COUNTER_QUIZ_FINISHED,
    COUNTER_LANGUAGE_CHOSEN,
    COUNTER_COMFORT_USED,
    COUNTER_PEOPLE_MET,
    COUNTER_ACCOUNTS_ACTIVATED,
    COUNTER_APPS_INSTALLED,
    COUNTER_FLYERS_GIVEN,
    COUNTER_MANDATES_SIGNED,
    COUNTER_WORKSHOPS_HELD,
    COUNTER_WORKSHOPS_PEOPLE,
    COUNTER_QUESTION_HEARD,
    COUNTERS
};

enum { COUNTER_NAME_MAX = 32, COUNTER_ITEM_MAX = 64 }; /* bytes with the NUL */

/* Late: the staff's too, noted after the event. It is in totals and days, in no hour. */
enum counter_origin { ORIGIN_KIOSK, ORIGIN_STAFF, ORIGIN_LATE, ORIGINS };

/* What names the items of a counter. */
enum item_kind {
    ITEM_NONE,   /* it has none: its item is "" */
    ITEM_LENGTH, /* the length class of a visit */
    ITEM_SLIDE,
    ITEM_SCREEN,
    ITEM_MISSION,
    ITEM_STEP, /* of a mission: ID/K */
    ITEM_LINK,
    ITEM_QUESTION,
    ITEM_HELP,
    ITEM_LANGUAGE,
    ITEM_COMFORT,
    ITEM_THEME, /* of a question heard (heard.h) */
    ITEM_KINDS
};

/* In the order in which the totals of a stand are told. */
enum counter_group {
    GROUP_VISITS,
    GROUP_STAFF,
    GROUP_MISSIONS,
    GROUP_LINKS,
    GROUP_SCREENS,
    GROUP_QUESTIONS,
    GROUP_COMFORT,
    COUNTER_GROUPS
};

/* Beyond the details that every report has. */
enum counter_place {
    PLACE_NONE,
    PLACE_TABLE, /* a line of the page's table of what was counted */
    PLACE_CARD   /* the same, and a card on the staff's counting screen */
};

struct counter_info {  /* one row of the table; every member is told */
    const char *name;  /* in the database: "visit.started" */
    const char *label; /* in reports: French, with its typography (’, no-break spaces) */
    const char *key;   /* in a QR of totals: "visites"; a to z and '-', written there in capitals */
    enum counter_origin origin;
    enum item_kind items;
    enum counter_group group;
    enum counter_place place;
};

/* Returns the row of a counter below COUNTERS; never NULL. */
const struct counter_info *counter_info(enum counter counter);

/* What a +1 of the staff's is taken back by: a count of this item, never a subtraction. */
#define COUNTER_UNDONE "undone"

/* Returns true for the item of a staff's count, late or not, that takes another one back. */
bool counter_is_undone(enum counter_origin origin, const char *item);

/* Returns the counter of this name; COUNTERS where there is none. */
enum counter counter_find(const char *name);

/* Return what an origin is called, in a database and in a report: "kiosk", "staff", "late";
 * "borne", "équipe", "équipe, noté après". */
const char *counter_origin_name(enum counter_origin origin);
const char *counter_origin_label(enum counter_origin origin);

/* Returns the origin of that name; ORIGINS where there is none. */
enum counter_origin counter_origin_find(const char *name);

/* Returns true where a count of that origin is on the side of the counter's own: what was noted
 * late of the staff's counters is. */
bool counter_is_of(enum counter counter, enum counter_origin origin);

/* Returns the length class of a visit: "0-30s", "30-120s", "2-5min" or "5min+". */
const char *counter_length_class(int64_t milliseconds);

/* Returns a + b, stopped at the ends of int64_t: counts read from anywhere never wrap. */
int64_t counter_sum(int64_t a, int64_t b);

#endif
