//! What chat and server say to each other: the frames of `domain::wire::visitor`, as much of them as the chat shows. What it
//! does not know it passes over, so that an old widget can talk to a newer server.

use crate::json::{Json, count, quote};

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Author {
    /// The person at this browser.
    Visitor,
    /// The bot, by this name.
    Bot(String),
    /// A person of the team, by this name.
    Agent(String),
    /// The program.
    System,
}

/// Who answers now.
#[derive(Debug, Clone, PartialEq)]
pub enum Answerer {
    /// The bot; its name is empty until the server has told it.
    Bot(String),
    /// A person will come.
    Queue,
    /// A person of the team, by this name.
    Agent(String),
}

/// What an answer rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The item's title, and the heading inside it.
    pub title: String,
    /// The page to link to.
    pub url: Option<String>,
}

/// What the visitor thinks of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// Whether it helped.
    pub is_up: bool,
    /// Why not, as the server knows it; empty where that was not said.
    pub reason: String,
    /// Some words on it, or none.
    pub comment: String,
}

/// A stored message.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Public id.
    pub id: String,
    /// Place in the conversation, from 1.
    pub seq: i64,
    /// What the browser that sent it called it.
    pub client_id: Option<String>,
    /// Who wrote it.
    pub author: Author,
    /// Something that happened, and no words of anybody.
    pub is_event: bool,
    /// The words; Markdown unless the visitor wrote them.
    pub text: String,
    /// What an answer rests on.
    pub sources: Vec<Source>,
    /// Whether a human is offered.
    pub offers_human: bool,
    /// Whether it answers a question, so that the visitor may say what they think of it.
    pub is_answer: bool,
    /// What they think of it.
    pub rating: Option<Rating>,
    /// When it was stored, in milliseconds since 1970.
    pub at: i64,
}

/// What the server says.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // The fields are those of `BotFrame`, where they are explained.
pub enum Heard {
    Ready {
        seq: i64,
        answerer: Answerer,
        read: i64,
    },
    Message(Message),
    Accepted {
        client_id: String,
        id: String,
        seq: i64,
    },
    Piece {
        id: String,
        attempt: i64,
        index: i64,
        text: String,
    },
    Replace {
        id: String,
        attempt: i64,
        text: String,
    },
    Retract {
        id: String,
    },
    /// Somebody of the other side types; the name is empty for the bot.
    Typing {
        who: String,
        on: bool,
    },
    Read {
        seq: i64,
    },
    Feedback {
        id: String,
        rating: Option<Rating>,
    },
    Status {
        is_resolved: bool,
        answerer: Answerer,
    },
    Error {
        client_id: Option<String>,
        code: String,
        message: String,
        retry_after_ms: Option<i64>,
    },
    Retry {
        after_ms: i64,
    },
}

/// What the chat says.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)] // The fields are those of `VisitorFrame`.
pub enum Say<'a> {
    Hello { token: &'a str, after: i64 },
    Message { client_id: &'a str, text: &'a str },
    Human { client_id: &'a str },
    Typing { on: bool },
    Read { seq: i64 },
    Feedback { id: &'a str, rating: Option<&'a Rating> },
}

/// Reads a frame; none when it is none that the chat knows.
pub fn hear(text: &str) -> Option<Heard> {
    let frame = Json::parse(text)?;
    let words = |name: &str| frame.get(name).words();
    let number = |name: &str| frame.get(name).number();
    Some(match frame.get("type").text()? {
        "ready" => Heard::Ready {
            seq: number("seq")?,
            answerer: answerer(frame.get("answerer"))?,
            read: number("read").unwrap_or(0),
        },
        "message" => Heard::Message(message(frame.get("message"))?),
        "accepted" => Heard::Accepted { client_id: words("client_id"), id: words("id"), seq: number("seq")? },
        "piece" => {
            Heard::Piece { id: words("id"), attempt: number("attempt")?, index: number("index")?, text: words("text") }
        }
        "replace" => Heard::Replace { id: words("id"), attempt: number("attempt")?, text: words("text") },
        "retract" => Heard::Retract { id: words("id") },
        "typing" => match frame.get("who").get("kind").text()? {
            "bot" | "agent" => {
                Heard::Typing { who: frame.get("who").get("name").words(), on: frame.get("on").is_true() }
            }
            _ => return None,
        },
        "read" => Heard::Read { seq: number("seq")? },
        "feedback" => Heard::Feedback { id: words("id"), rating: rating(&frame) },
        "status" => Heard::Status {
            is_resolved: frame.get("lifecycle").text() == Some("resolved"),
            answerer: answerer(frame.get("answerer"))?,
        },
        "error" => Heard::Error {
            client_id: frame.get("client_id").text().map(str::to_owned),
            code: words("code"),
            message: words("message"),
            retry_after_ms: number("retry_after_ms"),
        },
        "retry" => Heard::Retry { after_ms: number("after_ms").unwrap_or(1000) },
        _ => return None,
    })
}

fn rating(value: &Json) -> Option<Rating> {
    let is_up = value.get("vote").text()? == "up";
    Some(Rating { is_up, reason: value.get("reason").words(), comment: value.get("comment").words() })
}

fn answerer(value: &Json) -> Option<Answerer> {
    let name = value.get("name").words();
    Some(match value.get("kind").text()? {
        "bot" => Answerer::Bot(name),
        "queue" => Answerer::Queue,
        "agent" => Answerer::Agent(name),
        _ => return None,
    })
}

fn message(value: &Json) -> Option<Message> {
    let author = value.get("author");
    let name = author.get("name").words();
    Some(Message {
        id: value.get("id").words(),
        seq: value.get("seq").number()?,
        client_id: value.get("client_id").text().map(str::to_owned),
        author: match author.get("kind").text()? {
            "visitor" => Author::Visitor,
            "bot" => Author::Bot(name),
            "agent" => Author::Agent(name),
            _ => Author::System,
        },
        is_event: value.get("kind").text() != Some("text"),
        text: value.get("text").words(),
        sources: value.get("citations").list().iter().fold(Vec::new(), |mut sources, citation| {
            let source = source(citation);
            // Several sentences of one section are one source to a reader.
            if !source.title.is_empty() && !sources.contains(&source) {
                sources.push(source);
            }
            sources
        }),
        offers_human: value.get("offers_human").is_true(),
        is_answer: author.get("kind").text() == Some("bot")
            && matches!(value.get("verdict").text(), Some("answered" | "clarified" | "unknown")),
        rating: rating(value.get("feedback")),
        at: value.get("created_at").number()?,
    })
}

fn source(value: &Json) -> Source {
    let mut title = value.get("title").words();
    let heading = value.get("heading").text().unwrap_or_default();
    // Where the headings begin with the title, it is not said twice.
    if heading.starts_with(title.as_str()) {
        heading.clone_into(&mut title);
    } else if !heading.is_empty() {
        title.push_str(" › ");
        title.push_str(heading);
    }
    // Only what a browser opens as a page: a source's address is written by people.
    let url = value.get("url").text().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    Source { title, url: url.map(str::to_owned) }
}

impl Say<'_> {
    /// The frame as JSON.
    pub fn json(&self) -> String {
        let mut out = String::from("{\"type\":");
        let text = |out: &mut String, name: &str, value: &str| {
            out.push_str(name);
            quote(value, out);
        };
        match self {
            Say::Hello { token, after } => {
                text(&mut out, "\"hello\",\"token\":", token);
                whole(&mut out, ",\"after\":", *after);
            }
            Say::Message { client_id, text: words } => {
                text(&mut out, "\"message\",\"client_id\":", client_id);
                text(&mut out, ",\"text\":", words);
            }
            Say::Human { client_id } => text(&mut out, "\"human\",\"client_id\":", client_id),
            Say::Typing { on } => out.push_str(if *on { "\"typing\",\"on\":true" } else { "\"typing\",\"on\":false" }),
            Say::Read { seq } => whole(&mut out, "\"read\",\"seq\":", *seq),
            Say::Feedback { id, rating } => {
                text(&mut out, "\"feedback\",\"id\":", id);
                if let Some(rating) = rating {
                    text(&mut out, ",\"vote\":", if rating.is_up { "up" } else { "down" });
                    for (name, value) in [(",\"reason\":", &rating.reason), (",\"comment\":", &rating.comment)] {
                        if !value.is_empty() {
                            text(&mut out, name, value);
                        }
                    }
                }
            }
        }
        out.push('}');
        out
    }
}

fn whole(out: &mut String, name: &str, number: i64) {
    out.push_str(name);
    count(number, out);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
#[path = "frames_tests.rs"]
mod tests;
