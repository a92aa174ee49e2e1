//! Words of grammar, per language: in a question they say nothing about its subject, in a text they give its language away.

use domain::Language;
use std::collections::HashSet;
use std::sync::LazyLock;

const EN: &str = "a about after again all also am an and any are as at be been before being but by can could did do does \
    doing don for from had has have having he her here hers him his how i if in into is isn it its itself just let ll me \
    more most my myself no nor not now of off on once only or other our ours out over own please re same she should so \
    some such than that the their theirs them then there these they this those through to too under until up us ve very \
    was we were what when where which while who whom whose why will with won would you your yours d m s t doesn didn wasn \
    aren couldn hello hi hey thanks thank tell may might must shall got im ive whats dont cant long much many take takes does get want need know like";
const ES: &str = "a al algo ante antes aquel aquella aqui asi aun aunque cada como con cual cuales cuando cuanto cuanta \
    cuantos cuantas de del desde donde dos e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba \
    estan estar estas este esto estos estoy fue fueron ha habia han has hasta hay he hola la las le les lo los mas me mi \
    mis mucho muy nada ni no nos nosotros o os otra otro para pero poco por porque pueda puede pueden puedo que quien \
    quienes se sea segun ser si sido sin sobre son soy su sus tambien tan tanto te tengo tiene tienen todo todos tu tus un \
    una unas uno unos usted ustedes y ya yo hacer hago favor gracias";
const FR: &str = "a ai alors au aucun aussi autre aux avant avec avez avoir avons c ce cela celle celui ces cet cette ceux \
    chez comme comment d dans de des depuis dois donc dont du elle elles en encore entre es est et etaient etait ete etes \
    etre eu eux fait faut font il ils j je jusque l la le les leur leurs lors lui m ma mais me meme mes moi mon n ne ni nos \
    notre nous on ont ou par parce pas peu peut peuvent peux plus pour pourquoi puis puisque qu quand que quel quelle \
    quelles quels qui quoi s sa sans se sera ses si son sont sous suis sur ta te tes toi ton tous tout toute toutes tres tu \
    t un une va vers voici vos votre vous y etait bonjour merci combien";
const DE: &str = "ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei bin bis bist bitte da \
    damit dann das dass dem den denn der des dessen deren die dies diese dieser dieses diesem diesen doch dort du durch ein \
    eine einem einen einer eines er es etwas euch euer eure fur gegen gibt hab habe haben hallo hat hatte hatten hier ich \
    ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jeder jedes jetzt kann kein keine keinen konnen konnte \
    man mein meine meinem meinen meiner mich mir mit muss mussen nach nicht nichts noch nun nur ob oder ohne schon sehr sei \
    sein seine seinem seinen seiner seit selbst sich sie sind so soll sollte uber um und uns unser unsere unter viel vom von \
    vor wann war waren warum was weil weiter welche welchem welchen welcher welches wenn wer werde werden wie wieder will \
    wir wird wirst wo woher wohin worden wurde wurden zu zum zur zwar zwischen danke viele wieviel darf mochte lange";
const IT: &str = "a abbiamo ad agli ai al alla alle allo anche ancora avere aveva c che chi ci ciao cio coi col come con \
    contro cosa cui d da dagli dai dal dalla dalle dallo degli dei del dell dall all nell sull della delle dello di dopo dove \
    due e ed era erano essere fa fanno fare fino fra gli ha hai hanno ho i il in io l la le lei li lo loro lui ma me mi mia \
    mie miei mio molto ne negli nei nel nella nelle nello no noi non nostra nostro o ogni per perche piu poi posso potete \
    potrei pu puo qua qual quale quali quando quanta quante quanti quanto quel quella quelle quelli quello questa queste \
    questi questo qui quindi s se sei senza si sia siamo sono sta stata stato stati su sua sue sugli sui sul sulla sulle \
    suo suoi tra tu tua tuo tutti tutto un una uno va vi voi vostra vostro grazie quant cos dov quell";
const PT: &str = "a ainda alguem algum alguma ao aos apenas aquela aquele aqui as ate cada com como da das de dela dele deles \
    depois desde dessa desse desta deste do dos e ela elas ele eles em entre era eram essa essas esse esses esta estao estar \
    estas estava este estes estou eu faz fazer foi foram ha isso isto ja la lhe lhes lo mais mas me mesmo meu meus minha \
    minhas muito na nas nao nem no nos nossa nosso num numa o ola onde os ou outra outro para pela pelas pelo pelos perante \
    pode podem poder por porque posso quais qual quando quanta quanto quantos quantas que quem sao se seja sem ser sera seu \
    seus si sido so sobre sou sua suas tal tambem tao te tem temos tenho ter teve tinha toda todas todo todos tu tua um uma \
    umas uns voce voces vos obrigado obrigada favor";
const NL: &str = "aan af al alle alles als altijd ander andere ben bij bent daar dan dat de der deze die dit doch doe doen \
    door dus een eens en er even ge geen geweest haar had hadden hallo heb hebben hebt heeft hem het hier hij hoe hoeveel \
    hoelang hun iemand iets ik in is ja je jij jou jouw jullie kan kon kunnen kunt maar mag me meer men met mij mijn moet \
    moeten na naar niet niets nog nu of om omdat ons onze ook op over reeds te tegen toch toen tot u uit uw van veel voor \
    waar waarom wanneer want waren was wat welke werd wezen we wel wie wij wil willen word worden wordt wordt zal ze zelf \
    zich zij zijn zo zonder zou zullen graag bedankt dank hoelang zijn";
const RU: &str = "а без более больше будет будто бы был была были было быть в вам вас вдруг ведь во вот впрочем все всегда \
    всего всех всю вы где да даже для до другой его ее ей ему если есть еще же за зачем здесь и из или им их к как какая \
    какие какой каком когда конечно который которая которые кто куда ли либо между меня мне много может можно мой моя мои \
    моего мы на над надо нам нас не него нее ней нельзя нет ни нибудь никогда ним них ничего но ну о об однако он она они \
    оно от очень перед по под после потом потому почему при про раз с сам свой своего себя сейчас со так также такой там \
    тебя тем теперь то тогда того тоже только том тот ту ты у уже хоть чего чем через что чтобы чуть эти этих это этого этой \
    этом этот эту я сколько каков какого каких какую какое чей является здравствуйте привет спасибо пожалуйста могу";
const JA: &str = "です ます した して する から まで ので のは こと これ それ あれ この その どの なに いつ どこ だれ ある いる れる られ さい くだ ださ \
    ない なく たい ても では には とは への もの よう そう ため など でき きる きま すか ませ せん とき なる なり った って いて いう てい ですか ください とても \
    何 誰 的 年 中 は が の を に へ と で も や か ね よ";
const ZH: &str = "的 了 是 在 我 有 和 就 不 人 都 一 个 上 也 很 到 说 要 去 你 会 着 没 看 好 自 己 这 那 他 她 它 们 吗 呢 吧 啊 么 什 怎 哪 谁 \
    为 与 及 或 以 于 之 其 被 把 从 对 而 但 中 能 可 请 您 多 少 几 什么 怎么 为什么 哪里 哪些 哪个 我们 你们 他们 可以 是否 如何 多少 一个 这个 \
    那个 没有 我的 你的 您的 有没 什麼 怎麼 嗎 個 們 這 為 會 對 從 說 請 何时 谁是 是什 么时 哪一 的是 了什 在哪";
const KO: &str = "그 이 저 것 수 등 및 또는 그리고 그러나 하지만 무엇 무엇을 무엇이 무엇인가 무엇인가요 뭐 뭔가요 언제 어디 어디서 어디에 어떻게 왜 누구 누가 \
    누구의 어느 어떤 얼마 얼마나 몇 있나요 있습니까 있습니다 있는 있다 없나요 없습니다 되나요 됩니까 합니까 합니다 하나요 입니까 입니다 인가요 나요 저는 나는 제가 내가 \
    저의 제 내 우리 당신 좀 더 매우 아주 때 위해 위한 대한 대해 대하여 관한 경우 안녕하세요 안녕 감사합니다 해주세요 주세요 하는 되는 한 할 된 이런 그런 무슨";
const AR: &str = "في من علي الي عن ان انا هو هي هم هن نحن انت انتم هذا هذه ذلك تلك التي الذي الذين ما ماذا متي اين كيف لماذا كم \
    هل لا نعم لم لن قد كان كانت كانوا يكون تكون او ام ثم و ف ب ل ك مع كل بعض غير بين حتي اذا لو لكن بل كما عند عندما قبل بعد منذ \
    حول خلال ضد دون فوق تحت هناك هنا ايضا فقط جدا له لها لهم لي لك لنا به بها فيه فيها منه منها عليه عليها اليه اليها ايضا اي \
    مرحبا شكرا يمكن يمكنني وهو وهي وما ولا وقد وكان فان وان بان لان اكثر ليس ليست تم يتم تمت وتم هما اللذان \
    اللذين اللتان اللتين اللواتي ايه اجل انه انها انهم لانه لانها وفي ومن وعلي الا سوف اذ فقد ولم والتي والذي لكي لدي لديه لديها \
    اذكر اوليك هولاء حيث انما كانا مما ممن بما فيما عما لما مهما وهذا وهذه ولكن وكانت والي";

/// The folded words of grammar of `language`.
pub(crate) fn list(language: Language) -> &'static str {
    match language {
        Language::En => EN,
        Language::Es => ES,
        Language::Fr => FR,
        Language::De => DE,
        Language::It => IT,
        Language::Pt => PT,
        Language::Nl => NL,
        Language::Ru => RU,
        Language::Ja => JA,
        Language::Zh => ZH,
        Language::Ko => KO,
        Language::Ar => AR,
    }
}

static SETS: LazyLock<Vec<HashSet<&'static str>>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| list(*language).split_whitespace().collect()).collect());

/// Whether the folded word is one of grammar.
pub(crate) fn is_stop(folded: &str, language: Language) -> bool {
    SETS.get(language as usize).is_some_and(|set| set.contains(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_written_as_folding_leaves_them_and_each_is_found_in_its_own_language() {
        for language in Language::ALL {
            for word in list(*language).split_whitespace() {
                assert_eq!(super::super::fold(word, *language), word, "{language}");
                assert!(is_stop(word, *language), "{language} {word}");
            }
        }
        assert!(!is_stop("shipping", Language::En));
    }
}
