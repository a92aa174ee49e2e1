//! The checklist of a young workspace: what is done, and the one thing to do next.

use domain::permissions::Permission;
use leptos::prelude::*;

use super::api::Start;
use crate::components::{Badge, ButtonLink, ButtonVariant, Glyph, Icon, Tone};
use crate::frame::use_me;
use crate::i18n::t;
use crate::routes;

struct Step {
    title: &'static str,
    text: &'static str,
    action: &'static str,
    href: &'static str,
    is_done: bool,
    needs: Permission,
}

fn steps(start: &Start) -> [Step; 7] {
    let texts = &t().home;
    [
        Step {
            title: texts.step_named,
            text: texts.step_named_text,
            action: texts.step_named_action,
            href: routes::WORKSPACE,
            is_done: true,
            needs: Permission::WorkspaceRead,
        },
        Step {
            title: texts.step_website,
            text: texts.step_website_text,
            action: texts.step_website_action,
            href: routes::WORKSPACE,
            is_done: start.has_website,
            needs: Permission::WorkspaceManage,
        },
        Step {
            title: texts.step_bot,
            text: texts.step_bot_text,
            action: texts.step_bot_action,
            href: routes::NEW_BOT,
            is_done: start.bots > 0,
            needs: Permission::BotsManage,
        },
        Step {
            title: texts.step_knowledge,
            text: texts.step_knowledge_text,
            action: texts.step_knowledge_action,
            href: routes::ADD_KNOWLEDGE,
            is_done: start.published > 0,
            needs: Permission::KnowledgePublish,
        },
        Step {
            title: texts.step_snippet,
            text: texts.step_snippet_text,
            action: texts.step_snippet_action,
            href: routes::BOTS,
            is_done: start.is_on_website,
            needs: Permission::BotsManage,
        },
        Step {
            title: texts.step_team,
            text: texts.step_team_text,
            action: texts.step_team_action,
            href: routes::INVITE,
            is_done: start.members > 1 || start.invitations > 0,
            needs: Permission::MembersManage,
        },
        Step {
            title: texts.step_key,
            text: texts.step_key_text,
            action: texts.step_key_action,
            href: routes::NEW_API_KEY,
            is_done: start.api_keys.is_some_and(|keys| keys > 0),
            needs: Permission::ApiKeysManage,
        },
    ]
}

/// The steps that this person can take, the next one marked.
#[component]
pub fn Steps(
    /// What there is.
    start: Start,
) -> impl IntoView {
    let texts = &t().home;
    let me = use_me();
    let mut next_is_marked = false;
    let lines = steps(&start)
        .into_iter()
        .filter(|step| step.is_done || me.may(step.needs))
        .map(|step| {
            let is_next = !step.is_done && !next_is_marked;
            next_is_marked |= is_next;
            let class = match (step.is_done, is_next) {
                (true, _) => "step is-done",
                (false, true) => "step is-next",
                (false, false) => "step",
            };
            let variant = if is_next { ButtonVariant::Primary } else { ButtonVariant::Secondary };
            view! {
                <li class=class>
                    <span class="step-mark">{step.is_done.then(|| view! { <Glyph icon=Icon::Check /> })}</span>
                    <div class="step-text">
                        <p class="step-title">{step.title}</p>
                        <p class="step-about">{step.text}</p>
                    </div>
                    <div class="step-action">
                        {if step.is_done {
                            view! { <Badge tone=Tone::Success>{texts.done}</Badge> }.into_any()
                        } else {
                            view! { <ButtonLink href=step.href variant small=true>{step.action}</ButtonLink> }.into_any()
                        }}
                    </div>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ol class="steps">{lines}</ol> }
}
