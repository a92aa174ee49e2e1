//! The words of the wish, per language, as [`normal`](super::spelling::normal) leaves them. `*` at the end of a word stands for any
//! ending.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod it;
mod ja;
mod ko;
mod nl;
mod pt;
mod ru;
mod zh;

use domain::Language;

/// Phrases, divided by `|`.
type List = &'static str;

/// The words of a language.
pub(super) struct Words {
    /// Whether words stand apart.
    pub(super) spaced: bool,
    /// Whether a denial may stand behind what it denies.
    pub(super) denies_behind: bool,
    /// Whether what is done may stand behind those it is done with.
    pub(super) verbs_last: bool,
    /// Whether what is wanted may stand before the wanting.
    pub(super) wants_behind: bool,
    /// How the words end that say what somebody wants to do; with a space at the end, the word before them.
    pub(super) infinitives: &'static [&'static str],
    /// Those who are meant by nothing else.
    pub(super) human: List,
    /// Those who may be meant.
    pub(super) person: List,
    /// Where they are found; good to talk to, but not to be wanted alone.
    pub(super) team: List,
    /// What one does with them.
    pub(super) talk: List,
    /// To be led to them.
    pub(super) link: List,
    /// That something is wanted.
    pub(super) want: List,
    /// How one gets hold of them.
    pub(super) reach: List,
    /// A call that is asked for.
    pub(super) call: List,
    /// That something is asked for of others.
    pub(super) ask: List,
    /// That something is needed; of a thing's use in a question, not of the conversation.
    pub(super) need: List,
    /// That somebody has time.
    pub(super) free: List,
    /// What only a person does in the bot's place.
    pub(super) act: List,
    /// What a person may do for one.
    pub(super) aid: List,
    /// Wishes in themselves.
    pub(super) alone: List,
    /// Questions for somebody to talk to.
    pub(super) who: List,
    /// With these, somebody may be named before the talking.
    pub(super) there: List,
    /// The bot.
    pub(super) bot: List,
    /// What turns away from the bot: "instead of".
    pub(super) rather: List,
    /// Denials.
    pub(super) denial: List,
    /// Denials that deny no wish ("does not help") and counts that count nothing ("how many times").
    pub(super) void: List,
    /// Questions in which every denial is a complaint.
    pub(super) why: List,
    /// That it is past.
    pub(super) done: List,
    /// The writer's own: "my agent" is not asked for.
    pub(super) mine: List,
    /// Callers who are none of the team.
    pub(super) third: List,
    /// With these, something else is meant.
    pub(super) other: List,
    /// Polite words that say nothing more.
    pub(super) filler: List,
    /// What may stand between commas within a clause.
    pub(super) please: List,
    /// What begins a clause of its own.
    pub(super) but: List,
}

impl Words {
    /// All lists, in the order of [`Kind`].
    pub(super) fn lists(&self) -> [List; KINDS] {
        [
            self.human,
            self.person,
            self.team,
            self.talk,
            self.link,
            self.want,
            self.reach,
            self.call,
            self.ask,
            self.need,
            self.free,
            self.act,
            self.aid,
            self.alone,
            self.who,
            self.there,
            self.bot,
            self.rather,
            self.denial,
            self.void,
            self.why,
            self.done,
            self.mine,
            self.third,
            self.other,
            self.filler,
            self.please,
            self.but,
        ]
    }
}

/// What the phrases of a list mean; see [`Words`].
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Human,
    Person,
    Team,
    Talk,
    Link,
    Want,
    Reach,
    Call,
    Ask,
    Need,
    Free,
    Act,
    Aid,
    Alone,
    Who,
    There,
    Bot,
    Rather,
    Denial,
    Void,
    Why,
    Done,
    Mine,
    Third,
    Other,
    Filler,
    Please,
    But,
}

/// How many kinds there are.
pub(super) const KINDS: usize = Kind::But as usize + 1;

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::Ar => &ar::WORDS,
        Language::De => &de::WORDS,
        Language::En => &en::WORDS,
        Language::Es => &es::WORDS,
        Language::Fr => &fr::WORDS,
        Language::It => &it::WORDS,
        Language::Ja => &ja::WORDS,
        Language::Ko => &ko::WORDS,
        Language::Nl => &nl::WORDS,
        Language::Pt => &pt::WORDS,
        Language::Ru => &ru::WORDS,
        Language::Zh => &zh::WORDS,
    }
}

#[cfg(test)]
mod tests {
    use super::super::spelling::normal;
    use super::*;

    #[test]
    fn the_words_are_written_as_they_are_compared() {
        for language in Language::ALL {
            let words = words(*language);
            for word in
                words.lists().into_iter().flat_map(|list| list.split(['|', ' '])).filter(|word| !word.is_empty())
            {
                assert_eq!(normal(word, *language).trim(), word, "{language}");
            }
        }
    }
}
