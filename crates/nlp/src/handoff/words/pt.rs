//! Portuguese.

use super::Words;

pub(super) const WORDS: Words = Words {
    spaced: true,
    denies_behind: false,
    verbs_last: false,
    wants_behind: false,
    infinitives: &["ar", "er", "ir"],
    human: "humano|humana|humanos|atendente|atendentes|agente|agentes|operador|operadora|pessoa real|pessoas reais|\
        ser humano|pessoa de verdade|pessoas de verdade|pessoa humana|pessoa fisica|gente de verdade|gente real|\
        alguem de verdade|alguem real|alguem humano|consultor|consultora|funcionario|funcionaria|\
        assistente humano|representante|carne e osso|atendimento humano|chat ao vivo|ao vivo|teleoperador|\
        teleoperadora|atendente humano|operadores|consultores|consultoras|funcionarios|representantes|\
        assistente real",
    person: "pessoa|alguem|responsavel|gerente|supervisor|supervisora|chefe|patrao|colega|colegas|colaborador|\
        colaboradora|assistente|tecnico|tecnica|especialista|vendedor|vendedora|gestor|gestora|diretor|diretora|\
        superior|encarregado|encarregada|um de voces|algum de voces|dono|dona|perito|comercial|coordenador|\
        coordenadora|gente|assessor|assessora|empregado|supervisores|gerentes|tecnicos|vendedores|especialistas|\
        responsaveis|gestores|peritos|chefes|assessores|quem seja|quem for|quem e responsavel",
    team: "suporte|atendimento|equipe|equipa|apoio ao cliente|servico ao cliente|servico de apoio|sac|setor|\
        departamento|pessoas|pessoal|central|assistencia|loja|oficina|vendas|financeiro|reclamacoes|ouvidoria",
    talk: "chat com|falar|fala|falo com|conversar|dialogar|bater papo|tratar|discutir|trocar uma ideia|conversa com|\
        comunicar|contactar com|entrar em contato|entrar em contacto|papear|teclar|desabafar|escrever com|\
        escrever para|escrever a|uma chamada com|chamada com|ligacao com|uma ligacao com|videochamada com|\
        tratar disso|mensagem com|fale comigo|falar comigo|explicar isto a|explicar isso a|explicar a|\
        explicar para",
    link: "conectar|conecte me|me conecte|me conecta|me passa|me passe|me passem|passe me|passa me|passem me|\
        passar me|me passar|me transfira|me transfere|me transferir|transfira me|transferir|transferido|\
        transferida|me transfiram|me encaminha|me encaminhe|encaminhe|encaminhem|encaminha|encaminhado|\
        encaminhada|encaminhar|me direciona|me direcione|direcionar|redirecionar|redirecione|me redirecione|\
        me coloca|me coloque|me coloquem|coloque me|coloca me|me ponha|ponha me|ponham me|me bota|me liga com|\
        me ligue com|ligue me a|ligue me com|ligar me a|liguem me a|chamar|chame|chama|chamem|escalar|escale|\
        repasse|repassar|reencaminhe|reencaminhar|me liga a|me deixa com|acionar|me poe|passem esta|passe esta|\
        passa esta|passem isto|passe isso|transfiram|transfira|transfere|chamem o|chame o|entregue esta|\
        envie esta conversa|passar esta|manda chamar|ponha|poe|traga|traz|tragam|traga uma|chama uma|\
        passar o meu|passe o meu|passar meu|encaminhar o meu|encaminhar meu|ver o seu|ver um|ver o gerente|\
        ver o supervisor",
    want: "quero|queria|preciso|gostaria|me de|da me|de me|deem me|exijo|prefiro|preferia|preferiria|posso ter|\
        solicito|desejo|peco|procuro|me arruma|me arranja|me arranje|arranjem me|necessito|quer|pretendo|me da|\
        qro|precisamos|queremos|me manda|me mande|tragam|me consegue|cade",
    reach: "contactar|contatar|contato com|contacto com|achar|encontrar|chegar a|alcancar|chego a|chego ate|\
        chegar ate|consigo uma",
    call: "me ligue|me liga|me liguem|me ligar|me ligasse|me ligam|ligue me|ligar me|liguem me|liguem para mim|\
        ligue para mim|ligar para mim|ligar pra mim|liga pra mim|liga para mim|liguem pra mim|ligue pra mim|\
        me retorne|me retornem|retornar a ligacao|retornem a ligacao|retorne a ligacao|retorno de chamada|\
        retornar a chamada|me telefone|me telefonem|me telefonar|telefonem me|telefone me|telefonar me|\
        ligar de volta|ligue de volta|me chamem de volta|pedido de contacto telefonico|receber uma ligacao|\
        receber uma chamada|ser contactado por telefone|contactem me|quero uma ligacao|me de uma ligada|\
        me da uma ligada",
    ask: "pode|podem|podia|poderia|poderiam|por favor|quero|queria|que|tem|ha|preciso|posso|podes|deixa|tem como|\
        se faz favor|sera que|consegue",
    need: "preciso de|preciso|e preciso|necessito",
    free: "disponivel|disponiveis|livre|livres|em linha|de plantao|tras|atras|ai|aqui",
    act: "assumir|assuma|assume|tomar conta|tome conta|cuidar|cuide|intervir|intervenha|dar uma olhada|\
        de uma olhada|olhar|olhe|analisar|analise|resolva isto|resolva isso|resolver isto|resolver isso|\
        tratar disto|trate disto|trate disso|tratar disso|me atender|me atenda|atender me|atenda me|atender|\
        atenda|atendida|atendido|ao telefone|no telefone|em linha|na linha|me contatar|me contacte|contactar me|\
        me contate|entre em contato|entre em contacto|entrar na conversa|encarregar|se encarregue|ocupe|\
        me escreva|entrar em contato|entrar em contacto|contactar comigo|falar comigo|contato comigo|\
        contacto comigo|ligar comigo|conversar comigo",
    aid: "ler|ajudar|me ajude|me ajudar|ajude|ajudar me|responder|responda|me responda|me responder|verificar|\
        verifique|resolver|resolva|explicar|explique|leia|ver|veja",
    alone: "atendimento humano|atendimento pessoal|ajuda humana|suporte humano|apoio humano|assistencia humana|\
        contato humano|contacto humano|tem alguem ai|ha alguem ai|alguem ai|esta ai alguem|tem alguem real|\
        falar com alguem|trabalham pessoas|trabalha gente|nao tem ninguem|nao ha ninguem|ser atendido por|\
        ser atendida por|ajuda de uma pessoa|ajuda de um humano|ajuda de alguem",
    who: "com quem posso falar|com quem falo|com quem eu falo|com quem devo falar|a quem posso me dirigir|\
        com quem eu posso falar|com quem poderia falar|a quem me dirijo|quem posso contactar|\
        com quem preciso falar|com quem converso",
    there: "tem|ha|com quem|que possa|existe",
    bot: "bot|robo|robot|chatbot|maquina|maquinas|computador|programa|ia|robos|bots|automatico|automatica|\
        automaticas|prontas|gravacao",
    rather: "em vez de|ao inves de|em lugar de|no lugar de|e nao|do que",
    denial: "nao|sem|nunca|nem|ninguem|dispenso",
    void: "por que|porque nao|nao tem ninguem|nao ha ninguem|nao e possivel|nao da para|nao da pra|nao posso|\
        nao consigo|nao podem|nao pode|nao poderia|nao me entende*|nao entende*|nao esta ajudando|nao ajuda*|\
        nao me ajuda*|nao serve*|nao funciona*|nao resolve*|nao me responde*|nao responde*|nao adianta*|\
        nao tem como|nao tem algum|nao sei|nao esta a ajudar|nao percebe*|nao tem um|nao aguento|quantas vezes|\
        burro|inutil|estupido|idiota",
    why: "por que|porque|por que motivo|como assim",
    done: "ja falei|falei|ontem|ja conversei|me disse|disse|me disseram|prometeu|prometeram|me ligaram|\
        semana passada|me falou|falaram|contou|ja",
    mine: "meu|minha|meus|minhas|outra|outro|nosso|nossa",
    third: "entregador|motorista|carteiro|estafeta|correios|entrega|golpe|se chama|parem|marido|esposa|medico|\
        transportadora|antes de entregar|quando chegar|como se",
    other: "por pessoa|recursos humanos|voce e humano|es humano|voce e uma pessoa|tornar|ser representante|\
        ser agente|ser consultor|ser revendedor|ser vendedor|cabelo humano|corpo humano|pele humana|\
        consumo humano|quantas pessoas|quantos funcionarios|para quantas|pessoa sozinha|outra pessoa|\
        outras pessoas|a que horas|que horas|horario|que idade|desconto|comissao|agente de viagens|\
        agente imobiliario|agente de limpeza|em casa|para pessoas|direitos humanos|telefone da loja|\
        numero de telefone|da foto|na foto|do caixa|na caixa|que operadora|operadora de telefonia|\
        minha operadora|menor de idade|trabalhar com voces|e gratuito|quanto custa|es um|voce e um|\
        quantos consultores|quantos|quantas",
    filler: "e|possivel|por|favor|um|uma|com|ola|oi|obrigado|obrigada|humano|real|o|a|quero|agora|ja|bom|dia|boa|\
        tarde|falar|preciso|se|faz|verdade|sim|algum|urgente|pfv|pf|logo",
    please: "por favor|se faz favor",
    but: "mas|sim com|entao|por isso",
};
