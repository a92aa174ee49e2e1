//! Dutch.

use super::Words;

pub(super) const WORDS: Words = Words {
    spaced: true,
    denies_behind: true,
    verbs_last: true,
    wants_behind: true,
    infinitives: &["en"],
    human: "mens|mensen|medewerker|medewerkers|medewerkster|agent|echt persoon|echte persoon|echt iemand|iemand echt|\
        iemand die echt|operator|adviseur|adviseurs|vertegenwoordiger|klantenservicemedewerker|\
        klantenservice medewerker|servicemedewerker|helpdeskmedewerker|contactpersoon|levend persoon|\
        levende persoon|mens van vlees|vlees en bloed|live chat|livechat|menselijke medewerker|menselijk persoon|\
        supportmedewerker|vertegenwoordigers|adviseuse|mensenmedewerker",
    person: "persoon|iemand|collega|collega's|manager|baas|chef|leidinggevende|teamleider|supervisor|directeur|\
        verantwoordelijke|specialist|expert|deskundige|monteur|technicus|verkoper|verkoopster|consulent|\
        consultant|een van jullie|een van jullie*|een van uw|iemand anders|eigenaar|bedrijfsleider|\
        filiaalmanager|beheerder|winkelmedewerker|begeleider|specialisten|monteurs|verkopers|managers|\
        deskundigen|een van je|degene|diegene",
    team: "klantenservice|klantendienst|support|team|helpdesk|afdeling|service|personeel|winkel|receptie|\
        hoofdkantoor|personen|verkoop|werkplaats|klachtenteam|klachtenafdeling",
    talk: "chat met|livechat met|praten|spreken|spreek|praat|chatten|kletsen|overleggen|bespreek|bespreken|bellen|\
        telefoneren|een gesprek|gesprek|communiceren|appen|babbelen|contact|corresponderen|belafspraak|\
        telefoongesprek met|videogesprek met|schrijven|mailen met|telefonische afspraak|leg dit|uitleggen aan|\
        iemand spreken",
    link: "verbind|verbinden|verbonden|doorverbinden|doorverbind|doorverbonden|doorsturen|doorschakelen|\
        doorgeschakeld|doorgestuurd|stuur dit|stuur mij|stuur me|stuur deze|schakel|schakelen|doorgeven|\
        doorzetten|zet me|zet mij|geef dit|geef deze|haal|escaleer|escaleren|overdragen|draag|overzetten|verwijs|\
        roep|inschakelen|zet dit|erbij halen|erbij|geef dit gesprek|geef het gesprek|zet het gesprek|\
        stuur het gesprek|stuur door|verplaats|leg dit voor|haal je|haal uw|bel je baas|roep je|draag dit|\
        mijn zaak|mijn dossier doorgeven",
    want: "wil|willen|nodig|graag|wens|geef mij|geef me|mag ik|eis|ik zoek|liever|verzoek|vraag om|krijg ik|\
        stuur me|bezorg me|wou|hebben jullie|kunt u mij|kun je me|kun je mij",
    reach: "bereik|bereiken|bereik ik|krijg ik|te pakken|contact opnemen met|in contact|kom ik bij|contact|te spreken",
    call: "terugbellen|terugbelverzoek|teruggebeld|terugbelt|terugbel*|bel me|bel mij|belt u mij|belt u me|\
        me bellen|mij bellen|bellen jullie mij|mij te bellen|me te bellen|bel me terug|bel mij terug|\
        bellen me terug|me opbellen|mij opbellen|me belt|mij belt|gebeld worden|wil gebeld|opgebeld worden|\
        telefonisch contact|mij even bellen|me even bellen",
    ask: "kan|kunt|kun|kunnen|zou|wil|mag|graag|alsjeblieft|aub|laat|dat|is er|zouden|wilt|geven",
    need: "nodig|heb ik nodig",
    free: "beschikbaar|vrij|aanwezig|bereikbaar|online|achter|hier|daar|erachter",
    act: "overnemen|overneemt|hiernaar kijken|naar kijken|ernaar kijken|bekijken|bekijkt|oppakken|oppakt|\
        afhandelen|afhandelt|inspringen|bemoeien|behandelen|behandelt|contact opnemen|contact opneemt|\
        aan de telefoon|aan de lijn|te woord staan|te woord|meekijken|meekijkt|mee bemoeit|naar kijkt|\
        ernaar kijkt|zorgen dat|mij mailt|regelen|regelt|ontfermen|met mij praten|met me praten|contact met mij|\
        contact met me",
    aid: "helpen|helpt|antwoorden|antwoordt|antwoord|beantwoorden|beantwoordt|controleren|controleert|oplossen|\
        oplost|uitleggen|uitlegt|lezen|leest|kijken",
    alone: "menselijke hulp|menselijke ondersteuning|menselijk contact|menselijke medewerker|\
        menselijke klantenservice|persoonlijk contact|is daar iemand|is er iemand|is hier iemand|iemand aanwezig|\
        werken er ook echte mensen|werken er echte mensen|werken er mensen|werken daar mensen|niemand met wie|\
        echte mensen|persoonlijke hulp|hulp van een mens|hulp van een echt",
    who: "met wie kan ik praten|met wie kan ik spreken|met wie kan ik bellen|wie kan ik spreken|wie kan ik bellen|\
        bij wie kan ik terecht|tot wie kan ik me wenden|wie moet ik spreken|met wie moet ik|met wie spreek ik|\
        met wie kan ik",
    there: "is er|met wie|zijn er|zit er|zitten er|zit daar",
    bot: "bot|robot|chatbot|machine|machines|computer|programma|ai|automaat|bots|robots|apparaat|software|\
        standaardantwoorden",
    rather: "in plaats van|dan een|dan met|en niet|dan die|ipv|behalve",
    denial: "niet|geen|zonder|nooit|niemand|nee|hoeft|nergens",
    void: "waarom|is er niemand|er niemand|niet mogelijk|helpt niet|helpt me niet|helpt mij niet|begrijpt me niet|\
        begrijpt mij niet|begrijpt het niet|snapt het niet|snapt me niet|snap je niet|begrijp me niet|werkt niet|\
        niet verder|niet helpen|geen antwoord|geen oplossing|kan ik niet|kunt u niet|kun je niet|is er geen|\
        zijn er geen|hebben jullie geen|geen zin meer|geen idee|niet opgelost|niets aan|schiet niet|hoe vaak|\
        hoeveel keer|domme|dom|nutteloos|waardeloos",
    why: "waarom|hoezo",
    done: "gisteren|al met|heb al|heb gesproken|zei|beloofde|vertelde|gesproken|heeft gezegd|vorige week|belden|\
        belde|gezegd|vanmorgen|eerder|beloofd",
    mine: "mijn|m'n|onze|ons|andere|ander|haar",
    third: "bezorger|chauffeur|koerier|postbode|pakketbezorger|postnl|dhl|bezorging|levering|oplichter|man|vrouw|\
        dokter|stop met|bellen jullie als",
    other: "per persoon|ben je|bent u|word ik|medewerker worden|agent worden|adviseur worden|verkoper worden|\
        merk worden|solliciteren|mensenhaar|menselijk lichaam|menselijke huid|menselijk haar|hoeveel mensen|\
        hoeveel personen|hoeveel medewerkers|hoe oud|korting|makelaar|thuis zijn|moet er iemand|\
        moet iemand thuis|ander persoon|andere persoon|kan een persoon|een persoon alleen|voor mensen|\
        naar mensen|openingstijden|hoe laat|op de foto|aan de kassa|telefoonnummer van|nummer van de|\
        reinigingsagent|mensenrechten|vacature|onder de|bellen naar|mensen met|mensen in|zijn medewerkers|\
        is de assistent|werken er bij|hoeveel",
    filler: "kan|dat|aub|alsjeblieft|alstublieft|graag|een|met|hallo|echt|echte|de|nu|bedankt|hoi|ik|wil|svp|ja|\
        meteen|direct|nodig|live|even|mag|spreken",
    please: "alsjeblieft|alstublieft|aub|graag",
    but: "maar|dus|en dan",
};
