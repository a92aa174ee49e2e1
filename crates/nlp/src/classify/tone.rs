//! What tells of feeling besides the words: signs, stretched and shouted words, and what a "not" reaches.

/// Words, folded and without apostrophes, that turn what follows them round.
const NOT: &[&str] = &[
    "not",
    "no",
    "never",
    "cannot",
    "cant",
    "dont",
    "doesnt",
    "didnt",
    "isnt",
    "wasnt",
    "arent",
    "wont",
    "without",
    "nothing",
    "nunca",
    "sin",
    "ni",
    "tampoco",
    "nada",
    "ne",
    "pas",
    "jamais",
    "sans",
    "rien",
    "aucun",
    "aucune",
    "nicht",
    "kein",
    "keine",
    "keinen",
    "nie",
    "ohne",
    "nichts",
    "non",
    "mai",
    "senza",
    "nessun",
    "nessuna",
    "niente",
    "nao",
    "sem",
    "nem",
    "niet",
    "geen",
    "nooit",
    "zonder",
    "не",
    "нет",
    "ни",
    "без",
    "никогда",
    "لا",
    "لم",
    "لن",
    "ليس",
    "ليست",
    "ما",
    "مش",
    "غير",
    "بدون",
    "مو",
];
/// How many words a "not" reaches.
pub(super) const REACH: usize = 3;

/// Whether `folded` turns round what follows.
pub(super) fn negates(folded: &str) -> bool {
    NOT.contains(&folded)
}

/// A word without the letters that were only held down, and whether there were some: `sooo` is `so`.
pub(super) fn unstretched(word: &str) -> (String, bool) {
    let mut out = String::with_capacity(word.len());
    let (mut before, mut run, mut stretched) = ('\0', 0, false);
    for c in word.chars() {
        run = if c == before { run + 1 } else { 1 };
        before = c;
        if run >= 3 && !c.is_ascii_digit() {
            stretched = true;
            if run == 3 {
                out.pop();
            }
        } else {
            out.push(c);
        }
    }
    (out, stretched)
}

/// Names for the signs of a text: runs of punctuation as they stand (`:)`, `!!`, `...`), emoji, and how loud it is.
pub(super) fn signs(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    let (mut large, mut letters) = (0, 0);
    let mut shouted = 0;
    for c in text.chars().chain([' ']) {
        if c.is_alphabetic() {
            letters += 1;
            large += usize::from(c.is_uppercase());
        } else {
            shouted += usize::from(letters > 2 && large == letters);
            (large, letters) = (0, 0);
        }
        let is_sign = !c.is_alphanumeric() && !c.is_whitespace() && u32::from(c) < 0x2190;
        if is_sign
            || !run.is_empty()
                && matches!(c, 'D' | 'P' | 'd' | 'p' | 'o' | 'O' | '3')
                && run.ends_with([':', ';', '-', '<', '='])
        {
            run.push(c);
        } else if !run.is_empty() {
            found.push(shortened(&std::mem::take(&mut run)));
        }
    }
    if shouted > 0 {
        found.push(if shouted > 2 { "SHOUTED".to_owned() } else { "Shouted".to_owned() });
    }
    found
}

/// `!!!!!` counts as `!!`, and no run is longer than three signs.
fn shortened(run: &str) -> String {
    let mut out = String::new();
    let (mut before, mut count) = ('\0', 0);
    for c in run.chars() {
        count = if c == before { count + 1 } else { 1 };
        before = c;
        if count <= 2 && out.chars().count() < 3 {
            out.push(c);
        }
    }
    out
}
