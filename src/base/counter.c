#include "base/counter.h"

#include "base/str.h"

#include <assert.h>

static const struct counter_info counters[] = {
    [COUNTER_VISIT_STARTED] = {"visit.started", "Visites commencées", "visites", ORIGIN_KIOSK,
                               ITEM_NONE, GROUP_VISITS, PLACE_TABLE},
    [COUNTER_VISIT_ENGAGED] = {"visit.engaged", "Visites avec au moins deux actions",
                               "visites-engagees", ORIGIN_KIOSK, ITEM_NONE, GROUP_VISITS,
                               PLACE_TABLE},
    [COUNTER_VISIT_FINISHED] = {"visit.finished",
                                "Visites terminées par «\u00A0J’ai terminé\u00A0»",
                                "visites-terminees", ORIGIN_KIOSK, ITEM_LENGTH, GROUP_VISITS,
                                PLACE_TABLE},
    [COUNTER_VISIT_LEFT] = {"visit.left", "Visites quittées sans terminer", "visites-quittees",
                            ORIGIN_KIOSK, ITEM_LENGTH, GROUP_VISITS, PLACE_TABLE},
    [COUNTER_SLIDE_SHOWN] = {"slide.shown", "Diapositives passées en boucle", "diapos-boucle",
                             ORIGIN_KIOSK, ITEM_SLIDE, GROUP_SCREENS, PLACE_NONE},
    [COUNTER_SLIDE_OPENED] = {"slide.opened", "Diapositives ouvertes à la main", "diapos-ouvertes",
                              ORIGIN_KIOSK, ITEM_SLIDE, GROUP_SCREENS, PLACE_TABLE},
    [COUNTER_SCREEN_OPENED] = {"screen.opened", "Écrans ouverts", "ecrans", ORIGIN_KIOSK,
                               ITEM_SCREEN, GROUP_SCREENS, PLACE_NONE},
    [COUNTER_MISSION_STARTED] = {"mission.started", "Missions commencées", "missions", ORIGIN_KIOSK,
                                 ITEM_MISSION, GROUP_MISSIONS, PLACE_TABLE},
    [COUNTER_MISSION_STEP] = {"mission.step", "Étapes de mission atteintes", "etapes", ORIGIN_KIOSK,
                              ITEM_STEP, GROUP_MISSIONS, PLACE_NONE},
    [COUNTER_MISSION_FINISHED] = {"mission.finished", "Missions terminées", "missions-finies",
                                  ORIGIN_KIOSK, ITEM_MISSION, GROUP_MISSIONS, PLACE_TABLE},
    [COUNTER_MISSION_LEFT] = {"mission.left", "Missions quittées", "missions-quittees",
                              ORIGIN_KIOSK, ITEM_STEP, GROUP_MISSIONS, PLACE_NONE},
    [COUNTER_LINK_SHOWN] = {"link.shown", "Codes QR affichés", "codes", ORIGIN_KIOSK, ITEM_LINK,
                            GROUP_LINKS, PLACE_TABLE},
    [COUNTER_LINK_KEPT] = {"link.kept", "Codes QR gardés dix secondes", "codes-gardes",
                           ORIGIN_KIOSK, ITEM_LINK, GROUP_LINKS, PLACE_TABLE},
    [COUNTER_FAQ_OPENED] = {"faq.opened", "Questions ouvertes", "questions-lues", ORIGIN_KIOSK,
                            ITEM_QUESTION, GROUP_QUESTIONS, PLACE_TABLE},
    [COUNTER_HELP_OPENED] = {"help.opened", "Aides ouvertes", "aides", ORIGIN_KIOSK, ITEM_HELP,
                             GROUP_QUESTIONS, PLACE_TABLE},
    [COUNTER_QUIZ_RIGHT] = {"quiz.right", "Quiz\u00A0: bonnes réponses", "quiz-bons", ORIGIN_KIOSK,
                            ITEM_QUESTION, GROUP_QUESTIONS, PLACE_NONE},
    [COUNTER_QUIZ_WRONG] = {"quiz.wrong", "Quiz\u00A0: autres réponses", "quiz-autres",
                            ORIGIN_KIOSK, ITEM_QUESTION, GROUP_QUESTIONS, PLACE_NONE},
    [COUNTER_QUIZ_UNSURE] = {"quiz.unsure", "Quiz\u00A0: «\u00A0Je ne sais pas\u00A0»",
                             "quiz-ne-sait-pas", ORIGIN_KIOSK, ITEM_QUESTION, GROUP_QUESTIONS,
                             PLACE_NONE},
    [COUNTER_QUIZ_FINISHED] = {"quiz.finished", "Quiz terminés", "quiz-finis", ORIGIN_KIOSK,
                               ITEM_NONE, GROUP_QUESTIONS, PLACE_TABLE},
    [COUNTER_LANGUAGE_CHOSEN] = {"language.chosen", "Langues choisies", "langues", ORIGIN_KIOSK,
                                 ITEM_LANGUAGE, GROUP_COMFORT, PLACE_NONE},
    [COUNTER_COMFORT_USED] = {"comfort.used", "Réglages de confort utilisés", "confort",
                              ORIGIN_KIOSK, ITEM_COMFORT, GROUP_COMFORT, PLACE_NONE},
    [COUNTER_PEOPLE_MET] = {"people.met", "Personnes rencontrées", "rencontres", ORIGIN_STAFF,
                            ITEM_NONE, GROUP_STAFF, PLACE_CARD},
    [COUNTER_ACCOUNTS_ACTIVATED] = {"accounts.activated", "Comptes activés", "comptes-actives",
                                    ORIGIN_STAFF, ITEM_NONE, GROUP_STAFF, PLACE_CARD},
    [COUNTER_APPS_INSTALLED] = {"apps.installed", "Applications installées", "applis", ORIGIN_STAFF,
                                ITEM_NONE, GROUP_STAFF, PLACE_CARD},
    [COUNTER_FLYERS_GIVEN] = {"flyers.given", "Dépliants donnés", "depliants", ORIGIN_STAFF,
                              ITEM_NONE, GROUP_STAFF, PLACE_CARD},
    [COUNTER_MANDATES_SIGNED] = {"mandates.signed", "Mandats signés", "mandats", ORIGIN_STAFF,
                                 ITEM_NONE, GROUP_STAFF, PLACE_CARD},
    [COUNTER_WORKSHOPS_HELD] = {"workshops.held", "Ateliers tenus", "ateliers", ORIGIN_STAFF,
                                ITEM_NONE, GROUP_STAFF, PLACE_CARD},
    [COUNTER_WORKSHOPS_PEOPLE] = {"workshops.people", "Participants aux ateliers", "participants",
                                  ORIGIN_STAFF, ITEM_NONE, GROUP_STAFF, PLACE_CARD},
    [COUNTER_QUESTION_HEARD] = {"question.heard", "Questions entendues", "questions-entendues",
                                ORIGIN_STAFF, ITEM_THEME, GROUP_STAFF, PLACE_TABLE},
};

_Static_assert(sizeof counters / sizeof *counters == COUNTERS,
               "the last counter of the enum has no row here");

const struct counter_info *counter_info(enum counter counter)
{
    assert(counter < COUNTERS);
    return &counters[counter];
}

bool counter_is_undone(enum counter_origin origin, const char *item)
{
    return origin != ORIGIN_KIOSK && str_same(item, COUNTER_UNDONE);
}

enum counter counter_find(const char *name)
{
    for (int i = 0; i < COUNTERS; i++) {
        if (str_same(counters[i].name, name)) {
            return (enum counter)i;
        }
    }
    return COUNTERS;
}

static const struct {
    const char *name, *label;
} origins[ORIGINS] = {
    [ORIGIN_KIOSK] = {"kiosk", "borne"},
    [ORIGIN_STAFF] = {"staff", "équipe"},
    [ORIGIN_LATE] = {"late", "équipe, noté après"},
};

const char *counter_origin_name(enum counter_origin origin)
{
    return origins[origin].name;
}

const char *counter_origin_label(enum counter_origin origin)
{
    return origins[origin].label;
}

enum counter_origin counter_origin_find(const char *name)
{
    enum counter_origin origin = ORIGIN_KIOSK;
    while (origin < ORIGINS && strcmp(origins[origin].name, name) != 0) {
        origin++;
    }
    return origin;
}

bool counter_is_of(enum counter counter, enum counter_origin origin)
{
    enum counter_origin own = counter_info(counter)->origin;
    return origin == own || (own == ORIGIN_STAFF && origin == ORIGIN_LATE);
}

const char *counter_length_class(int64_t milliseconds)
{
    return milliseconds < 30000    ? "0-30s"
           : milliseconds < 120000 ? "30-120s"
           : milliseconds < 300000 ? "2-5min"
                                   : "5min+";
}

int64_t counter_sum(int64_t a, int64_t b)
{
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum)) {
        return a > 0 ? INT64_MAX : INT64_MIN;
    }
    return sum;
}
