//! What a bot may ask of connected systems. Texts of its own, so that they travel with that part of the page alone.

super::texts! {
    /// The tools of a bot.
    Tools {
        is_on: "The bot may use it",
        is_on_hint: "With a language model, the model decides when. Without one, the bot asks for what it needs as soon as a visitor wants it.",
        is_set: "Is set",
        remove: "Take away what is set",
        save: "Save tools",
        saved: "Tools saved.",
        behind: "What you have typed is still here, and cannot be saved over theirs. Copy what you need of it, and load again.",
        read_only: "Owners and admins can change this.",
    }
}

/// The texts of the tools of a bot.
pub fn tools() -> &'static Tools {
    static ENGLISH: Tools = Tools::ENGLISH;
    &ENGLISH
}
