#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;

fn text(words: &str) -> Span {
    Span::Text(words.into())
}

fn link(url: &str, words: &str) -> Span {
    Span::Link(url.into(), vec![text(words)])
}

#[test]
fn paragraphs_are_parted_by_blank_lines_and_keep_their_line_breaks() {
    let blocks = parse("One\ntwo\n\n\nThree");
    let expected =
        [Block::Paragraph(vec![text("One"), Span::Break, text("two")]), Block::Paragraph(vec![text("Three")])];
    assert_eq!(blocks, expected);
}

#[test]
fn bold_italic_and_code_are_read_and_may_lie_inside_each_other() {
    assert_eq!(
        spans("a **b *c* d** `x*y*` _e_"),
        [
            text("a "),
            Span::Bold(vec![text("b "), Span::Italic(vec![text("c")]), text(" d")]),
            text(" "),
            Span::Code("x*y*".into()),
            text(" "),
            Span::Italic(vec![text("e")]),
        ]
    );
}

#[test]
fn signs_that_mean_nothing_stay_what_they_are() {
    for plain in
        ["2 * 3 * 4", "snake_case_name", "a ** b", "**open", "*", "`", "[x]", "[x](", "5 > 3", "#1", "_ _", "h"]
    {
        assert_eq!(spans(plain), [text(plain)], "{plain}");
    }
    assert_eq!(spans(r"\*not bold\*"), [text("*not bold*")]);
}

#[test]
fn links_lead_only_to_pages_mail_and_telephones() {
    assert_eq!(spans("[Returns](https://a.b/c_(d)?e=1)"), [link("https://a.b/c_(d)?e=1", "Returns")]);
    assert_eq!(spans("[Call](tel:+491234)"), [link("tel:+491234", "Call")]);
    assert_eq!(spans("[Mail](mailto:a@b.c \"title\")"), [link("mailto:a@b.c", "Mail")]);
    for wrong in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//evil.example",
        "/path",
        "vbscript:x",
        "https:",
        "",
    ] {
        let read = spans(&format!("[Click]({wrong})"));
        let has_link = read.iter().any(|span| matches!(span, Span::Link(..)));
        assert!(!has_link, "{wrong}: {read:?}");
    }
    assert!(!is_safe("java\nscript:x") && !is_safe("https://a b"));
}

#[test]
fn an_address_in_the_words_becomes_a_link_without_the_sign_after_it() {
    let expected = [text("See "), link("https://a.b/c", "https://a.b/c"), text(". Then")];
    assert_eq!(spans("See https://a.b/c. Then"), expected);
    assert_eq!(spans("(http://a.b)"), [text("("), link("http://a.b", "http://a.b"), text(")")]);
    assert_eq!(spans("<https://a.b>"), [link("https://a.b", "https://a.b")]);
    assert_eq!(spans("<script>alert(1)</script>"), [text("<script>alert(1)</script>")]);
}

#[test]
fn lists_keep_their_kind_their_first_number_and_their_levels() {
    let blocks = parse("Steps:\n3. Open\n4. Close\n\n- a\n  - b\n* c");
    let item = |level, words: &str| (level, vec![text(words)]);
    assert_eq!(
        blocks,
        [
            Block::Paragraph(vec![text("Steps:")]),
            Block::List(Some(3), vec![item(0, "Open"), item(0, "Close")]),
            Block::List(None, vec![item(0, "a"), item(1, "b"), item(0, "c")]),
        ]
    );
    let going_on = parse("- a\n  more");
    assert_eq!(going_on, [Block::List(None, vec![(0, vec![text("a"), Span::Break, text("more")])])]);
}

#[test]
fn tables_code_headings_and_quotations_are_read() {
    let blocks = parse("## Sizes\n| a | **b** |\n|---|:-:|\n| 1 | 2 |\n---\n> said\n```js\n<b> * x\n```");
    assert_eq!(
        blocks,
        [
            Block::Heading(vec![text("Sizes")]),
            Block::Table(vec![
                vec![vec![text("a")], vec![Span::Bold(vec![text("b")])]],
                vec![vec![text("1")], vec![text("2")]],
            ]),
            Block::Paragraph(vec![text("said")]),
            Block::Code("<b> * x".into()),
        ]
    );
}

#[test]
fn half_written_answers_are_read_at_every_length() {
    let whole = "# T\n\n**Bold** and [a *link*](https://a.b/c) — “ü” 🌼\n\n- x\n  y\n\n| a | b |\n|--|--|\n| 1 | 2 |\n```\ncode\n```\n<https://x.y> \\* _z_";
    for end in (0..=whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        parse(&whole[..end]);
    }
    assert_eq!(parse(whole).len(), 6);
}

#[test]
fn a_text_made_to_cost_time_costs_none() {
    for evil in ["*", "_a", "[", "[a](", "**a *", "`", "<http://", "> ", "| - "] {
        let text = evil.repeat(4000 / evil.len());
        let started = std::time::Instant::now();
        parse(&text);
        assert!(started.elapsed().as_millis() < 2000, "{evil}");
    }
}
