//! Italian.

use super::Words;

pub(super) const WORDS: Words = Words {
    spaced: true,
    denies_behind: false,
    verbs_last: false,
    wants_behind: false,
    infinitives: &["are", "ere", "ire"],
    human: "umano|umana|umani|essere umano|operatore|operatrice|operatori|agente|agenti|persona reale|persona vera|\
        persone vere|persone reali|vera persona|persona umana|persona fisica|consulente|consulenti|addetto|\
        addetta|addetti|impiegato|impiegata|impiegati|rappresentante|rappresentanti|carne ed ossa|carne e ossa|\
        qualcuno di vero|qualcuno di reale|centralinista|operatore umano|referente|live chat|operatrici|\
        assistente umano",
    person: "persona|qualcuno|qualcun altro|responsabile|capo|collega|colleghi|colleghe|manager|direttore|direttrice|\
        superiore|supervisore|dipendente|dipendenti|tecnico|tecnica|tecnici|specialista|esperto|esperta|\
        venditore|venditrice|commesso|commessa|titolare|gestore|incaricato|uno di voi|uno dei vostri|\
        uno dei tuoi|capoufficio|caporeparto|commerciale|responsabili|supervisori|venditori|esperti|specialisti|\
        direttori|superiori|chi e responsabile|chi e|chi di competenza",
    team: "assistenza|servizio clienti|servizio assistenza|supporto|team|ufficio|reparto|staff|personale|persone|\
        gente|call center|amministrazione|negozio|officina|reclami|contabilita",
    talk: "chat con|parlare|parlarne|parlargli|chattare|discutere|discuterne|conversare|confrontarmi|dialogare|\
        conferire|colloquio con|comunicare|chiacchierare|trattare|scrivere con|interagire|sentire|\
        una chiamata con|chiamata con|telefonata con|videochiamata con|scrivere a|scrivermi con|mi parli|\
        parli con me|parlarmi|spiegarlo a|spiegare a|spiegarglielo",
    link: "passami|passatemi|mi passi|mi passa|mi passate|passarmi|mi passino|collegami|collegatemi|mi colleghi|\
        mi collega|mi collegate|collegarmi|mettimi in|mi metta in|mettetemi in|mettermi in|mi mette in|\
        mi mettete in|trasferiscimi|trasferitemi|mi trasferisca|mi trasferisce|mi trasferite|trasferirmi|\
        trasferito|trasferita|trasferire la chat|inoltrare questa|inoltrare la|inoltri|inoltra|inoltrate|\
        inoltrarmi|girami|girate|connettimi|connettermi|mi connetta|mettere in contatto|in contatto con|\
        dirottare|mi indirizzi|indirizzatemi|chiama un|chiamate un|chiamami un|chiamatemi un|fai intervenire|\
        fate intervenire|coinvolgere|coinvolgete|segnalare a|passate questa|passa questa|passi questa|chiama il|\
        chiamate il|chiami il|chiami un|chiamami il|chiamatemi il|trasferite questa|trasferisci questa|\
        inoltratemi|girate questa|fatemi passare|fammi passare|affidate|trasferisca|chiama|chiama una|\
        chiamate una|porta|portami|fai venire|fate venire|chiama qualcuno|passare il mio|passi il mio|\
        passate il mio|inoltrare il mio|passare la mia|vedere il|vedere un|vedere la vostra|incontrare il",
    want: "voglio|vorrei|bisogno di|ho bisogno|dammi|datemi|mi dia|mi dai|desidero|mi serve|me ne serve|posso avere|\
        potrei avere|preferisco|preferirei|pretendo|esigo|richiedo|chiedo|cerco|gradirei|mi occorre|\
        mi servirebbe|mandatemi|mi mandi|trovatemi|fammi avere|mi date|esigiamo|vogliamo|necessito",
    reach: "contattare|raggiungere|contatto diretto con|mettermi in contatto con|contatto con|trovare|rintracciare|\
        arrivo a|arrivare a|arrivo fino a",
    call: "richiamami|richiamatemi|mi richiami|mi richiama|mi richiamate|mi richiamino|richiamarmi|richiamato|\
        richiamata|richiamare|chiamami|chiamatemi|mi chiami|mi chiama|mi chiamate|mi chiamino|chiamarmi|\
        fatemi chiamare|fammi chiamare|mi faccia chiamare|essere chiamato|essere chiamata|\
        essere contattato telefonicamente|telefonarmi|telefonatemi|mi telefoni|mi telefonate|mi telefonasse|\
        ricontattarmi|ricontattatemi|mi ricontatti|mi ricontatta|essere ricontattato|essere ricontattata|\
        contattarmi telefonicamente|una telefonata da",
    ask: "puo|potete|potrebbe|potreste|puoi|possono|per favore|vorrei|voglio|che|c' e|posso|bisogno|serve|fate|fai|\
        faccia",
    need: "bisogno di|ho bisogno|serve|necessario",
    free: "disponibile|disponibili|libero|liberi|in linea|reperibile|dietro|qui|li",
    act: "subentrare|subentri|prendere in mano|prenda in mano|prendere in carico|intervenire|intervenga|\
        occuparsene|se ne occupi|se ne occupa|si occupi|occuparsi|guardarci|guardare|dare un' occhiata|\
        dia un' occhiata|esaminare|esamini|al telefono|in linea|seguito|seguita|contattarmi|mi contatti|\
        mi contatta|gestire|gestisca|scrivermi|mi scriva|assistito|assistita|mi segua|seguirmi|risponda al posto|\
        unirsi|mettersi in contatto con me|parlarmi|parlare con me|contattare me|sentirmi",
    aid: "leggere|leggerlo|aiutare|aiutarmi|mi aiuti|aiuti|rispondere|rispondermi|risponda|mi risponda|verificare|\
        verifichi|controllare|controlli|risolvere|risolva|spiegare|spiegarmi|legga|vedere",
    alone: "assistenza umana|aiuto umano|supporto umano|contatto umano|c' e qualcuno|c' e nessuno|non c' e nessuno|\
        dal vivo|parlare con qualcuno|lavorano persone vere|lavorano persone|lavorano umani|interazione umana|\
        agente dal vivo|aiuto di una persona|aiuto di un umano|aiuto di un operatore|aiuto da una persona",
    who: "con chi posso parlare|con chi parlo|con chi potrei parlare|a chi posso rivolgermi|a chi mi rivolgo|\
        a chi devo rivolgermi|con chi devo parlare|chi posso chiamare|chi posso contattare",
    there: "c' e|con cui|con la quale|con il quale|avete",
    bot: "bot|robot|chatbot|macchina|macchine|computer|programma|ia|automa|risponditore|preconfezionate|\
        automatiche|software|automatico",
    rather: "invece di|invece che|anziche|piuttosto che|al posto di|e non|non con",
    denial: "non|senza|nessun|nessuno|mai|no|nemmeno",
    void: "perche|non c' e|non e possibile|non si puo|non posso|non potrei|non potete|non potrebbe|non puo|\
        non mi capisc*|non capisc*|non mi aiut*|non aiut*|non serve a|non funziona*|non mi rispond*|non rispond*|\
        non risolv*|non mi e utile|non e utile|non avete|non so|non ci sono|non va bene|quante volte|stupido|\
        inutile|scemo|idiota",
    why: "perche|come mai",
    done: "gia parlato|ho parlato|ieri|ha detto|mi ha detto|mi ha promesso|mi hanno detto|avete chiamato|\
        abbiamo parlato|settimana scorsa|gia|detto|promesso|stamattina",
    mine: "mio|mia|miei|mie|altra|altro|nostro|nostra|suo figlio",
    third: "corriere|fattorino|postino|consegna|autista|si chiama|come si|mi chiamo|truffa|smettete|marito|moglie|\
        medico|tecnico caldaia|arriva il",
    other: "a persona|per persona|risorse umane|sei umano|sei una persona|diventare|sei un umano|capelli umani|\
        corpo umano|pelle umana|consumo umano|quante persone|quanti dipendenti|sola persona|altra persona|\
        altre persone|a che ora|orari|che eta|sconto|commissione|agente immobiliare|agente di viaggio|\
        agente chimico|agente pulente|deve esserci|in casa|a persone|per persone|diritti umani|\
        numero di telefono del|telefono del negozio|nella foto|che indossa|alla cassa|con quale operatore|\
        operatore telefonico|operatore mobile|lavorare con voi|minorenne|e gratuito|quanto costa|\
        quanti consulenti|quanti operatori|quanti agenti|quanti|quante",
    filler: "e|possibile|per|favore|un|una|con|ciao|grazie|umano|l'|il|la|un'|reale|vero|vera|subito|adesso|ora|salve|\
        buongiorno|voglio|si|prego|dal|vivo|urgente|parlare|buonasera",
    please: "per favore|per piacere|prego",
    but: "ma|bensi|quindi|allora",
};
