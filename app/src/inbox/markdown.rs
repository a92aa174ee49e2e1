//! What bots and people of the team write, shown. Every word becomes a text node and every sign an element of ours, so
//! nothing that somebody wrote can become markup.

use domain::markdown::{Block, Span, parse};
use leptos::prelude::*;

use crate::components::Link;

/// A text as elements.
pub fn shown(text: &str) -> Vec<AnyView> {
    parse(text).into_iter().map(block).collect()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(words) => view! { <p>{spans(words)}</p> }.into_any(),
        Block::Heading(words) => view! { <p class="words-heading">{spans(words)}</p> }.into_any(),
        Block::Code(code) => view! { <pre tabindex="0"><code>{code}</code></pre> }.into_any(),
        Block::List(start, items) => {
            let items = items
                .into_iter()
                .map(|(level, words)| view! { <li class=format!("words-level-{level}")>{spans(words)}</li> })
                .collect::<Vec<_>>();
            match start {
                Some(start) => view! { <ol start=start.to_string()>{items}</ol> }.into_any(),
                None => view! { <ul>{items}</ul> }.into_any(),
            }
        }
        Block::Table(rows) => {
            let rows = rows
                .into_iter()
                .enumerate()
                .map(|(at, cells)| {
                    let cells = cells
                        .into_iter()
                        .map(|cell| match at {
                            0 => view! { <th scope="col">{spans(cell)}</th> }.into_any(),
                            _ => view! { <td>{spans(cell)}</td> }.into_any(),
                        })
                        .collect::<Vec<_>>();
                    view! { <tr>{cells}</tr> }
                })
                .collect::<Vec<_>>();
            view! { <table class="words-table"><tbody>{rows}</tbody></table> }.into_any()
        }
    }
}

fn spans(words: Vec<Span>) -> Vec<AnyView> {
    words.into_iter().map(span).collect()
}

fn span(span: Span) -> AnyView {
    match span {
        Span::Text(text) => text.into_any(),
        Span::Break => view! { <br /> }.into_any(),
        Span::Code(code) => view! { <code>{code}</code> }.into_any(),
        Span::Bold(words) => view! { <strong>{spans(words)}</strong> }.into_any(),
        Span::Italic(words) => view! { <em>{spans(words)}</em> }.into_any(),
        Span::Link(href, words) => view! { <Link href outside=true>{spans(words)}</Link> }.into_any(),
    }
}
