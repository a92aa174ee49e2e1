//! What most parts of the frontend use lies in the main file: it is reached from here.
//!
//! What several parts reach and the main file does not, the splitter puts into chunks, one for each set of parts. With
//! nine parts these were more than sixty files for a page, which squeeze badly one by one.

use domain::Timestamp;
use leptos::prelude::*;

use crate::api::{Visit, WhoIsHere};
use crate::components::{
    Avatar, Badge, Button, ButtonLink, Column, CursorPagination, Dialog, DialogActions, EmptyState, Field, FormError,
    Link, Notice, SkeletonShape, Table, TimeAgo, use_toasts,
};
use crate::forms::{PostForm, Submission};
use crate::frame::Allowed;
use crate::layout::{FormActions, PageHeader, Section};
use crate::live::use_live;
use crate::loading::{load, loaded};

/// Never drawn.
pub fn shared() -> AnyView {
    let data = load::<WhoIsHere>(None, Vec::new);
    let submission = Submission::to("").on_done(move |_| {
        if let Some(toasts) = use_toasts() {
            toasts.done("");
        }
    });
    let _ = use_live().changes(&[]);
    view! {
        <Allowed to=domain::permissions::Permission::WorkspaceRead>
            <PageHeader title="" purpose="" />
        </Allowed>
        {loaded(data, SkeletonShape::Rows, 1, |_: Visit| view! { <p></p> })}
        <PostForm submission>
            <FormError error=submission.message() />
            <Section title="" text="">
                <Field name="" label="" error=submission.field("") />
                <FormActions>
                    <Button loading=submission.pending()>""</Button>
                </FormActions>
            </Section>
        </PostForm>
        <Dialog id="" title="">
            <DialogActions>""</DialogActions>
        </Dialog>
        <Table caption="" columns=vec![Column::new("")]>""</Table>
        <CursorPagination label="" first=Some(String::new()) next=None />
        <EmptyState title="" text="">
            <ButtonLink href="">""</ButtonLink>
        </EmptyState>
        <Notice>
            <Link href="">""</Link>
        </Notice>
        <Badge>""</Badge>
        <Avatar name="" />
        <TimeAgo at=Timestamp(0) />
    }
    .into_any()
}
