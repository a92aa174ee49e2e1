//! What stands around the pages, and who gets in: set-up first, then sign-in, then the page.

use domain::Code;
use domain::accounts::{SignedInView, Theme};
use domain::conversations::InboxList;
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use crate::account::api::SetTheme;
use crate::api::{ApiError, THEME_COOKIE, Visit, WhoIsHere};
use crate::components::{Link, Notice, ToastRegion, Tone, dom};
use crate::entrance::api::SignOut;
use crate::forms::Submission;
use crate::i18n::t;
use crate::inbox::CONCERNED;
use crate::inbox::api::{CountConversations, Counts};
use crate::layout::Shell;
use crate::live::{LiveState, use_live};
use crate::loading::{Loading, ask, load};
use crate::problems::{Forbidden, ProblemPage};
use crate::routes;
use crate::workspaces::api::SwitchWorkspace;

/// Who is looking at the page, asked once per page load.
pub(crate) type Visitor = Loading<Visit>;

/// Asks who is looking, for everything below.
pub(crate) fn provide_visit() {
    provide_context::<Visitor>(load::<WhoIsHere>(None, Vec::new));
}

/// The signed-in person, from the context of every page inside the frame.
#[derive(Debug, Clone, Copy)]
pub struct Me(pub RwSignal<SignedInView>);

/// The signed-in person.
pub fn use_me() -> Me {
    expect_context::<Me>()
}

impl Me {
    /// Whether they may do that here. Pages need not follow it: they are drawn anew when permissions change.
    pub fn may(self, permission: Permission) -> bool {
        self.0.with_untracked(|me| me.permissions.contains(&permission))
    }
    /// Asks anew who they are and what they may do.
    pub fn refresh(self) {
        spawn_local(async move {
            if let Ok(Visit::SignedIn { view, .. }) = ask::<WhoIsHere>(Vec::new()).await {
                let _ = self.0.try_set(*view);
            }
        });
    }
}

/// Leads to another page: by the answer's status on the server, by the router in the browser.
#[component]
pub fn GoTo(
    /// The address on this site.
    #[prop(into)]
    to: String,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::api::edge::redirect(&to);
    #[cfg(not(feature = "ssr"))]
    request_animation_frame(move || crate::document::load(&to));
}

/// The pages inside the frame, one of which the router chooses.
#[component]
pub fn InsideRoutes() -> impl IntoView {
    view! {
        <Inside>
            <Outlet />
        </Inside>
    }
}

/// The frame with a page in it, for those who are signed in; the others are led to where they can be.
#[component]
pub fn Inside(
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let visitor = expect_context::<Visitor>();
    let location = use_location();
    let collapsed = SharedValue::new(is_collapsed).into_inner();
    let children = StoredValue::new(children);
    let wanted = untrack(|| {
        let (path, search) = (location.pathname.get(), location.search.get());
        if search.is_empty() { path } else { format!("{path}?{search}") }
    });
    // Not a closure: the server would call it in each of its goes, and ask anew for all that the page shows.
    let page = Suspend::new(async move {
        match visitor.ready().await {
            Ok(Visit::SignedIn { view, seq }) => {
                view! { <SignedIn view=*view seq collapsed children=children.get_value() /> }.into_any()
            }
            Ok(Visit::Guest) => view! { <GoTo to=routes::sign_in_for(&wanted) /> }.into_any(),
            Ok(Visit::FirstRun) => view! { <GoTo to=routes::SETUP /> }.into_any(),
            Err(ApiError(problem)) => view! { <ProblemPage problem /> }.into_any(),
        }
    });
    view! { <Suspense>{page}</Suspense> }
}

/// Whether the navigation begins collapsed. Asked on the server alone: the answer travels with the page.
fn is_collapsed() -> bool {
    #[cfg(feature = "ssr")]
    return crate::api::edge::cookie(crate::layout::COLLAPSED_COOKIE).as_deref() == Some("1");
    #[cfg(not(feature = "ssr"))]
    return false;
}

/// How many conversations wait for a person: what stands beside the inbox in the navigation.
#[derive(Debug, Clone, Copy)]
pub struct Waiting(RwSignal<u64>);

/// The number of those who wait.
pub fn use_waiting() -> Waiting {
    expect_context::<Waiting>()
}

impl Waiting {
    /// Counts in the browser, and again when something has changed, for those who may see it.
    fn provide(me: Me) -> Self {
        let waiting = Self(RwSignal::new(0));
        provide_context(waiting);
        let changes = use_live().changes(CONCERNED);
        Effect::new(move |_| {
            changes.track();
            if !me.may(Permission::ConversationsRead) {
                return waiting.0.set(0);
            }
            spawn_local(async move {
                if let Ok(counts) = ask::<CountConversations>(Vec::new()).await {
                    waiting.learn(&counts);
                }
            });
        });
        waiting
    }
    /// Takes up what a list has counted.
    pub(crate) fn learn(self, counts: &Counts) {
        let count = counts.iter().find(|(list, _)| *list == InboxList::Waiting).map_or(0, |(_, count)| *count);
        let _ = self.0.try_set(count.unsigned_abs());
    }
}

#[component]
fn SignedIn(
    /// The person.
    view: SignedInView,
    /// The newest event when the page was rendered.
    seq: Option<i64>,
    /// Whether the navigation begins collapsed.
    collapsed: bool,
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let me = Me(RwSignal::new(view));
    provide_context(me);
    if let Some(workspace) = me.0.with_untracked(|me| me.current.as_ref().map(|current| current.id.clone()))
        && me.0.with_untracked(|me| me.permissions.contains(&Permission::WorkspaceRead))
    {
        let live = use_live();
        Effect::new(move |_| live.follow(workspace.clone(), seq));
    }
    let path = use_location().pathname;
    let waiting = Waiting::provide(me);
    let counts = Signal::derive(move || vec![("inbox", waiting.0.get())]);
    let store_theme = Submission::to(SetTheme::PATH);
    let on_theme = Callback::new(move |theme: Theme| {
        dom::set_cookie(THEME_COOKIE, theme.as_str());
        store_theme.send(&[("theme", theme.as_str())]);
    });
    // A page is drawn for what the person may do; only when that changes it is drawn anew.
    let permissions = Memo::new(move |_| me.0.with(|me| me.permissions.clone()));
    let page = move || {
        permissions.track();
        children()
    };
    view! {
        <Shell
            me=me.0
            path=path
            counts=counts
            collapsed=collapsed
            switch_action=SwitchWorkspace::PATH
            sign_out_action=SignOut::PATH
            account_href=routes::ACCOUNT
            on_theme=on_theme
        >
            <Connection />
            {page}
        </Shell>
    }
}

/// Says so when the page may be behind what the server knows.
#[component]
fn Connection() -> impl IntoView {
    let state = use_live().state();
    view! {
        <div class="connection" aria-live="polite">
            {move || {
                let texts = &t().frame;
                let notice = match state.get() {
                    LiveState::Behind => Some((texts.behind_title, texts.behind, None)),
                    LiveState::Refused(Code::Unauthenticated) => {
                        Some((texts.signed_out_title, texts.signed_out, Some((texts.sign_in, routes::SIGN_IN))))
                    }
                    LiveState::Refused(_) => Some((texts.left_title, texts.left, Some((texts.load_anew, routes::HOME)))),
                    LiveState::Off | LiveState::Connecting | LiveState::Live => None,
                };
                notice
                    .map(|(title, text, way_on)| {
                        view! {
                            <Notice tone=Tone::Warning title=title>
                                <p>{text}</p>
                                // Beside this page, which keeps what was typed.
                                {way_on.map(|(label, href)| view! { <p><Link href outside=true>{label}</Link></p> })}
                            </Notice>
                        }
                    })
            }}
        </div>
    }
}

/// Who may see a page outside the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Only while nobody has an account.
    FirstRun,
    /// Guests; who is signed in goes on to the page that they wanted.
    Guests,
    /// Everyone, once the first account is made.
    Everyone,
}

/// A page outside the frame.
#[component]
pub fn Outside(
    /// Who may see it.
    door: Door,
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let visitor = expect_context::<Visitor>();
    let query = leptos_router::hooks::use_query_map();
    let children = StoredValue::new(children);
    let page = move || {
        let next = query.with_untracked(|query| query.get("next")).unwrap_or_default();
        Suspend::new(async move {
            match (visitor.ready().await, door) {
                (Ok(Visit::FirstRun), Door::FirstRun) => children.with_value(|children| children()).into_any(),
                (Ok(Visit::FirstRun), _) => view! { <GoTo to=routes::SETUP /> }.into_any(),
                (Ok(_), Door::FirstRun) => view! { <GoTo to=routes::HOME /> }.into_any(),
                (Ok(Visit::SignedIn { .. }), Door::Guests) => {
                    view! { <GoTo to=routes::same_site(&next).to_owned() /> }.into_any()
                }
                (Ok(_), _) => children.with_value(|children| children()).into_any(),
                (Err(ApiError(problem)), _) => view! { <ProblemPage problem /> }.into_any(),
            }
        })
    };
    view! {
        <Suspense>{page}</Suspense>
        <ToastRegion />
    }
}

/// A page for those who have this permission; the others are told so, with the status that says the same.
#[component]
pub fn Allowed(
    /// What one must be allowed to.
    to: Permission,
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    if use_me().may(to) { children().into_any() } else { view! { <Forbidden what=to.sentence() /> }.into_any() }
}
