//! What stands around the pages, and what stands in for one.

super::texts! {
    /// What stands around the pages.
    Frame {
        behind_title: "Reconnecting",
        behind: "The connection to the server is lost. What you see may be out of date; it comes up to date by itself.",
        signed_out_title: "You are signed out",
        signed_out: "What you have typed is still here; it can be saved once you have signed in again.",
        sign_in: "Sign in",
        left_title: "You do not belong to this workspace any more",
        left: "Somebody has taken you out of its team. What you see here is not kept up to date.",
        load_anew: "Go on",
        changed_title: "Someone else has changed this",
        load_again: "Load again",
    }
}

super::texts! {
    /// Nothing there, not allowed, failed.
    Problems {
        not_found_title: "Page not found",
        not_found_purpose: "There is nothing at this address.",
        not_found_head: "Nothing here",
        not_found_text: "The link may be old, or a letter is missing. Everything there is can be reached from the navigation.",
        to_home: "Go to home",
        forbidden_title: "Not for your role",
        forbidden_purpose: "This page needs a permission that your role does not include.",
        forbidden_head: "You may not see this page",
        forbidden_text: "It is for people who may do this: {what}. Ask an owner or admin of your team for it.",
        gone_head: "This is not there any more",
        signed_out_head: "You are signed out",
        failed_title: "Something went wrong",
        failed_head: "This could not be loaded",
    }
}
