//! `/settings/workspace`: name, website, time zone, business hours, and how long things are kept.

pub mod api;
mod hours;

use domain::accounts::WorkspaceView;
use domain::events::EventKind;
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

use super::TimeZoneField;
use crate::components::{Button, ButtonKind, ButtonVariant, Field, FieldKind, FormError, SkeletonShape, TimeAgo};
use crate::forms::{Behind, Draft, PostForm};
use crate::frame::{Allowed, use_me};
use crate::i18n::t;
use crate::layout::{FormActions, PageHeader, Section};
use crate::live::use_live;
use crate::loading::{load, loaded};
use api::{ReadWorkspace, UpdateWorkspace};
use hours::{HoursFacts, HoursSection};

/// The page.
#[component]
pub fn WorkspacePage() -> impl IntoView {
    let texts = &t().workspace;
    view! {
        <Title text=texts.title />
        <Allowed to=Permission::WorkspaceRead>
            <Content />
        </Allowed>
    }
}

#[component]
fn Content() -> impl IntoView {
    let texts = &t().workspace;
    let me = use_me();
    let changes = use_live().changes(&[EventKind::WorkspaceUpdated]);
    let workspace = load::<ReadWorkspace>(Some(changes), Vec::new);
    let draft = Draft::new("workspace", UpdateWorkspace::PATH, texts.saved, move || {
        workspace.refetch();
        me.refresh();
    });
    // The frame shows the name too.
    Effect::new(move |before: Option<u32>| {
        let now = changes.get();
        if before.is_some_and(|before| before != now) {
            me.refresh();
        }
        now
    });
    view! {
        <PageHeader title=texts.title purpose=texts.purpose />
        <Behind draft text=texts.behind />
        {loaded(workspace, SkeletonShape::Field, 4, move |workspace: WorkspaceView| {
            if me.may(Permission::WorkspaceManage) {
                view! { <Edit workspace=draft.fill(workspace) draft /> }.into_any()
            } else {
                view! { <Read workspace /> }.into_any()
            }
        })}
    }
}

#[component]
fn Edit(
    /// The workspace as it is.
    workspace: WorkspaceView,
    /// What is typed.
    draft: Draft<WorkspaceView>,
) -> impl IntoView {
    let texts = &t().workspace;
    let submission = draft.submission;
    view! {
        <PostForm submission id=draft.form class="form-sections">
            <FormError error=submission.message() />
            <Section title=texts.business_title text=texts.business_text>
                <Field
                    name="name"
                    label=texts.name
                    value=workspace.name
                    required=true
                    autocomplete="organization"
                    error=submission.field("name")
                />
                <Field
                    name="website"
                    label=texts.website
                    kind=FieldKind::Url
                    optional=true
                    value=workspace.website.unwrap_or_default()
                    placeholder="https://example.com"
                    error=submission.field("website")
                />
                <TimeZoneField time_zone=Some(workspace.time_zone) error=submission.field("time_zone") />
            </Section>
            <HoursSection hours=workspace.hours submission />
            <Section title=texts.kept_title text=texts.kept_text>
                <Field
                    name="events_kept_days"
                    label=texts.events_kept
                    kind=FieldKind::Number
                    hint=texts.events_kept_hint
                    value=workspace.events_kept_days.to_string()
                    min="1"
                    required=true
                    error=submission.field("events_kept_days")
                />
                <Field
                    name="audit_kept_days"
                    label=texts.audit_kept
                    kind=FieldKind::Number
                    hint=texts.audit_kept_hint
                    value=workspace.audit_kept_days.to_string()
                    min="1"
                    required=true
                    error=submission.field("audit_kept_days")
                />
                <Field
                    name="mail_kept_days"
                    label=texts.mail_kept
                    kind=FieldKind::Number
                    hint=texts.mail_kept_hint
                    value=workspace.mail_kept_days.to_string()
                    min="1"
                    required=true
                    error=submission.field("mail_kept_days")
                />
                <FormActions>
                    <Button kind=ButtonKind::Submit variant=ButtonVariant::Primary loading=submission.pending()>
                        {texts.save}
                    </Button>
                </FormActions>
            </Section>
        </PostForm>
    }
}

/// The same for those who may look and not touch.
#[component]
fn Read(
    /// The workspace as it is.
    workspace: WorkspaceView,
) -> impl IntoView {
    let texts = &t().workspace;
    let days = |count: i64| format!("{count} {}", texts.days);
    let created = workspace.created_at;
    view! {
        <Section title=texts.business_title text=texts.read_only>
            <dl class="facts">
                <div><dt>{texts.name}</dt><dd>{workspace.name}</dd></div>
                <div><dt>{texts.website}</dt><dd>{workspace.website.unwrap_or_else(|| texts.none.to_owned())}</dd></div>
                <div><dt>{texts.time_zone}</dt><dd>{workspace.time_zone}</dd></div>
                <div><dt>{texts.events_kept}</dt><dd>{days(workspace.events_kept_days)}</dd></div>
                <div><dt>{texts.audit_kept}</dt><dd>{days(workspace.audit_kept_days)}</dd></div>
                <div><dt>{texts.mail_kept}</dt><dd>{days(workspace.mail_kept_days)}</dd></div>
                <div><dt>{texts.created}</dt><dd><TimeAgo at=created /></dd></div>
            </dl>
        </Section>
        <HoursFacts hours=workspace.hours />
    }
}
