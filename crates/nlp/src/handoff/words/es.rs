//! Spanish.

use super::Words;

pub(super) const WORDS: Words = Words {
    spaced: true,
    denies_behind: false,
    verbs_last: false,
    wants_behind: false,
    infinitives: &["ar", "er", "ir", "arlo", "arla"],
    human: "humano|humana|humanos|ser humano|agente|agentes|operador|operadora|asesor|asesora|asesores|persona real|\
        persona de verdad|persona humana|persona fisica|gente de verdad|gente real|personas reales|\
        personas de verdad|ejecutivo|ejecutiva|representante|representantes|empleado|empleada|empleados|\
        teleoperador|teleoperadora|agente humano|alguien real|alguien de verdad|alguien de carne|alguien humano|\
        carne y hueso|agente en vivo|chat en vivo|operadores|ejecutivos|teleoperadores|teleoperadoras|asesoras",
    person: "persona|alguien|encargado|encargada|responsable|supervisor|supervisora|jefe|jefa|gerente|companero|\
        companera|companeros|companeras|colega|colegas|tecnico|tecnica|especialista|experto|experta|vendedor|\
        vendedora|comercial|dependiente|gestor|gestora|superior|director|directora|consejero|alguno de ustedes|\
        alguno de vosotros|uno de ustedes|uno de vosotros|gente|dueno|duena|trabajador|trabajadora|coordinador|\
        recepcionista|consultor|consultora|encargados|supervisores|tecnicos|especialistas|vendedores|gestores|\
        responsables|expertos|directivo|alguien mas|quien sea|quien este|quien corresponda",
    team: "soporte|atencion al cliente|servicio al cliente|servicio de atencion|equipo|departamento|personal|\
        personas|ventas|taller|central|oficina|postventa|administracion|reclamaciones|quejas",
    talk: "chat con|hablar|hable con|hablarlo|hablarle|chatear|conversar|charlar|platicar|comunicarme|contactar con|\
        tratar|tratarlo|discutir|discutirlo|comentarlo|hablando con|dialogar|conversacion con|entrevistarme|\
        escribir con|escribir a|escribirme con|hablarla|discutirla|tratarla|una llamada con|llamada con|\
        videollamada con|mensajes con|me hable|hable conmigo|hablarme|explicarselo|explicarlo a|explicarle",
    link: "comunicame|comuniqueme|comuniquenme|comunicar|comunicarme|me comunique|me comunica|me comunican|pasame|\
        paseme|pasenme|pasadme|pasarme|me pasas|me pasan|me pase|me pasen|me pueden pasar|me puede pasar|\
        me puedes pasar|me pasa|me podrian pasar|me podria pasar|conectame|conecteme|conectenme|conectarme|\
        me conecte|me conecten|me conecta|me conectas|transfiereme|transfierame|transfieranme|transferirme|\
        me transfiera|me transfieran|me transfirieran|me transfiere|me transfieres|ponme con|pongame con|\
        ponganme con|ponerme con|ponedme con|me ponga con|me ponen con|me pones con|me pongan con|\
        ponme en contacto|pongame en contacto|ponganme en contacto|ponerme en contacto|derivame|deriveme|\
        derivarme|derive|deriven|deriva|derivar|me deriven|redirigeme|redirijame|redirigirme|enlazame|enlaceme|\
        trasladame|trasladar este|traslade|escalar|escale|escalen|remita|reenvie este|reenvia este|llama a un|\
        avisa a|avise a|pasa este chat|pase este chat|pasar con|traeme|pasen esta|pasen este|pase esta|pasa esta|\
        llame a su|llamen a su|llama a tu|llame al|llamen al|llamad a|llame a un|llame a una|llamen a un|\
        transfieran|transfiera|transfiere|traspase|derivenme|avisen a|trae|trae a|traiga|traigan|traiga a|\
        llama a|llama a una|pasar mi|pase mi|pasen mi|trasladar mi|remitir mi|ver a su|ver a tu|ver al|ver a un",
    want: "quiero|quisiera|queria|necesito|necesitamos|dame|deme|denme|me gustaria|prefiero|preferiria|puedo tener|\
        exijo|pido|solicito|busco|requiero|me das|me da|traigan|envieme|ponganme|me urge|deseo|desearia|\
        quiero que venga|que venga|quiero un|consigueme|ponme|pongame|ponerme un|ponerme a|darme un|ponerme con",
    reach: "contactar|contactar a|contacto con|contactarme con|localizar|dar con|llegar a|contacte con|encontrar|\
        llego a|llego hasta|llegar hasta",
    call: "llamame|llameme|llamenme|llamadme|llamarme|me llame|me llamen|me llamais|me llaman|me llamas|me llamara|\
        me llamaran|devolver la llamada|devuelvan la llamada|devuelva la llamada|devolverme la llamada|\
        devuelvanme la llamada|llamada de vuelta|me telefonee|me telefoneen|telefoneeme|telefonearme|\
        contactarme por telefono|me contacten por telefono|que me hable alguien|me marquen|marqueme|\
        quiero una llamada|solicito una llamada|necesito una llamada|me puede llamar|me pueden llamar|\
        me puedes llamar|me podria llamar|me podrian llamar",
    ask: "puede|puedes|pueden|podria|podrian|podrias|por favor|que|quiero|hay|necesito|dejame|permitame|puedo|haya|\
        tiene|podeis",
    need: "necesito|hace falta|se necesita|necesitamos",
    free: "disponible|disponibles|libre|libres|de guardia|en linea|detras|ahi|aqui",
    act: "atienda|atiendan|atender|atenderme|me atiende|atendido|atendida|se ocupe|se encargue|ocuparse|encargarse|\
        hacerse cargo|tomar el control|se haga cargo|tome el relevo|intervenir|intervenga|mirarlo|mire|lo mire|\
        revisarlo|revise|lo revise|ponerse|se ponga|al telefono|contacte conmigo|se comunique conmigo|\
        ponga en contacto conmigo|se ponga en contacto|lo resuelva|gestione|me escriba|unirse|me contacte|\
        me contacten|me lea|hable conmigo|contactar conmigo|en contacto conmigo|comunicarse conmigo|\
        hablar conmigo|me explique",
    aid: "leer|leerlo|leerme|lea|ayudar|ayudarme|ayude|me ayude|responda|me responda|responder|responderme|\
        conteste|me conteste|contestarme|contestar|resuelva|resolver|solucione|solucionar|explique|comprobar|\
        venga|ver",
    alone: "atencion humana|asistencia humana|ayuda humana|soporte humano|trato humano|contacto humano|\
        atencion personal|hay alguien ahi|hay alguien real|hay alguien de verdad|hay alguien|no hay nadie ahi|\
        no hay nadie que|trabaja gente|trabajan personas|trabajan humanos|quiero que me atienda|\
        alguien me atienda|alguien que me atienda|algun humano|hablar con alguien|ayuda de una persona|\
        ayuda de un humano|ayuda de alguien",
    who: "con quien puedo hablar|con quien hablo|con quien podria hablar|con quien tengo que hablar|\
        con quien debo hablar|a quien puedo llamar|con quien puedo tratar|con quien puedo contactar|\
        a quien me dirijo",
    there: "hay|alguien con quien|alguien con el que|tienen|tiene|con quien|con la que",
    bot: "bot|robot|chatbot|maquina|maquinas|ordenador|computadora|programa|contestador|ia|bots|robots|automata|\
        automatico|automaticas|grabacion",
    rather: "en vez de|en lugar de|y no|antes que|que no sea",
    denial: "no|sin|nunca|tampoco|ni|nadie",
    void: "por que no|no hay nadie|no hay forma|no es posible|no se puede|no puedo|no podria|no podrian|no puede|\
        no pueden|no puedes|no me entiende*|no me estas|no me esta|no entiende*|no entiendes|no ayuda*|\
        no me ayuda*|no sirve*|no me sirve*|no funciona*|no hay algun*|no hay alguien|no tienen|no tienes|\
        no me responde*|no responde*|no resuelve*|no me resuelve*|no soluciona*|no es lo que|no se si|no se como|\
        no entiendo|cuantas veces|estupido|inutil|tonto|idiota",
    why: "por que|como es que",
    done: "ya hable|hable con|ayer|ya he hablado|he hablado|me dijo|me dijeron|me prometio|dijo|ya hablamos|\
        hablamos|anoche|la semana pasada|ya me|me llamaron|ya",
    mine: "mi|mis|su hijo|otra|otro|nuestro|nuestra",
    third: "repartidor|mensajero|transportista|cartero|estafa|estafador|se llama|reparto|entrega|medico|marido|mujer|\
        madre|dejen|dejad|cuando llegue|antes de entregar|como me llamo",
    other: "por persona|recursos humanos|eres humano|eres una persona|eres un humano|trabajar con ustedes|\
        trabajar en|ser agente|ser representante|ser asesor|ser comercial|ser vendedor|hacerme|convertirme|\
        cabello humano|pelo humano|cuerpo humano|piel humana|consumo humano|para cuantas|cuantas personas|\
        cuantos empleados|cuanta gente|una sola persona|otra persona|otras personas|a que hora|horario|\
        hay que ser|tiene que haber|debe haber|hace falta que haya|en casa|para personas|a personas|\
        derechos humanos|que edad|descuento|comision del agente|agente limpiador|agente de viajes|\
        agente inmobiliario|numero de telefono de la|telefono de la tienda|de la foto|en la foto|de la imagen|\
        a gente|agente quimico|cuanto cuesta|es usted|agente dice|cuantos agentes|cuantos asesores|cuantos",
    filler: "es|posible|por|favor|un|una|el|la|con|hola|real|ya|ahora|gracias|humano|humana|mismo|porfa|quiero|\
        necesito|buenas|buenos|dias|tardes|hablar|urgente|vivo|en|si|algun",
    please: "por favor|porfa",
    but: "pero|sino|entonces",
};
