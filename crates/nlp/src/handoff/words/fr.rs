//! French.

use super::Words;

pub(super) const WORDS: Words = Words {
    spaced: true,
    denies_behind: true,
    verbs_last: false,
    wants_behind: false,
    infinitives: &["er", "ir", "re"],
    human: "humain|humaine|humains|etre humain|agent|agente|agents|conseiller|conseillere|conseillers|operateur|\
        operatrice|standardiste|vraie personne|vraies personnes|vrais gens|vrai humain|quelqu' un de vrai|\
        quelqu' un de reel|chair et en os|chair et os|interlocuteur|interlocutrice|employe|employee|employes|\
        teleconseiller|teleconseillere|personne reelle|personne physique|personne humaine|assistance humaine|\
        representant|representante|charge de clientele|chat en direct|agent humain|un humain|operateurs|\
        interlocuteurs|representants|teleconseillers|conseilleres",
    person: "une personne|personne|quelqu' un|qqn|qqun|responsable|superieur|superieure|manager|chef|patron|patronne|\
        directeur|directrice|collegue|collegues|collaborateur|collaboratrice|technicien|technicienne|specialiste|\
        expert|experte|vendeur|vendeuse|commercial|commerciale|gestionnaire|superviseur|l' un d' entre vous|\
        un de vos|l' un de vos|une de vos|gerant|gerante|membre de votre|membre du|des gens|reparateur|\
        techniciens|vendeurs|specialistes|experts|responsables|gestionnaires|collaborateurs|superieurs|encadrant|\
        celui qui|celle qui|quiconque",
    team: "service client|service clients|service apres vente|sav|support|equipe|service technique|\
        service commercial|standard|accueil|direction|service|magasin|gens|atelier|comptabilite|personnel|\
        conseil|reclamations|reclamation",
    talk: "parler|discuter|echanger|dialoguer|converser|m' entretenir|entretien|causer|tchatter|chatter|tchater|\
        parler a|parler avec|bavarder|chat avec|tchat avec|discussion avec|conversation avec|en parler|\
        communiquer|traiter|correspondre|ecrire a|ecrire avec|un appel avec|appel avec|appel telephonique avec|\
        visio avec|en discuter|me parler|expliquer ca a|expliquer cela a|l' expliquer a|expliquer a",
    link: "mettez moi|mettre en relation|mets moi|mettez nous|mise en relation|mis en relation|mise en contact|\
        mis en contact|passez moi|passe moi|passez nous|me passer|transferez moi|transfere moi|transferer|\
        transfert|transferez|me transferer|connectez moi|connecte moi|me connecter|en relation avec|\
        en contact avec|en ligne avec|redirigez moi|redirige moi|rediriger|orientez moi|me rediriger|\
        transmettre cette|transmettre ce|transmettez|transmettre mon|transmettre ma|adressez moi|basculez|\
        escalader|faites venir|appelez un|faire suivre|appelez votre|appelle ton|appelez le|appelez la|\
        appelez moi|faites appel a|appelle un|faites intervenir|transmets|transmettre la|transferez cette|\
        confiez|remontez|escaladez|donnez cette|fais venir|amene|amenez|faire venir|ramene|passer mon|passer ma|\
        passez mon|passez ma|voir votre|voir un responsable|transmettez mon",
    want: "veux|voudrais|souhaite|souhaiterais|souhaiterai|besoin d'|besoin de|donnez moi|donne moi|aimerais|\
        je prefere|prefererais|je demande|exige|puis je avoir|peux avoir|pourrais avoir|pourrai avoir|\
        pouvoir avoir|peut on avoir|pourrait on avoir|reclame|cherche|il me faut|m' en faut|veut|jveux|je veu|\
        voulons|auriez vous|avez vous|trouvez moi|envoyez moi|desire|requiers|laissez moi|laisse moi",
    reach: "joindre|contacter|avoir|atteindre|toucher|prendre contact avec|entrer en contact avec|rejoindre|obtenir",
    call: "rappelez moi|rappelle moi|me rappeler|me rappelle|me rappellent|me rappeliez|etre rappele|etre rappelee|\
        rappel telephonique|un rappel|appelez moi|appelle moi|m' appeler|m' appelle|etre appele|etre appelee|\
        me telephoner|telephonez moi|me telephone|me recontacter|recontactez moi|etre recontacte|\
        etre recontactee|me passer un coup de fil|passez moi un coup|m' appeliez|me recontacte|\
        me contacter par telephone",
    ask: "peut|peux|pourrait|pourriez|pouvez|pourrais|puis|svp|possible|faites|veux|voudrais|aimerais|est ce qu'|\
        il y a|merci de|s' il vous plait|s' il te plait|serait|faudrait|que",
    need: "besoin d'|besoin de|il faut",
    free: "disponible|disponibles|libre|joignable|en ligne|derriere|ici|la",
    act: "prendre le relais|prenne le relais|prend le relais|reprendre|reprenne|s' en occupe|s' en occuper|\
        s' occupe|s' occuper|s' en charge|prendre en charge|prenne en charge|intervenir|intervienne|regarder|\
        regarde|examine|examiner|se penche|jeter un|au telephone|au bout du fil|me contacter|me contacte|\
        me recontacte|gerer|gere|prendre la main|se joindre|m' ecrire|en ligne|traite mon|traite ma|jette un|\
        me parler|parler avec moi|discuter avec moi|prendre contact avec moi|me joindre",
    aid: "lire|relire|aider|aide|repondre|reponde|repond|verifier|verifie|resoudre|regle|regler|voir|expliquer|\
        explique|lise|disponible",
    alone: "aide humaine|assistance humaine|contact humain|support humain|y a t il quelqu' un|il y a quelqu' un|\
        est ce qu' il y a quelqu' un|ya quelqu' un|y a quelqu' un|de vrais gens|de vraies personnes|\
        des humains chez|quelqu' un de vrai|conseiller en direct|parler a quelqu' un|parler avec quelqu' un|\
        n' y a personne|n' y a t il personne|aide d' une vraie|aide d' une personne|aide d' un humain|\
        aide d' un etre",
    who: "a qui puis je parler|a qui je peux parler|avec qui puis je parler|a qui parler|avec qui parler|\
        a qui puis je m' adresser|a qui m' adresser|a qui dois je parler|avec qui je peux parler|\
        qui puis je contacter|a qui je parle|avec qui puis je",
    there: "y a|a qui|avec qui|disponible|avez vous|auriez vous",
    bot: "bot|robot|chatbot|machine|machines|ordinateur|programme|ia|bots|robots|automate|logiciel|repondeur",
    rather: "plutot qu'|plutot que|au lieu d'|au lieu de|et non|et pas|a la place d'",
    denial: "ne|n'|pas|sans|jamais|aucun|aucune|inutile|ni",
    void: "pourquoi|n' y a|n' est pas possible|ne peut on pas|ne puis je pas|ne pourrais je pas|\
        est ce que je ne peux|ne m' aide pas|n' aide pas|aide pas|ne comprend*|me comprenez pas|comprends pas|\
        comprenez pas|comprend pas|ne marche|ne fonctionne|ne repond*|ne sert a|pas normal|marche pas|\
        pas possible d'|pas moyen|ne me comprenez|ne m' aidez|ne resout|n' avez vous pas|ne pouvez vous pas|\
        ne pourriez vous pas|repond pas|reponds pas|sert a rien|combien de fois|stupide|nul|debile|idiot",
    why: "pourquoi|comment ca se fait",
    done: "deja|hier|m' a dit|m' a promis|m' a indique|m' ont dit|ai parle|j' ai eu|avons parle|m' avez appele|\
        la semaine derniere|on m' a|a dit|ce matin|m' avait|ai parler|avons parler|a raccroche|m' a raccroche",
    mine: "mon|ma|mes|autre|notre|nos|leur",
    third: "livreur|livreurs|facteur|transporteur|coursier|livraison|arnaque|je m' appelle|arretez|mari|femme|\
        medecin|comment s'|arrivee|avant de livrer",
    other: "par personne|ressources humaines|etes vous humain|es tu humain|es tu un humain|devenir|\
        etes vous un humain|etes vous une|es tu une|cheveux humains|corps humain|peau humaine|\
        consommation humaine|une seule personne|autre personne|autres personnes|combien de personnes|\
        pour combien|combien d'|a quelle heure|horaires|heures d'|quel age|a partir de quel|reduction|remise|\
        frais d' agent|agent nettoyant|agent immobilier|agent de voyage|faut il|a la maison|pour les personnes|\
        a des personnes|droits de l'|numero de telephone du|le numero du|sur la photo|mineure|personne agee|\
        que porte|a la caisse|quel operateur|operateur mobile|operateur telephonique|postuler|emploi|recrutez|\
        etes vous un|combien de conseillers|combien d' agents|combien de vendeurs",
    filler: "c'|est|possible|serait|s'|il|vous|plait|te|un|une|d'|l'|svp|stp|bonjour|bonsoir|salut|merci|avec|humain|\
        le|la|vrai|vraie|a|en|ligne|direct|je|veux|maintenant|oui|non|client|clientele|tout|de|suite",
    please: "s' il vous plait|s' il te plait|svp|stp",
    but: "mais|donc|alors|et",
};
