//! What the program has given up, and what a person can do about it.

use domain::operations::{DeadLetterView, JobView, SystemView};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{DiscardDeadLetter, DiscardJob, RetryDeadLetter, RetryJob};
use crate::components::{Button, ButtonVariant, Column, EmptyState, Icon, Table, TimeAgo, use_toasts};
use crate::forms::Submission;
use crate::i18n::t;
use crate::layout::Section;

/// Jobs that failed as often as they may.
#[component]
pub fn DeadJobs(
    /// The state of the installation.
    #[prop(into)]
    system: Signal<SystemView>,
    /// Called after a change.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().system;
    let jobs = Memo::new(move |_| system.with(|system| system.dead_jobs.clone()));
    let content = move || {
        let jobs = jobs.get();
        if jobs.is_empty() {
            return view! {
                <EmptyState title=texts.no_dead_jobs text=texts.no_dead_jobs_text icon=Some(Icon::CheckCircle) />
            }
            .into_any();
        }
        let columns = vec![
            Column::new(texts.column_kind),
            Column::new(texts.column_error),
            Column::new(texts.column_attempts).number(),
            Column::new(texts.column_ended),
            Column::new(texts.column_acts).hidden(),
        ];
        let rows = jobs.into_iter().map(|job| job_row(job, on_change)).collect::<Vec<_>>();
        view! { <Table caption=texts.dead_jobs columns=columns>{rows}</Table> }.into_any()
    };
    view! { <Section title=texts.dead_jobs text=texts.dead_jobs_text wide=true>{content}</Section> }
}

fn job_row(job: JobView, on_change: Callback<()>) -> impl IntoView {
    let (retry, discard) =
        (act(RetryJob::PATH, t().system.retried, on_change), act(DiscardJob::PATH, t().system.discarded, on_change));
    view! {
        <tr>
            <td><code>{job.kind}</code></td>
            <td class="reason">{job.last_error}</td>
            <td class="is-number">{job.attempts}</td>
            <td><TimeAgo at=job.at /></td>
            <td><div class="table-actions"><Acts id=job.id.to_string() retry discard /></div></td>
        </tr>
    }
}

/// Events that a reaction could not digest.
#[component]
pub fn DeadLetters(
    /// The state of the installation.
    #[prop(into)]
    system: Signal<SystemView>,
    /// Called after a change.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().system;
    let letters = Memo::new(move |_| system.with(|system| system.dead_letters.clone()));
    let content = move || {
        let letters = letters.get();
        if letters.is_empty() {
            return view! {
                <EmptyState title=texts.no_dead_letters text=texts.no_dead_letters_text icon=Some(Icon::CheckCircle) />
            }
            .into_any();
        }
        let columns = vec![
            Column::new(texts.column_reaction),
            Column::new(texts.column_event),
            Column::new(texts.column_error),
            Column::new(texts.column_since),
            Column::new(texts.column_acts).hidden(),
        ];
        let rows = letters.into_iter().map(|letter| letter_row(letter, on_change)).collect::<Vec<_>>();
        view! { <Table caption=texts.dead_letters columns=columns>{rows}</Table> }.into_any()
    };
    view! { <Section title=texts.dead_letters text=texts.dead_letters_text wide=true>{content}</Section> }
}

fn letter_row(letter: DeadLetterView, on_change: Callback<()>) -> impl IntoView {
    let (retry, discard) = (
        act(RetryDeadLetter::PATH, t().system.retried, on_change),
        act(DiscardDeadLetter::PATH, t().system.discarded, on_change),
    );
    view! {
        <tr>
            <td><code>{letter.reaction}</code></td>
            <td>{letter.workspace} " · " {letter.seq}</td>
            <td class="reason">{letter.error}</td>
            <td><TimeAgo at=letter.created_at /></td>
            <td><div class="table-actions"><Acts id=letter.id.to_string() retry discard /></div></td>
        </tr>
    }
}

/// A post that says in a toast how it went.
fn act(path: &'static str, done: &'static str, on_change: Callback<()>) -> Submission {
    let toasts = use_toasts();
    let submission = Submission::to(path).on_done(move |_| {
        if let Some(toasts) = toasts {
            toasts.done(done);
        }
        on_change.run(());
    });
    let refused = submission.any_message();
    Effect::new(move |_| {
        if let (Some(message), Some(toasts)) = (refused.get(), toasts) {
            toasts.failed(message);
        }
    });
    submission
}

#[component]
fn Acts(
    /// What it is about.
    id: String,
    /// Tries it again.
    retry: Submission,
    /// Gives it up.
    discard: Submission,
) -> impl IntoView {
    let texts = &t().system;
    let again = id.clone();
    view! {
        <Button small=true loading=retry.pending() on_click=move |()| retry.send(&[("id", &again)])>{texts.retry}</Button>
        <Button
            small=true
            variant=ButtonVariant::Quiet
            loading=discard.pending()
            on_click=move |()| discard.send(&[("id", &id)])
        >
            {texts.discard}
        </Button>
    }
}
