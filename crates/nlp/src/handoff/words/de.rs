//! German.

use super::Words;

pub(super) const WORDS: Words = Words {
    spaced: true,
    denies_behind: true,
    verbs_last: true,
    wants_behind: true,
    infinitives: &["en"],
    human: "mensch|menschen|mitarbeiter|mitarbeiterin|mitarbeitern|mitarbeiters|mitarbeitende*|berater|beraterin|\
        beratern|kundenberater*|agent|agenten|operator|ansprechpartner*|ansprechperson|sachbearbeiter*|\
        echte person|echten person|echter person|reale person|realen person|jemand echtes|jemand echten|\
        jemand richtiges|fleisch und blut|supportmitarbeiter*|support mitarbeiter*|kundenbetreuer*|\
        servicemitarbeiter*|service mitarbeiter*|live chat|livechat|kundendienstmitarbeiter*|\
        kundenservicemitarbeiter*|agentin|servicekraft|kundenberatung|bearbeiter",
    person: "person|jemand|jemanden|jemandem|wem richtigem|wen richtigen|irgendwem|irgendwen|irgendjemand*|kollege|\
        kollegen|kollegin|kolleginnen|vorgesetzte|vorgesetzten|vorgesetzter|chef|chefin|leiter|leiterin|\
        filialleiter*|manager|managerin|verantwortliche|verantwortlichen|verantwortlicher|techniker|technikerin|\
        technikern|fachmann|fachfrau|experte|experten|expertin|verkaufer|verkauferin|verkaufern|einer von euch|\
        einer von ihnen|einem von euch|einem von ihnen|einen von euch|einen von ihnen|einem ihrer|einen ihrer|\
        einem eurer|einen eurer|zustandigen|zustandige|spezialist*|handwerker|betreuer|monteur|geschaftsfuhrer*|\
        abteilungsleiter*|disponent*|meister|techniker*|verkaufsleiter*|filialleitung|geschaftsleitung|leitung|\
        wer zustandig|jemand kompetentes|jemanden kompetenten",
    team: "kundenservice|kundendienst|kundenbetreuung|kundensupport|support|team|hotline|fachabteilung|abteilung|\
        beratung|service|vertrieb|verkauf|leute|leuten|personal|reklamationsabteilung|filiale|werkstatt|personen|\
        buchhaltung|beschwerdestelle|beschwerdeabteilung|reklamation|beschwerdemanagement",
    talk: "chat mit|livechat mit|sprechen|spreche|sprich|reden|rede|chatten|chatte|unterhalten|telefonieren|\
        quatschen|schreiben|kontakt mit|gesprach mit|gesprach|unterhaltung mit|besprechen|klaren|austauschen|\
        kommunizieren|labern|plaudern|telefontermin|telefonat mit|anruf von|anruf mit|videoanruf mit|\
        schreiben mit|mit mir spricht|mit mir redet|mit mir uber|erklaren",
    link: "verbinden|verbinde|verbind|verbunden|weiterleiten|weiterverbinden|weitergeleitet|leiten sie|leite mich|\
        leite das|leiten mich|durchstellen|durchgestellt|stellen sie mich|stell mich|stellt mich|ubergeben|\
        ubergib|weitergeben|geben sie mich|gib mich|holen sie|hol|holt|hole|schalten sie|vermitteln|vermittel|\
        vermittle|vermitteln sie|weiterreichen|eskalieren|einschalten|hinzuziehen|rufen sie einen|ruf einen|\
        umleiten|schicken sie mir|schick mir|geben sie das|gib das|geben sie dieses|gebt das|holt mir|\
        holen sie mir|rufen sie ihren|ruf deinen|rufen sie ihre|ans team|geben sie meinen|geben sie mein|\
        geben sie meine|gib meinen|leiten sie mein|leiten sie meinen",
    want: "mochte|mochten|will|wollen|brauche|brauch|wunsche|gib mir|geben sie mir|gebt mir|hatte gern|hatte gerne|\
        hatt gern|bitte um|verlange|fordere|bestehe auf|wurde gern|wurde gerne|bevorzuge|erbitte|darf ich|\
        benotige|suche|her mit|lieber|her|konnen sie mir|kannst du mir|konnten sie mir",
    reach: "erreiche|erreichen|kontaktieren|kontaktiere|komme ich an|bekomme ich|kriege ich|gelange ich|rankommen|\
        ans telefon|erreicht man|bekommt man|finde ich|komme ich zu|komme ich durch|komme ich hier zu|\
        lande ich bei",
    call: "ruckruf|ruckrufwunsch|ruckrufbitte|ruckrufs|zuruckrufen|zuruckruft|zuruckgerufen|ruckrufservice|\
        rufen sie mich|ruf mich|ruft mich|mich an|mich anrufen|mich anruft|mich jemand anrufen|anrufen|anruft|\
        anzurufen|um anruf|angerufen werden|telefonisch bei mir|telefonisch zu melden|telefonisch melden|\
        telefonisch kontaktieren|sich bei mir telefonisch|durchklingeln",
    ask: "kann|konnte|konnten|konnen|bitte|soll|darf|mochte|will|dass|muss|lassen|wurde|gibt es|verlange|konnt|wann",
    need: "brauche ich|benotige ich|brauche|benotige|braucht man",
    free: "verfugbar|erreichbar|frei|online|zu sprechen|im dienst|da|hinter|dahinter|hier|irgendwo",
    act: "ubernehmen|ubernimmt|kummern|kummert|anschauen|anschaut|ansehen|ansieht|angucken|annehmen|annimmt|\
        nachsehen|einspringen|dazukommen|dazuholen|drauf schauen|draufschauen|drubersehen|druberschauen|\
        bei mir melden|bei mir meldet|mich kontaktieren|mich kontaktiert|mir melden|sich melden|am telefon|\
        ans telefon|bearbeiten|bearbeitet|lesen|liest|einschalten|betreuen|betreut|mit mir|mit mir sprechen|\
        mit mir reden",
    aid: "durchlesen|lesen|erledigen|helfen|hilft|antworten|antwortet|beantworten|beantwortet|prufen|pruft|losen|\
        lost|erklaren|erklart|sehen|weiterhelfen|beraten|her|da",
    alone: "menschliche hilfe|menschlichen support|menschlicher support|menschlicher hilfe|menschliche unterstutzung|\
        menschlichen kontakt|menschlicher kontakt|menschliche beratung|menschliche ansprech*|menschliche antwort|\
        personliche beratung bitte|personlichen ansprech*|ist da jemand|ist da auch jemand|ist hier jemand|\
        jemand da|jemand echtes|arbeiten bei euch auch menschen|arbeiten bei ihnen auch menschen|\
        arbeiten da auch menschen|arbeiten hier menschen|arbeiten dort menschen|auch menschen oder|mensch her|\
        niemanden mit dem ich|mit menschen|telefonisch beraten|telefonische beratung|telefonisches gesprach|\
        personlich beraten|personlich sprechen|telefonisch sprechen|telefonisch mit|hilfe von einem menschen|\
        hilfe von einer echten|hilfe eines menschen",
    who: "mit wem kann ich|mit wem konnte ich|wen kann ich sprechen|an wen kann ich mich wenden|\
        an wen wende ich mich|wer ist mein ansprechpartner|mit wem spreche ich|mit wem muss ich sprechen|\
        wen kann ich anrufen|mit wem darf ich",
    there: "gibt es|ist da|sitzt da|ist hier|sitzt hier|steckt|habt ihr|haben sie",
    bot: "bot|roboter|chatbot|maschine|maschinen|computer|programm|ki|automat|automaten|bots|robotern|blechkiste|\
        textbausteinen|software",
    rather: "statt|anstatt|anstelle|und nicht|als mit|als einem|als einen|ausser",
    denial: "nicht|kein|keine|keinen|keinem|keiner|ohne|nie|niemals|niemand|niemanden|niemandem|nein",
    void: "warum|wieso|weshalb|kann ich nicht|konnte ich nicht|gibt es keinen|gibt es keine|gibts keinen|\
        gibt es nicht|ist da niemand|niemand da|nicht moglich|hilft nicht|hilft mir nicht|verstehst mich nicht|\
        verstehen mich nicht|versteht mich nicht|verstehst nicht|versteht nicht|funktioniert nicht|bringt nichts|\
        geht nicht|nicht weiter|nicht weiterhelfen|nicht helfen|keine antwort|keine losung|keine ahnung|\
        keine lust mehr|konnen sie nicht|konnt ihr nicht|kannst du nicht|nicht verstanden|nicht beantwortet|\
        keinen sinn|keine hilfe|wie oft|dummer|dumm|blod|bloder|nutzlos|unbrauchbar",
    why: "warum|wieso|weshalb",
    done: "gestern|schon mit|bereits mit|habe schon|habe bereits|hat gesagt|sagte|meinte|versprochen|gesprochen|\
        hat mir|haben mir|letzte woche|heute morgen|haben mich|habt mich|wurde mir|gesagt|telefoniert",
    mine: "mein|meine|meinen|meinem|meiner|unser|unsere|andere|anderen|seine|ihre tochter",
    third: "fahrer|paketbote|bote|zusteller|lieferant|lieferdienst|dhl|hermes|kurier|spedition|vor der lieferung|\
        vor lieferung|lieferung|betruger|mann|frau|freund|arzt|aufhoren|euch anrufen|sie anrufen|muss ich|\
        kann ich anrufen|nummer",
    other: "pro person|bist du|sind sie ein|werde ich|werden kann|bewerben|je person|fur eine person|job|\
        menschenhaar|menschliche haut|menschlichen korper|menschlicher korper|wie viele|wieviele|wie viel|\
        welchem alter|ab welchem|rabatt|mitarbeiterrabatt|zu hause sein|zuhause sein|muss jemand|\
        muss eine person|andere person|anderen person|fur menschen|fur personen|personen ab|offnungszeiten|\
        geoffnet|telefonnummer der|nummer der filiale|auf dem bild|auf dem foto|makler|eine person allein|\
        person allein|bilden sie|mitarbeiter werden|berater werden|agent werden|vertreter werden|als mitarbeiter|\
        als berater|arbeitet ihr mit|reinigungsagent|menschenrechte|was kostet|wie lange|stellenangebot*|\
        sprechende|sind mitarbeiter|sind ihre|heisst",
    filler: "geht|das|moglich|ist|bitte|ein|eine|einen|einem|mit|echter|echten|echte|echtes|hallo|guten|tag|danke|den|\
        dem|richtiger|richtigen|jetzt|sofort|zum|zu|an|der|ich|will|support|service|sprechen|endlich|mal|ja|nein|\
        online|live|moin",
    please: "bitte|bitte schon",
    but: "aber|sondern|und dann|dann|also|daher|deshalb",
};
