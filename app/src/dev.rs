//! `/dev/components`: every component in its states, in debug builds. Names and figures here are made up.

mod figures;
mod forms;
mod lists;
mod overlays;

use domain::Timestamp;
use domain::accounts::{MembershipView, SignedInView, Theme, UserView};
use domain::ids::{UserRef, WorkspaceRef};
use domain::permissions::{Permission, Role};
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::*;
use crate::layout::*;
use crate::routes;

/// The page, in a shell of its own.
#[component]
pub fn ComponentsPage() -> impl IntoView {
    view! {
        <Title text="Components" />
        <Shell
            me=someone()
            path=Signal::stored("/settings/team".to_owned())
            counts=Signal::stored(vec![("team", 3_u64)])
            switch_action=routes::COMPONENTS
            sign_out_action=routes::COMPONENTS
            on_theme=|_: Theme| ()
        >
            <PageHeader
                title="Components"
                purpose="Every part that pages are made of, in its states. Names and figures here are made up."
            >
                <Button>"Secondary"</Button>
                <Button variant=ButtonVariant::Primary icon=Some(Icon::Plus)>
                    "Primary action"
                </Button>
            </PageHeader>
            <Buttons />
            <forms::Fields />
            <forms::Choices />
            <forms::RightToLeft />
            <overlays::Overlays />
            <Words />
            <lists::Tables />
            <lists::States />
            <lists::Codes />
            <figures::Figures />
            <figures::Charts />
        </Shell>
    }
}

/// The present of this page's examples.
fn today() -> Timestamp {
    use_context::<Now>().map_or(Timestamp(1_795_253_520_000), |now| Timestamp(now.0.get_untracked()))
}

/// A time some minutes, hours and days before the present.
fn ago(days: i64, hours: i64, minutes: i64) -> Timestamp {
    today().plus_ms(-days * DAY_MS - hours * HOUR_MS - minutes * MINUTE_MS)
}

fn someone() -> SignedInView {
    let workspace =
        |random, name: &str| MembershipView { id: WorkspaceRef::new(random), name: name.to_owned(), role: Role::Owner };
    let workspaces = vec![workspace(1, "Northwind Teas"), workspace(2, "Harbour Bicycles")];
    SignedInView {
        user: UserView {
            id: UserRef::new(1),
            name: "Vera Lindqvist".to_owned(),
            email: "vera@northwind.example".to_owned(),
            theme: Theme::Auto,
            is_operator: true,
        },
        current: workspaces.first().cloned(),
        workspaces,
        permissions: Permission::all().collect(),
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let is_loading = RwSignal::new(false);
    view! {
        <Section title="Buttons and links" text="A button says what happens.">
            <div class="dev-row">
                <Button variant=ButtonVariant::Primary>"Publish bot"</Button>
                <Button>"Preview"</Button>
                <Button variant=ButtonVariant::Quiet>"Cancel"</Button>
                <Button variant=ButtonVariant::Danger icon=Some(Icon::Trash)>
                    "Delete key"
                </Button>
            </div>
            <div class="dev-row">
                <Button variant=ButtonVariant::Primary loading=true>"Saving"</Button>
                <Button loading=is_loading on_click=move || is_loading.set(true)>
                    "Load on press"
                </Button>
                <Button variant=ButtonVariant::Primary disabled=true>"Disabled"</Button>
                <Button disabled=true>"Disabled"</Button>
                <Button variant=ButtonVariant::Quiet disabled=true>"Disabled"</Button>
            </div>
            <div class="dev-row">
                <Button small=true icon=Some(Icon::Refresh)>"Small"</Button>
                <Button small=true variant=ButtonVariant::Quiet>"Small and quiet"</Button>
                <ButtonLink href=routes::COMPONENTS small=true>"A link"</ButtonLink>
                <IconButton label="Copy" icon=Icon::Copy />
                <IconButton label="Filters" icon=Icon::Filter pressed=Signal::stored(true) />
                <IconButton label="More" icon=Icon::More disabled=true />
            </div>
            <p>
                "Text with a " <Link href=routes::COMPONENTS>"link"</Link> ", and one that leads "
                <Link href="https://example.com/" outside=true>"out of the product"</Link> "."
            </p>
        </Section>
    }
}

#[component]
fn Words() -> impl IntoView {
    let people = ["Vera Lindqvist", "Tomás Ruiz", "Mei Tanaka", "Анна Петрова", "Omar Haddad", "Jo"]
        .map(|name| view! { <Avatar name /> })
        .collect_view();
    view! {
        <Section title="Badges, avatars, times">
            <div class="dev-row">
                <Badge>"Draft"</Badge>
                <Badge tone=Tone::Info>"Invited"</Badge>
                <Badge tone=Tone::Success dot=true>"Connected"</Badge>
                <Badge tone=Tone::Warning dot=true>"Slow"</Badge>
                <Badge tone=Tone::Danger>"Failed"</Badge>
                <Badge tone=Tone::Accent>"You"</Badge>
            </div>
            <div class="dev-row">
                {people} <Avatar name="Northwind Teas" shape=AvatarShape::Square />
                <Avatar name="Vera Lindqvist" large=true />
            </div>
            <div class="dev-row">
                <TimeAgo at=ago(0, 0, 0) />
                <TimeAgo at=ago(0, 0, 4) />
                <TimeAgo at=ago(0, 3, 0) />
                <TimeAgo at=ago(2, 0, 0) />
                <TimeAgo at=ago(40, 0, 0) />
                <TimeAgo at=ago(-3, 0, -1) />
            </div>
            <Notice tone=Tone::Info title="No mail server is set">
                <p>"Invitations show a link here, which you hand over yourself."</p>
            </Notice>
            <Notice tone=Tone::Success><p>"The password was changed. Other sessions are signed out."</p></Notice>
            <Notice tone=Tone::Warning title="One job has failed three times">
                <p>"It is tried again in 20 minutes. " <Link href=routes::SYSTEM>"See the job"</Link></p>
            </Notice>
            <Notice tone=Tone::Danger><p>"This link was used already. Ask for a new one."</p></Notice>
        </Section>
    }
}
