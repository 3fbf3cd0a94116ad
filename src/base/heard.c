#include "base/heard.h"

#include "base/str.h"

#include <assert.h>

static const struct heard_theme themes[HEARD_THEMES] = {
    {"donnees-vues", "Qui voit mes données", "Tout le monde va voir mes données.",
     "Non. Seuls des soignants, et chacun ne voit que ce qui sert à son métier. Vous êtes prévenu "
     "à chaque accès. Vous pouvez masquer un document ou bloquer quelqu’un."},
    {"etat-mutuelle", "État, mutuelle, assurance", "L’État ou ma mutuelle vont s’en servir.",
     "La loi interdit aux mutuelles, aux assurances et aux banques d’y accéder, même si vous étiez "
     "d’accord."},
    {"piratage", "Piratage", "On va pirater mes données.",
     "Les données sont en France, chez un hébergeur agréé pour la santé. L’accès demande un code "
     "en plus du mot de passe. Aucun système n’a un risque nul : gardez vos codes pour vous."},
    {"complique", "Trop compliqué", "C’est trop compliqué.",
     "Le 3422 répond. Une France services ou un conseiller numérique peut aussi vous montrer, "
     "gratuitement. Essayez d’abord ici, sans risque."},
    {"jamais-malade", "Jamais malade", "Je ne suis jamais malade.",
     "C’est le jour de l’imprévu que cela sert : allergie, vaccin, personne à prévenir."},
    {"sans-smartphone", "Pas de smartphone", "Je n’ai pas de smartphone.",
     "Un ordinateur suffit. Vos soignants peuvent aussi déposer vos documents sans vous."},
    {"internet-age", "Internet, trop âgé", "Je n’aime pas internet, je suis trop âgé.",
     "Vous n’êtes pas obligé. Mais votre espace peut déjà recevoir vos documents. On peut vous "
     "aider une fois."},
    {"refus", "N’en veut pas", "Je n’en veux pas.",
     "C’est votre droit. Vous pouvez vous opposer ou fermer votre espace, à tout moment."},
    {"medecin", "Mon médecin ne s’en sert pas", "Mon médecin ne s’en sert pas.",
     "De plus en plus de documents y arrivent. Dites-lui que vous l’utilisez."},
    {"telephone-perdu", "Téléphone perdu", "Et si je perds mon téléphone ?",
     "Rien n’est dans le téléphone. Connectez-vous ailleurs et retirez l’appareil perdu dans les "
     "paramètres."},
    {"payant", "Est-ce payant", "C’est payant ?",
     "Non. Le service est gratuit. L’appel au 3422 coûte le prix d’un appel normal."},
    {"ameli", "J’ai déjà ameli", "J’ai déjà mon compte ameli.",
     "Ce sont deux comptes. Ameli : vos remboursements. Mon espace santé : vos documents de "
     "santé."},
};

const struct heard_theme *heard_theme(int theme)
{
    assert(theme >= 0 && theme < HEARD_THEMES);
    return &themes[theme];
}

const struct heard_theme *heard_find(const char *id)
{
    for (int i = 0; i < HEARD_THEMES; i++) {
        if (str_same(themes[i].id, id)) {
            return &themes[i];
        }
    }
    return NULL;
}
