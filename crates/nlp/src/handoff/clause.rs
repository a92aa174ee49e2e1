//! One clause: who is named in it, what is asked of them, and whether that is denied.

use super::lookup::Lookup;
use super::spelling::mend;
use super::words::{KINDS, Kind, Words};
use domain::Language;

/// A clause, and where the phrases of each kind stand in it.
pub(super) struct Clause {
    tokens: Vec<String>,
    /// Which tokens stand in one of the lists.
    known: Vec<bool>,
    letters: usize,
    asks: bool,
    places: [Vec<Place>; KINDS],
    words: &'static Words,
}

/// A place: first and last token; in scripts without spaces, first and last letter.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Place {
    from: usize,
    to: usize,
}

impl Place {
    fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// What lies between this and a later place; none: it is not later.
    fn gap(self, later: Self) -> Option<usize> {
        (later.from > self.to).then(|| later.from - self.to - 1)
    }

    fn with(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }
}

/// How far apart two places may be that belong together, in tokens and in letters of a script without spaces.
type Reach = (usize, usize);

const NEXT: Reach = (2, 3);
const NEAR: Reach = (3, 6);
const SAME_CLAUSE: Reach = (6, 14);

impl Clause {
    pub(super) fn new(text: &str, lookup: &'static Lookup) -> Self {
        let mut places = Lookup::empty();
        let mut tokens = Vec::new();
        if lookup.words.spaced {
            let is_letter = |c: char| c.is_alphanumeric() || c == '\'';
            let written = text.split(|c: char| !is_letter(c)).filter(|token| !token.is_empty());
            tokens = written.map(|token| mend(token, lookup).to_owned()).collect();
            for from in 0..tokens.len() {
                for first in bare(&tokens[from], lookup.language) {
                    for phrase in lookup.phrases(first) {
                        let rest = tokens.get(from + 1..from + phrase.parts.len());
                        let others = |rest: &[String]| {
                            rest.iter()
                                .zip(&phrase.parts[1..])
                                .all(|(token, part)| bare(token, lookup.language).any(|token| fits(token, part)))
                        };
                        if fits(first, phrase.parts[0]) && rest.is_some_and(others) {
                            places[phrase.kind].push(Place { from, to: from + phrase.parts.len() - 1 });
                        }
                    }
                }
            }
        } else {
            for (from, (at, _)) in text.char_indices().enumerate() {
                for phrase in lookup.phrases(&text[at..]).iter().filter(|phrase| text[at..].starts_with(phrase.text)) {
                    places[phrase.kind].push(Place { from, to: from + phrase.text.chars().count() - 1 });
                }
            }
        }
        // "机器人说话": the robot talks, no human.
        let bots = places[Kind::Bot as usize].clone();
        for kind in [Kind::Human, Kind::Person, Kind::Alone] {
            places[kind as usize].retain(|place| !bots.iter().any(|bot| bot.overlaps(*place)));
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let known = tokens.iter().map(|token| lookup.knows(token)).collect();
        let asks = text.ends_with(['?', '؟', '？']);
        Self { tokens, known, letters, asks, places, words: lookup.words }
    }

    fn find(&self, kind: Kind) -> &[Place] {
        &self.places[kind as usize]
    }

    /// The kinds of all phrases, in the order in which they stand.
    pub(super) fn kinds(&self) -> Vec<usize> {
        let mut found: Vec<(usize, usize)> =
            (0..KINDS).flat_map(|kind| self.places[kind].iter().map(move |place| (place.from, kind))).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|(_, kind)| kind).collect()
    }

    fn has(&self, kind: Kind) -> bool {
        !self.find(kind).is_empty()
    }

    /// The places of `first` and, behind it, `second`; either way round where verbs stand last.
    fn pairs(&self, first: &[Place], second: &[Place], reach: Reach, turned: bool) -> Vec<Place> {
        let reach = if self.words.spaced { reach.0 } else { reach.1 };
        let near = |one: Place, other: Place| {
            one.overlaps(other)
                || one.gap(other).is_some_and(|gap| gap <= reach)
                || turned && other.gap(one).is_some_and(|gap| gap <= reach)
        };
        let pairs = first.iter().flat_map(|one| second.iter().map(move |other| (*one, *other)));
        pairs.filter(|(one, other)| near(*one, *other)).map(|(one, other)| one.with(other)).collect()
    }

    /// How sure a wish is. `only`: the text has no other clause; `is_question`: it asks something.
    pub(super) fn wish(&self, only: bool, is_question: bool) -> f32 {
        let words = self.words;
        if self.means_something_else() {
            return 0.1;
        }
        let human = self.find(Kind::Human);
        // "Do I need a technician for that?" asks about the work, not for the technician.
        let is_use = self.asks && self.has(Kind::Need) && !self.has(Kind::Talk);
        let person = if is_use { &[] } else { self.find(Kind::Person) };
        let team = self.find(Kind::Team);
        let mut free = [human, person].concat();
        free.retain(|place| !self.is_theirs(*place));
        let anybody = [human, person, team].concat();
        let others = [free.as_slice(), team].concat();
        let (want, talk, ask) = (self.find(Kind::Want), self.find(Kind::Talk), self.find(Kind::Ask));
        let (link, call) = (self.find(Kind::Link), self.find(Kind::Call));
        let done = self.has(Kind::Done);
        let denials = self.denials();
        let stands = |places: &[Place]| places.iter().any(|place| !self.denied(*place, &denials));
        let mut wish: f32 = if human.is_empty() { 0.1 } else { 0.3 };
        let mut found = |places: Vec<Place>, sure: f32| {
            if stands(&places) {
                wish = wish.max(sure);
            }
        };

        found(self.find(Kind::Alone).to_vec(), 0.9);
        found(self.pairs(link, &others, SAME_CLAUSE, words.verbs_last), 0.95);
        found(self.find(Kind::Who).to_vec(), 0.8);
        if !done || !want.is_empty() {
            let turned = words.verbs_last || self.has(Kind::There);
            // "Sprechen Ihre Mitarbeiter Dänisch?" asks what they speak.
            let talk: Vec<Place> = talk
                .iter()
                .copied()
                .filter(|place| !(words.spaced && words.verbs_last && self.asks && place.from == 0))
                .collect();
            found(self.pairs(&talk, human, SAME_CLAUSE, turned), 0.95);
            found(self.pairs(&talk, &anybody, SAME_CLAUSE, turned), 0.85);
            let strong: Vec<Place> = free.iter().copied().filter(|place| human.contains(place)).collect();
            let mut wanted = self.pairs(want, &strong, NEAR, words.wants_behind);
            wanted.retain(|place| !self.does_something(*place));
            found(wanted, 0.85);
            let mut wanted = self.pairs(want, &free, NEXT, words.wants_behind);
            wanted.retain(|place| !self.does_something(*place));
            found(wanted, 0.8);
            found(self.pairs(self.find(Kind::Reach), &free, NEAR, words.wants_behind), 0.8);
            if self.has(Kind::There) {
                found(self.pairs(&free, self.find(Kind::Free), NEXT, true), 0.8);
                let last = strong.iter().copied().filter(|place| place.to + 1 == self.tokens.len()).collect::<Vec<_>>();
                found(self.pairs(self.find(Kind::There), &last, NEXT, false), 0.75);
            }
            if !ask.is_empty() || !want.is_empty() {
                found(self.pairs(&free, self.find(Kind::Act), SAME_CLAUSE, true), 0.8);
                found(self.pairs(&strong, self.find(Kind::Aid), SAME_CLAUSE, true), 0.8);
            }
        }
        if !done && !self.has(Kind::Third) {
            found(call.to_vec(), 0.85);
        }
        if wish < 0.7 && self.is_bare(human) && stands(human) {
            return match (only, is_question) {
                (true, false) => 0.95,
                (true, true) | (false, false) => 0.75,
                (false, true) => 0.4,
            };
        }
        if wish < 0.7 && !self.asks && !done && self.words.spaced && self.is_bare(&free) && stands(&free) {
            wish = 0.75;
        }
        wish
    }

    /// Whether the bot is what is not wanted: "not with a machine", "instead of a robot", "the bot does not help".
    pub(super) fn refuses_the_bot(&self) -> bool {
        let refusals = [self.find(Kind::Denial), self.find(Kind::Rather)].concat();
        let fails = self.has(Kind::Bot) && self.has(Kind::Void);
        fails || refusals.into_iter().any(|refusal| self.is_of_the_bot(refusal))
    }

    /// Whether a denial is the bot's, which stands behind it, or before it where a script without spaces denies so.
    fn is_of_the_bot(&self, denial: Place) -> bool {
        let words = self.words;
        let reach = if words.spaced { 4 } else { 8 };
        let turned = words.denies_behind && !words.spaced;
        let gap = |bot: Place| if turned { bot.gap(denial) } else { denial.gap(bot) };
        self.find(Kind::Bot).iter().any(|bot| gap(*bot).is_some_and(|gap| gap <= reach))
    }

    /// Whether somebody is named whom one may ask for.
    pub(super) fn names_somebody(&self) -> bool {
        let somebody = [self.find(Kind::Human), self.find(Kind::Person), self.find(Kind::Who)].concat();
        let denials = self.denials();
        let free = |place: &Place| !self.is_theirs(*place) && !self.denied(*place, &denials);
        !self.means_something_else() && !self.has(Kind::Done) && somebody.iter().any(free)
    }

    /// Whether a word for "my" stands right before.
    fn is_theirs(&self, place: Place) -> bool {
        self.find(Kind::Mine).iter().any(|mine| mine.overlaps(place) || mine.gap(place).is_some_and(|gap| gap <= 1))
    }

    /// Denials that deny a wish: not those of the bot, nor those of "isn't there anyone" and "you don't understand".
    fn denials(&self) -> Vec<Place> {
        let why = self.find(Kind::Why);
        let void = self.find(Kind::Void);
        let mut denials = self.find(Kind::Denial).to_vec();
        denials.retain(|denial| !why.iter().any(|why| why.from <= denial.from));
        denials.retain(|denial| !void.iter().any(|void| void.overlaps(*denial)) && !self.is_of_the_bot(*denial));
        denials
    }

    /// Whether one of `denials` stands before `place`, in it, or behind it where a language denies so.
    fn denied(&self, place: Place, denials: &[Place]) -> bool {
        if !self.words.spaced {
            return !denials.is_empty();
        }
        denials.iter().any(|denial| {
            denial.overlaps(place)
                || denial.gap(place).is_some_and(|gap| gap <= 4)
                || self.words.denies_behind && place.gap(*denial).is_some_and(|gap| gap <= 1)
        })
    }

    /// Whether what is wanted is to do something with somebody: "I want to praise an agent". German and Dutch say what last.
    fn does_something(&self, wanted: Place) -> bool {
        let is_verb = |at: usize| {
            self.words.infinitives.iter().any(|ending| match ending.strip_suffix(' ') {
                Some(particle) => at > wanted.from && self.tokens[at - 1] == particle,
                None => self.tokens[at].ends_with(ending),
            })
        };
        let is_other = |at: usize| !self.known[at] && is_verb(at);
        if self.words.wants_behind {
            return self.words.spaced
                && self.tokens.len().checked_sub(1).is_some_and(|at| at > wanted.to && is_other(at));
        }
        self.words.spaced && (wanted.from..=wanted.to).any(is_other)
    }

    /// Whether the clause is about something else; "how many times" does not count as "how many".
    fn means_something_else(&self) -> bool {
        let void = self.find(Kind::Void);
        self.find(Kind::Other).iter().any(|other| !void.iter().any(|void| void.overlaps(*other)))
    }

    /// Whether nothing is said but politeness.
    pub(super) fn is_polite(&self) -> bool {
        let polite = [self.find(Kind::Filler), self.find(Kind::Please)].concat();
        let covered = |at: usize| polite.iter().any(|place| place.from <= at && at <= place.to);
        self.words.spaced && (0..self.tokens.len()).all(covered)
    }

    /// Whether nothing is said but the human, politely.
    fn is_bare(&self, human: &[Place]) -> bool {
        let said = human.iter().map(|place| place.to - place.from + 1).max().unwrap_or(0);
        if said == 0 {
            return false;
        }
        if !self.words.spaced {
            return self.letters <= said + 4;
        }
        let fillers = self.find(Kind::Filler);
        let covered = |at: usize| human.iter().chain(fillers).any(|place| place.from <= at && at <= place.to);
        (0..self.tokens.len()).all(covered)
    }
}

/// A word, and in Arabic the word without what is written onto it: articles, "and", "with", "to".
fn bare(token: &str, language: Language) -> impl Iterator<Item = &str> {
    const ATTACHED: [&str; 9] = ["وال", "بال", "فال", "لل", "ال", "و", "ب", "ل", "ف"];
    let attached: &[&str] = if language == Language::Ar { &ATTACHED } else { &[] };
    let bare = attached.iter().filter_map(move |prefix| token.strip_prefix(prefix));
    std::iter::once(token).chain(bare.filter(|rest| rest.chars().count() >= 3))
}

/// `part` may end with `*`, for any ending.
fn fits(token: &str, part: &str) -> bool {
    part.strip_suffix('*').map_or(token == part, |start| token.starts_with(start))
}
