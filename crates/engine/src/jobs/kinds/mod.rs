//! The kinds of jobs.

mod answer_message;
mod clean_installation;
mod clean_workspace;
mod make_vectors;
mod remember_conversation;
mod send_mail;

use super::Kind;

/// Every kind of job. Names never change: they are stored.
pub static KINDS: &[&dyn Kind] = &[
    &answer_message::AnswerMessage,
    &remember_conversation::RememberConversation,
    &send_mail::SendMail,
    &clean_workspace::CleanWorkspace,
    &clean_installation::CleanInstallation,
    &make_vectors::MakeVectors,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_kind_has_a_name_of_its_own_a_place_and_a_time() {
        let names: BTreeSet<_> = KINDS.iter().map(|kind| kind.name()).collect();
        assert_eq!(names.len(), KINDS.len());
        for kind in KINDS {
            assert!(kind.name().chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", kind.name());
            assert!(kind.concurrency() > 0 && !kind.timeout().is_zero(), "{}", kind.name());
        }
    }
}
