//! The home page.

super::texts! {
    /// The home page.
    Home {
        title: "Home",
        purpose: "What is set up, and what to do next.",
        steps_title: "Getting started",
        steps_text: "Each step can be skipped and found again.",
        done: "Done",
        step_named: "Name your business",
        step_named_text: "Its name stands on everything that you do here.",
        step_named_action: "Change",
        step_website: "Add your website",
        step_website_text: "The address where your customers find you.",
        step_website_action: "Add website",
        step_team: "Invite your team",
        step_team_text: "Each gets a link and a role that says what they may do.",
        step_team_action: "Invite someone",
        step_key: "Make an API key",
        step_key_text: "With it your own programs read and change what is here.",
        step_key_action: "Make a key",
        figures_title: "At a glance",
        figures_text: "Counted now; changes appear by themselves.",
        members: "Members",
        members_about: "People who belong to this workspace.",
        pending_note: "{count} invited",
        keys: "API keys",
        keys_about: "Keys that work. Revoked ones are not counted.",
        nowhere_purpose: "You belong to no workspace at the moment.",
        nowhere_head: "No workspace",
        nowhere_text: "Ask someone to invite you again, or make a workspace of your own.",
        nowhere_button: "New workspace",
    }
}
