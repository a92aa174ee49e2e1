//! What opens over a page.

use leptos::prelude::*;

use crate::components::*;
use crate::layout::{PALETTE, SHORTCUTS, Section};
use crate::routes;

#[component]
pub(super) fn Overlays() -> impl IntoView {
    let toasts = use_toasts();
    let done = move || {
        if let Some(toasts) = toasts {
            toasts.done_with_undo("Tomás Ruiz was removed from the team", move || toasts.done("Tomás Ruiz is back"));
        }
    };
    let failed = move || {
        if let Some(toasts) = toasts {
            toasts.failed("The invitation could not be sent. Try again in a minute.");
        }
    };
    view! {
        <Section title="Dialogs, menus, toasts" text="All native: they open and close without wasm where the browser can.">
            <div class="dev-row">
                <Button opens="dev-dialog">"Open dialog"</Button>
                <Button opens="dev-question">"Open question"</Button>
                <Button opens="dev-drawer">"Open drawer"</Button>
                <Button opens=PALETTE>"Command palette"</Button>
                <Button opens=SHORTCUTS>"Shortcuts"</Button>
            </div>
            <div class="dev-row">
                <Menu id="dev-menu" label="Member">
                    <MenuHeading text="Role" />
                    <MenuButton label="Admin" />
                    <MenuButton label="Agent" checked=true />
                    <MenuSeparator />
                    <MenuLink href=routes::AUDIT label="What they did" icon=Some(Icon::History) />
                    <MenuButton label="Cannot leave" icon=Some(Icon::SignOut) disabled=true />
                    <MenuButton label="Remove from team" icon=Some(Icon::Trash) danger=true opens="dev-question" />
                </Menu>
                <Menu id="dev-more" label="More" trigger=Opener::Icon(Icon::More) align=Align::End>
                    <MenuButton label="Copy link" icon=Some(Icon::Copy) />
                </Menu>
                <Popover id="dev-popover" label="Columns" trigger=Opener::Both(Icon::Sliders)>
                    <div class="dev-panel">
                        <Checkbox name="column" label="Email" checked=true />
                        <Checkbox name="column" label="Last seen" checked=true />
                    </div>
                </Popover>
                <span>
                    "Deflected "
                    <Definition
                        id="dev-definition"
                        of="Deflected"
                        text="Conversations that the bot ended and that no one reopened within three days."
                    />
                </span>
                <Tooltip id="dev-tooltip" text="Only owners may do this.">
                    <Button disabled=true>"With a reason"</Button>
                </Tooltip>
            </div>
            <div class="dev-row">
                <Button on_click=done>"Toast with undo"</Button>
                <Button on_click=failed>"Toast of an error"</Button>
            </div>
            <Dialog id="dev-dialog" title="Invite to Northwind Teas">
                <form class="form" method="get">
                    <Field name="invite_email" label="Email" kind=FieldKind::Email required=true autofocus=true />
                    <RadioCards
                        name="invite_role"
                        legend="Role"
                        selected="agent"
                        options=vec![
                            RadioCard::new("admin", "Admin", "Does everything but change owners."),
                            RadioCard::new("agent", "Agent", "Talks to visitors."),
                        ]
                    />
                    <DialogActions>
                        <Button closes="dev-dialog">"Cancel"</Button>
                        <Button variant=ButtonVariant::Primary kind=ButtonKind::Submit>
                            "Send invitation"
                        </Button>
                    </DialogActions>
                </form>
            </Dialog>
            <Dialog id="dev-question" title="Remove Tomás Ruiz from the team?" size=DialogSize::Small>
                <p>"Their sessions end at once. Their conversations stay, without an assignee."</p>
                <DialogActions>
                    <Button closes="dev-question">"Keep"</Button>
                    <Button variant=ButtonVariant::Danger closes="dev-question">"Remove from team"</Button>
                </DialogActions>
            </Dialog>
            <Drawer id="dev-drawer" title="Audit entry 1,204">
                <p>"Vera Lindqvist changed the role of Tomás Ruiz from Viewer to Agent."</p>
                <CopyField id="dev-drawer-link" label="Link to this entry" text="https://example.com/settings/audit?entry=1204" />
            </Drawer>
        </Section>
    }
}
