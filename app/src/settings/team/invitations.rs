//! The invitations that wait for their answer.

use domain::accounts::InvitationView;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::RevokeInvitation;
use super::invite::INVITE;
use crate::components::{Button, Column, EmptyState, Icon, Table, TimeAgo, use_toasts};
use crate::forms::Submission;
use crate::i18n::{fill, t};

/// The table of invitations.
#[component]
pub fn Invitations(
    /// All of them.
    list: Vec<InvitationView>,
    /// Called after a change.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().team;
    if list.is_empty() {
        return view! {
            <EmptyState title=texts.no_invitations text=texts.no_invitations_text icon=Some(Icon::Mail)>
                <Button icon=Some(Icon::Plus) opens=INVITE>{texts.invite}</Button>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(texts.column_email),
        Column::new(texts.column_role),
        Column::new(texts.column_invited_by),
        Column::new(texts.column_expires),
        Column::new(texts.column_acts).hidden(),
    ];
    let rows = list.into_iter().map(|invitation| view! { <Row invitation on_change /> }).collect::<Vec<_>>();
    view! { <Table caption=texts.invitations columns=columns>{rows}</Table> }.into_any()
}

#[component]
fn Row(
    /// The invitation.
    invitation: InvitationView,
    /// Called after a change.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().team;
    let toasts = use_toasts();
    let email = invitation.email.clone();
    let submission = Submission::to(RevokeInvitation::PATH).on_done(move |_| {
        if let Some(toasts) = toasts {
            toasts.done(fill(t().team.revoked, &[("email", &email)]));
        }
        on_change.run(());
    });
    let refused = submission.any_message();
    Effect::new(move |_| {
        if let (Some(message), Some(toasts)) = (refused.get(), toasts) {
            toasts.failed(message);
            on_change.run(());
        }
    });
    let id = invitation.id.to_string();
    view! {
        <tr>
            <td>{invitation.email}</td>
            <td>{invitation.role.name()}</td>
            <td>{invitation.invited_by}</td>
            <td><TimeAgo at=invitation.expires_at /></td>
            <td><div class="table-actions">
                <Button small=true loading=submission.pending() on_click=move |()| submission.send(&[("id", &id)])>
                    {texts.revoke}
                </Button>
            </div></td>
        </tr>
    }
}
