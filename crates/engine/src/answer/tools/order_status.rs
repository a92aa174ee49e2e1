//! Where an order is, asked of the shop's own system.
//!
//! The owner gives an address with `{order}` in it, and perhaps `{email}`: then the visitor is asked for the address with which
//! the order was made, and the shop's system decides whether the two belong together. It answers 404 where they do not, else
//! JSON: `status`, and where it likes `text`, `tracking_url` and `expected_on`; what else it has is shown to nobody.

use std::time::Duration;

use async_trait::async_trait;
use connectors::Error;
use connectors::http::{Fetched, GuardedClient, Method};
use domain::analysis::EntityKind;
use domain::error::FieldErrors;
use domain::tools::ToolFieldKind;
use serde_json::{Map, Value};
use url::Url;

use super::{Argument, Card, Field, Found, Given, Outcome, Part, Settings, Tool};
use crate::answer::screen::visible;

/// The system answers within this time, or not at all.
const WITHIN: Duration = Duration::from_secs(5);
/// Most bytes of its answer.
const MOST_BYTES: u64 = 64 * 1024;
/// Most characters of its status, its words and the day.
const STATUS_CHARS: usize = 200;
const TEXT_CHARS: usize = 600;
const DAY_CHARS: usize = 40;

const ORDER: &str = "{order}";
const EMAIL: &str = "{email}";

static ARGUMENTS: [Argument; 2] = [
    Argument {
        id: "order_number",
        kind: EntityKind::OrderNumber,
        told: "The number of the order, exactly as the visitor wrote it.",
    },
    Argument {
        id: "email",
        kind: EntityKind::Email,
        told: "The e-mail address with which the order was made, exactly as the visitor wrote it.",
    },
];

static CARD: Card = Card {
    id: "order_status",
    name: "Order status",
    sentence: "Asks your shop where an order is, and tells the visitor.",
    told: "Looks up the status of an order of this visitor: where it is, and when it comes. Call it when the visitor asks \
           about an order of theirs and has said what it needs.",
    intent: "track_order",
    fields: &[
        Field {
            id: "address",
            kind: ToolFieldKind::Address,
            label: "Address of your shop’s system",
            hint: "With {order} for the number, and {email} if the visitor has to say their e-mail address as well: \
                   recommended, since numbers can be guessed. It answers with JSON: status, and if you like text, \
                   tracking_url and expected_on; or with 404.",
        },
        Field {
            id: "authorization",
            kind: ToolFieldKind::Secret,
            label: "Authorization header",
            hint: "Sent with each request, as in: Bearer and a key. It is kept sealed and never shown again.",
        },
    ],
    arguments: &ARGUMENTS,
};

/// See the head of this file.
pub(super) struct OrderStatus;

#[async_trait]
impl Tool for OrderStatus {
    fn card(&self) -> &'static Card {
        &CARD
    }

    fn check(&self, settings: &Settings, is_on: bool, http: &GuardedClient, wrong: &mut FieldErrors) {
        let address = settings.text("address");
        if is_on || !address.is_empty() {
            wrong.take("address", parse_address(address, http));
        }
        if !settings.text("authorization").bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            wrong.take::<()>("authorization", Err("Use plain letters, digits and signs.".to_owned()));
        }
    }

    fn wants(&self, settings: &Settings) -> Vec<&'static Argument> {
        let count = if settings.text("address").contains(EMAIL) { 2 } else { 1 };
        ARGUMENTS.iter().take(count).collect()
    }

    async fn call(&self, http: &GuardedClient, settings: &Settings, given: &Given) -> Outcome {
        let value = |argument| given.get(argument).map_or("", String::as_str);
        let address = filled(settings.text("address"), value("order_number"), value("email"));
        let mut request = http.request(Method::GET, &address).total(WITHIN).idle(WITHIN).max_body_bytes(MOST_BYTES);
        request = request.header("accept", "application/json");
        if !settings.text("authorization").is_empty() {
            request = request.header("authorization", settings.text("authorization"));
        }
        match request.send().await {
            Ok(answer) => read(answer, value("order_number")),
            Err(wrong) => {
                // The error names the host and not the address, in which the order stands.
                tracing::warn!(tool = CARD.id, error = %wrong, "a connected system could not be asked");
                Outcome::Failed(why(&wrong))
            }
        }
    }
}

fn why(wrong: &Error) -> &'static str {
    match wrong {
        Error::Rejected(_) => "rejected",
        Error::Auth(_) => "auth",
        Error::Limited(_) => "limited",
        Error::Unavailable(_) => "unavailable",
        Error::Unexpected(_) => "unexpected",
    }
}

/// Checks an address with its places; the program's own rules decide which hosts may be asked.
fn parse_address(typed: &str, http: &GuardedClient) -> Result<(), String> {
    const SHAPE: &str = "Enter an address with {order} in it, as in https://shop.example/api/orders/{order}.";
    if typed.is_empty() || !typed.contains(ORDER) {
        return Err(SHAPE.to_owned());
    }
    if typed.replace(ORDER, "").replace(EMAIL, "").contains(['{', '}']) {
        return Err("Only {order} and {email} stand for something.".to_owned());
    }
    let url = Url::parse(&filled(typed, "1", "1")).map_err(|_| SHAPE.to_owned())?;
    let other = Url::parse(&filled(typed, "2", "2")).map_err(|_| SHAPE.to_owned())?;
    if url.origin() != other.origin() {
        return Err("Put {order} and {email} behind the host, not into it.".to_owned());
    }
    if url.scheme() != "https" && !http.is_opened(&url) {
        return Err("Use an address that begins with https://: orders are personal.".to_owned());
    }
    http.allows(&url).map_err(|wrong| wrong.to_string())
}

/// The address with these values in their places. They are written so that none can end its part of the address.
fn filled(address: &str, order: &str, email: &str) -> String {
    let written = |value: &str| url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>();
    address.replace(ORDER, &written(order)).replace(EMAIL, &written(email))
}

/// What the shop's system says; what else its answer has is left out.
fn read(answer: Fetched, order: &str) -> Outcome {
    if matches!(answer.status.as_u16(), 404 | 410) {
        return Outcome::NotFound;
    }
    let answer = match answer.success() {
        Ok(answer) => answer,
        Err(wrong) => return Outcome::Failed(why(&wrong)),
    };
    let Ok(answer) = answer.json::<Map<String, Value>>() else { return Outcome::Failed("unexpected") };
    let line = |name: &str, most| line(answer.get(name)?, most);
    let Some(status) = line("status", STATUS_CHARS) else { return Outcome::Failed("unexpected") };
    let mut parts = vec![(Part::Status, status)];
    parts.extend(line("text", TEXT_CHARS).map(|text| (Part::Text, text)));
    parts.extend(line("expected_on", DAY_CHARS).map(|day| (Part::Expected, day)));
    let link = line("tracking_url", TEXT_CHARS).and_then(|text| Url::parse(&text).ok());
    let link = link.filter(|url| matches!(url.scheme(), "https" | "http") && url.as_str().len() <= TEXT_CHARS);
    parts.extend(link.map(|url| (Part::Tracking, url.to_string())));
    Outcome::Found(Found { subject: order.to_owned(), parts })
}

/// A text as one line of at most this many characters; none where it is no text, or empty.
fn line(value: &Value, most: usize) -> Option<String> {
    let visible = visible(value.as_str()?);
    let plain: String = visible.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(most).collect();
    (!cut.is_empty()).then_some(cut)
}

#[cfg(test)]
mod tests {
    use connectors::http::{AllowHosts, Limits};

    use super::*;

    fn checked(address: &str) -> Result<(), String> {
        let opened = AllowHosts::parse("127.0.0.1:9000").unwrap();
        parse_address(address, &GuardedClient::new(opened, Limits::default()).unwrap())
    }

    #[test]
    fn an_address_has_its_places_behind_a_public_host_that_is_asked_safely() {
        for good in [
            "https://shop.example/api/orders/{order}",
            "https://shop.example/orders?number={order}&email={email}",
            "http://127.0.0.1:9000/{order}",
        ] {
            assert_eq!(checked(good), Ok(()), "{good}");
        }
        for (wrong, part) in [
            ("", "Enter an address"),
            ("https://shop.example/orders", "Enter an address"),
            ("shop.example/{order}", "Enter an address"),
            ("https://shop.example/{order}/{name}", "Only {order}"),
            ("https://{order}.shop.example/{order}", "behind the host"),
            ("https://shop.example:{order}/", "behind the host"),
            ("http://shop.example/{order}", "https://"),
            ("ftp://shop.example/{order}", "https://"),
            ("https://10.0.0.1/{order}", ""),
            ("https://user:secret@shop.example/{order}", "password"),
            ("http://127.0.0.1:9001/{order}", "https://"),
        ] {
            let said = checked(wrong).unwrap_err();
            assert!(said.contains(part), "{wrong}: {said}");
        }
    }

    #[test]
    fn no_value_leaves_its_part_of_the_address() {
        let address = filled("https://shop.example/{order}?email={email}", "a/../b?c#d", "x&y=z@a+b");
        assert_eq!(address, "https://shop.example/a%2F..%2Fb%3Fc%23d?email=x%26y%3Dz%40a%2Bb");
    }

    #[test]
    fn lines_are_cut_and_have_no_signs_that_nobody_sees() {
        assert_eq!(line(&"a\u{200b}b\n c\u{7}".into(), 10).as_deref(), Some("ab c"));
        assert_eq!(line(&"abcdef".into(), 3).as_deref(), Some("abc"));
        assert_eq!((line(&" \n".into(), 3), line(&5.into(), 3), line(&Value::Null, 3)), (None, None, None));
    }
}
