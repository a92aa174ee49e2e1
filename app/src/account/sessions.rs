//! Where the person is signed in, and the way to end it.

use domain::accounts::SessionView;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{EndOtherSessions, EndSession, ListSessions};
use crate::components::{Badge, Button, Glyph, Icon, SkeletonShape, TimeAgo, Tone, use_toasts};
use crate::forms::Submission;
use crate::i18n::t;
use crate::layout::{FormActions, Section};
use crate::loading::{load, loaded};

/// The list of sessions.
#[component]
pub fn Sessions() -> impl IntoView {
    let texts = &t().account;
    let sessions = load::<ListSessions>(None, Vec::new);
    let reload = Callback::new(move |()| sessions.refetch());
    view! {
        <Section title=texts.sessions text=texts.sessions_text>
            {loaded(sessions, SkeletonShape::Rows, 2, move |list: Vec<SessionView>| {
                view! { <List list on_change=reload /> }
            })}
        </Section>
    }
}

#[component]
fn List(
    /// The sessions.
    list: Vec<SessionView>,
    /// Called after a change.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().account;
    let toasts = use_toasts();
    let has_others = list.iter().any(|session| !session.is_current);
    let others = Submission::to(EndOtherSessions::PATH).on_done(move |_| {
        if let Some(toasts) = toasts {
            toasts.done(t().account.others_ended);
        }
        on_change.run(());
    });
    let lines = list.into_iter().map(|session| view! { <Line session on_change /> }).collect::<Vec<_>>();
    view! {
        <ul class="lines">{lines}</ul>
        {has_others
            .then(|| {
                view! {
                    <FormActions>
                        <Button loading=others.pending() on_click=move |()| others.send(&[])>{texts.end_others}</Button>
                    </FormActions>
                }
            })}
    }
}

/// "Firefox on Linux" out of what a browser says about itself; what is not known stays as it is, shortened.
fn device_name(said: &str) -> String {
    let browser = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    let system = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let find =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name);
    match (find(&browser), find(&system)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) if said.is_empty() => t().account.unknown_device.to_owned(),
        (None, None) => said.chars().take(60).collect(),
    }
}

#[component]
fn Line(
    /// The session.
    session: SessionView,
    /// Called after a change.
    on_change: Callback<()>,
) -> impl IntoView {
    let texts = &t().account;
    let toasts = use_toasts();
    let end = Submission::to(EndSession::PATH).on_done(move |_| {
        if let Some(toasts) = toasts {
            toasts.done(t().account.ended);
        }
        on_change.run(());
    });
    let refused = end.any_message();
    Effect::new(move |_| {
        if let (Some(message), Some(toasts)) = (refused.get(), toasts) {
            toasts.failed(message);
        }
    });
    let id = session.id.to_string();
    view! {
        <li class="line">
            <Glyph icon=Icon::Monitor />
            <div class="line-text">
                <p class="line-title" title=session.device.clone()>{device_name(&session.device)}</p>
                <p class="line-about">{session.address} " · " {texts.last_used} " " <TimeAgo at=session.last_seen_at /></p>
            </div>
            {if session.is_current {
                view! { <Badge tone=Tone::Success>{texts.this_session}</Badge> }.into_any()
            } else {
                view! {
                    <Button small=true loading=end.pending() on_click=move |()| end.send(&[("id", &id)])>
                        {texts.end}
                    </Button>
                }
                    .into_any()
            }}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::device_name;

    #[test]
    fn devices_are_named_as_people_know_them() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        assert_eq!(device_name(chrome), "Chrome, Linux");
        let safari =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15";
        assert_eq!(device_name(safari), "Safari, macOS");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(device_name(phone), "Safari, iPhone");
        assert_eq!(device_name("my-script 1.0"), "my-script 1.0");
    }
}
