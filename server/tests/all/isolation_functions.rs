//! The cases of server functions for the test of isolation.

use super::harness::{Caller, Form, encoded};
use super::isolation::{Expect, Victim};
use reqwest::{Method, RequestBuilder};
use server::http::Route;

/// The call of a server function from the other workspace, and what it must give.
pub fn function(route: &Route, method: Method, caller: &Caller, victim: &Victim) -> (RequestBuilder, Expect) {
    use Expect::{Nothing, Refusal};
    let name = route.path.trim_start_matches("/_fn/");
    let (job, letter) = ("job_00000000000000000000", "dead_00000000000000000000");
    let (arguments, expect): (Vec<(&str, &str)>, Expect) = match name {
        // Their own things, or questions about themselves.
        "who_is_here"
        | "read_workspace"
        | "read_start"
        | "list_members"
        | "list_invitations"
        | "list_api_keys"
        | "list_audit"
        | "list_mails"
        | "list_sessions"
        | "list_bots"
        | "list_items"
        | "count_conversations" => (vec![], Nothing),
        "read_inbox" => (vec![("list", "open")], Nothing),
        "create_bot" => (vec![("name", "Mine")], Nothing),
        "create_item" => (vec![("content", "Another text of two")], Nothing),
        "import_url" => (vec![("url", "http://127.0.0.1:9/")], Nothing),
        "update_profile" => (vec![("name", "Sten Stranger")], Nothing),
        "set_theme" => (vec![("theme", "dark")], Nothing),
        "update_workspace" => (vec![("name", "Shop Two"), ("website", ""), ("time_zone", "UTC")], Nothing),
        "create_workspace" => (vec![("name", "Shop Three"), ("website", "")], Nothing),
        "invite" => (vec![("email", "more@two.example"), ("role", "agent")], Nothing),
        "create_api_key" => (vec![("name", "mine"), ("scopes[0]", "workspace_read")], Nothing),
        "request_password_reset" => (vec![("email", "olga@one.example")], Nothing),
        "sign_in" => (vec![("email", "olga@one.example"), ("password", "not her password")], Refusal),
        // A call without its arguments ends no session; the one with the victim's id is `end_session`.
        "end_other_sessions" => (vec![], Nothing),
        "sign_out" => (vec![], Nothing),
        "change_password" => (vec![("old", "not the password"), ("new", "another long password")], Refusal),
        // Things of the victim, named.
        "read_bot_tools" => (vec![("id", &victim.project)], Refusal),
        "update_bot_tools" => (vec![("id", &victim.project), ("tools[order_status][is_on]", "true")], Refusal),
        "read_bot" => (vec![("id", &victim.project)], Refusal),
        "update_bot" => (vec![("id", &victim.project), ("name", "Taken over")], Refusal),
        "update_bot_rules" => (vec![("id", &victim.project), ("rules[company]", "Taken over")], Refusal),
        "list_intents" | "read_budget" => (vec![], Nothing),
        "update_budget" => (vec![("day", "5")], Nothing),
        "try_sentence" => (vec![("text", "A gift card of shop one, please")], Nothing),
        "delete_intent" => (vec![("id", &victim.intent)], Refusal),
        "save_intent" => {
            let typed = vec![
                ("id", victim.intent.as_str()),
                ("name", "Taken"),
                ("examples", "one thing\nanother thing\na third thing"),
                ("threshold", "0.5"),
                ("how[effect]", "label"),
            ];
            (typed, Refusal)
        }
        "read_item" | "publish_item" | "archive_item" => (vec![("id", &victim.item)], Refusal),
        "update_item" => {
            (vec![("id", &victim.item), ("title", "Taken"), ("content", "Over"), ("version", "1")], Refusal)
        }
        "read_conversation" | "take_conversation" | "resolve_conversation" | "reopen_conversation" => {
            (vec![("conversation", &victim.conversation)], Refusal)
        }
        "reply" => {
            (vec![("conversation", &victim.conversation), ("client_id", "c1"), ("text", "Hello from two")], Refusal)
        }
        "mark_conversation_read" => (vec![("conversation", &victim.conversation), ("seq", "1")], Refusal),
        "switch_workspace" => (vec![("workspace", &victim.workspace)], Refusal),
        "end_session" => (vec![("id", &victim.session)], Refusal),
        "change_role" => (vec![("id", &victim.member), ("role", "viewer")], Refusal),
        "remove_member" | "make_reset_link" => (vec![("id", &victim.member)], Refusal),
        "revoke_invitation" => (vec![("id", &victim.invitation)], Refusal),
        "revoke_api_key" => (vec![("id", &victim.key)], Refusal),
        // Secrets that one would have to hold, and the first run, which is over.
        "preview_invitation" | "accept_invitation" => (vec![("token", "nonsense")], Refusal),
        "reset_password" => (vec![("token", "nonsense"), ("password", "another long password")], Refusal),
        "set_up" => {
            let typed =
                vec![("name", "X"), ("email", "x@x.example"), ("password", "another long password"), ("business", "X")];
            (typed, Refusal)
        }
        // The installation's operators alone.
        "read_system" => (vec![], Refusal),
        "retry_job" | "discard_job" => (vec![("id", job)], Refusal),
        "retry_dead_letter" | "discard_dead_letter" => (vec![("id", letter)], Refusal),
        other => panic!("the server function {other} has no case"),
    };
    let request = match method {
        Method::GET => caller.request(method, &format!("{}?{}", route.path, encoded(&arguments))),
        _ => caller.request(method, &route.path).form(&arguments),
    };
    (request, expect)
}
