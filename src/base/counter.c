#include "base/counter.h"

#include "base/str.h"

#include <assert.h>

static const struct counter_info counters[COUNTERS] = {
    [COUNTER_VISIT_STARTED] = {"visit.started", "Visites commencées", ORIGIN_KIOSK, false},
    [COUNTER_VISIT_ENGAGED] = {"visit.engaged", "Visites avec au moins deux actions", ORIGIN_KIOSK,
                               false},
    [COUNTER_VISIT_FINISHED] = {"visit.finished",
                                "Visites terminées par «\u00A0J’ai terminé\u00A0»", ORIGIN_KIOSK,
                                true},
    [COUNTER_VISIT_LEFT] = {"visit.left", "Visites quittées sans terminer", ORIGIN_KIOSK, true},
    [COUNTER_SLIDE_SHOWN] = {"slide.shown", "Diapositives passées en boucle", ORIGIN_KIOSK, true},
    [COUNTER_SLIDE_OPENED] = {"slide.opened", "Diapositives ouvertes à la main", ORIGIN_KIOSK,
                              true},
    [COUNTER_SCREEN_OPENED] = {"screen.opened", "Écrans ouverts", ORIGIN_KIOSK, true},
    [COUNTER_MISSION_STARTED] = {"mission.started", "Missions commencées", ORIGIN_KIOSK, true},
    [COUNTER_MISSION_STEP] = {"mission.step", "Étapes de mission atteintes", ORIGIN_KIOSK, true},
    [COUNTER_MISSION_FINISHED] = {"mission.finished", "Missions terminées", ORIGIN_KIOSK, true},
    [COUNTER_MISSION_LEFT] = {"mission.left", "Missions quittées", ORIGIN_KIOSK, true},
    [COUNTER_LINK_SHOWN] = {"link.shown", "Codes QR affichés", ORIGIN_KIOSK, true},
    [COUNTER_LINK_KEPT] = {"link.kept", "Codes QR gardés dix secondes", ORIGIN_KIOSK, true},
    [COUNTER_FAQ_OPENED] = {"faq.opened", "Questions ouvertes", ORIGIN_KIOSK, true},
    [COUNTER_HELP_OPENED] = {"help.opened", "Aides ouvertes", ORIGIN_KIOSK, true},
    [COUNTER_QUIZ_RIGHT] = {"quiz.right", "Quiz\u00A0: bonnes réponses", ORIGIN_KIOSK, true},
    [COUNTER_QUIZ_WRONG] = {"quiz.wrong", "Quiz\u00A0: autres réponses", ORIGIN_KIOSK, true},
    [COUNTER_QUIZ_UNSURE] = {"quiz.unsure", "Quiz\u00A0: «\u00A0Je ne sais pas\u00A0»",
                             ORIGIN_KIOSK, true},
    [COUNTER_QUIZ_FINISHED] = {"quiz.finished", "Quiz terminés", ORIGIN_KIOSK, false},
    [COUNTER_LANGUAGE_CHOSEN] = {"language.chosen", "Langues choisies", ORIGIN_KIOSK, true},
    [COUNTER_COMFORT_USED] = {"comfort.used", "Réglages de confort utilisés", ORIGIN_KIOSK, true},
    [COUNTER_PEOPLE_MET] = {"people.met", "Personnes rencontrées", ORIGIN_STAFF, false},
    [COUNTER_ACCOUNTS_ACTIVATED] = {"accounts.activated", "Comptes activés", ORIGIN_STAFF, false},
    [COUNTER_APPS_INSTALLED] = {"apps.installed", "Applications installées", ORIGIN_STAFF, false},
    [COUNTER_FLYERS_GIVEN] = {"flyers.given", "Dépliants donnés", ORIGIN_STAFF, false},
    [COUNTER_MANDATES_SIGNED] = {"mandates.signed", "Mandats signés", ORIGIN_STAFF, false},
    [COUNTER_WORKSHOPS_HELD] = {"workshops.held", "Ateliers tenus", ORIGIN_STAFF, false},
    [COUNTER_WORKSHOPS_PEOPLE] = {"workshops.people", "Participants aux ateliers", ORIGIN_STAFF,
                                  false},
    [COUNTER_QUESTION_HEARD] = {"question.heard", "Questions entendues", ORIGIN_STAFF, true},
};

const struct counter_info *counter_info(enum counter counter)
{
    assert(counter < COUNTERS);
    return &counters[counter];
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

const char *counter_origin_name(enum counter_origin origin)
{
    return origin == ORIGIN_STAFF ? "staff" : "kiosk";
}

const char *counter_origin_label(enum counter_origin origin)
{
    return origin == ORIGIN_STAFF ? "équipe" : "borne";
}

const char *counter_length_class(int64_t milliseconds)
{
    return milliseconds < 30000    ? "0-30s"
           : milliseconds < 120000 ? "30-120s"
           : milliseconds < 300000 ? "2-5min"
                                   : "5min+";
}
