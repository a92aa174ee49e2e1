//! The dialog that invites someone, and shows the link.

use domain::accounts::NewInvitationView;
use domain::permissions::Role;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::Invite;
use crate::components::{
    Button, ButtonKind, ButtonVariant, CopyField, Dialog, DialogActions, Field, FieldKind, FormError, RadioCard,
    RadioCards, dom,
};
use crate::forms::{PostForm, Submission};
use crate::frame::use_me;
use crate::i18n::{fill, t};
use crate::routes;
use crate::settings::DialogLink;

/// The id of the dialog.
pub const INVITE: &str = "invite";

/// Address and role; afterwards the link to hand over.
#[component]
pub fn InviteDialog(
    /// Called when someone was invited.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().team;
    let invited = RwSignal::new(None::<NewInvitationView>);
    let submission = Submission::to(Invite::PATH).on_done(move |answer| {
        invited.set(serde_json::from_str(&answer).ok());
        on_change.run(());
    });
    let link_to_dialog = DialogLink::new("invite", INVITE, routes::TEAM);
    let start_anew = move |()| {
        link_to_dialog.leave();
        submission.clear();
        invited.set(None);
    };
    let own = use_me().0.with_untracked(|me| me.current.as_ref().map(|current| current.role));
    // The link is shown in the answer and nowhere else, so the form waits for the code that shows it.
    let is_ready = dom::hydrated();
    let cards = move || -> Vec<RadioCard> {
        let roles = Role::ALL.into_iter().filter(|role| own.is_some_and(|own| own.may_assign(*role)));
        roles.map(|role| RadioCard::new(role.as_str(), role.name(), role.sentence())).collect()
    };
    let form = move || {
        view! {
            <PostForm submission>
                <FormError error=submission.message() />
                <Field
                    name="email"
                    id="invite-email"
                    label=texts.invite_email
                    kind=FieldKind::Email
                    required=true
                    autofocus=true
                    autocomplete="off"
                    error=submission.field("email")
                />
                <RadioCards name="role" legend=texts.column_role options=cards() selected=Role::Agent.as_str() />
                <DialogActions>
                    <Button closes=INVITE>{texts.cancel}</Button>
                    <Button
                        kind=ButtonKind::Submit
                        variant=ButtonVariant::Primary
                        loading=submission.pending()
                        disabled=Signal::derive(move || !is_ready.get())
                    >
                        {texts.invite_button}
                    </Button>
                </DialogActions>
            </PostForm>
        }
        .into_any()
    };
    let content = move || match invited.get() {
        Some(new) => link(new),
        None => form(),
    };
    view! { <Dialog id=INVITE title=texts.invite on_close=start_anew>{content}</Dialog> }
}

/// The only time that the link is known.
fn link(new: NewInvitationView) -> AnyView {
    let texts = &t().team;
    let text = if new.mailed { texts.link_mailed } else { texts.link_by_hand };
    view! {
        <div class="form">
            <p>{fill(text, &[("email", &new.invitation.email)])}</p>
            <CopyField id="invitation-link" label=texts.link text=new.link hint=texts.link_hint />
            <DialogActions>
                <Button variant=ButtonVariant::Primary closes=INVITE>{texts.done}</Button>
            </DialogActions>
        </div>
    }
    .into_any()
}
