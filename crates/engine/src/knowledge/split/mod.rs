//! Cutting an item's text into passages: along headings, lists, tables and pairs of question and answer.
//!
//! A passage is what is found and cited as a whole, so it should make sense alone: a question stays with its answer, a list
//! with the line that introduces it, and rows of a table with the table's head. Pure, and the same text gives the same
//! passages on every node.

mod block;
mod parse;

use domain::knowledge::PassageView;

use block::{Block, Kind};

/// Bytes at which a passage is full: about 150 English words, which is what one question is about.
const FULL_BYTES: usize = 900;
/// Bytes above which a single list, table or paragraph is cut.
const LARGE_BYTES: usize = 1_600;
/// Bytes up to which a line can be a question or a title of what follows.
const TITLE_BYTES: usize = 300;
/// What stands between the headings of a path.
const PATH: &str = " › ";

/// The passages of a Markdown text, in order; none of an empty text.
pub fn split(markdown: &str) -> Vec<PassageView> {
    let mut cutter = Cutter::default();
    let mut blocks = parse::blocks(markdown).into_iter().peekable();
    while let Some(block) = blocks.next() {
        match block.kind {
            Kind::Heading(level) => {
                let says_all = match blocks.peek() {
                    None => true,
                    Some(next) => matches!(next.kind, Kind::Heading(below) if below <= level),
                };
                cutter.heading(level, &block, says_all);
            }
            _ => {
                let parts = block.lines_of_questions();
                let are_pairs = parts.len() > 1;
                for part in parts {
                    cutter.block(part);
                    if are_pairs {
                        cutter.flush();
                    }
                }
            }
        }
    }
    cutter.flush();
    cutter.passages
}

#[derive(Default)]
struct Cutter {
    passages: Vec<PassageView>,
    headings: Vec<(u8, String)>,
    /// What will be one passage.
    open: Vec<Block>,
    bytes: usize,
}

impl Cutter {
    /// A heading ends a passage. One with nothing below it is a passage itself, or its words would be lost.
    fn heading(&mut self, level: u8, block: &Block, says_all: bool) {
        self.flush();
        self.headings.retain(|(above, _)| *above < level);
        if says_all && !block.text.is_empty() {
            self.push(&block.text, block.start, block.end);
        }
        self.headings.push((level, block.text.clone()));
    }

    fn block(&mut self, block: Block) {
        if block.text.is_empty() {
            return;
        }
        let begins = block.is_title(TITLE_BYTES);
        // A title or a line that announces something belongs to what comes next, however long that is.
        let waits = self.open.last().is_some_and(|last| last.is_title(TITLE_BYTES) || last.announces());
        let is_full = self.bytes + block.text.len() > FULL_BYTES;
        if begins || (is_full && !waits) {
            self.flush();
        }
        if block.text.len() > LARGE_BYTES {
            return self.large(&block);
        }
        self.bytes += block.text.len() + 1;
        self.open.push(block);
    }

    /// A block too large for one passage, in pieces; what waits for it goes with the first.
    fn large(&mut self, block: &Block) {
        for piece in block.pieces(FULL_BYTES) {
            self.bytes += piece.text.len() + 1;
            self.open.push(piece);
            self.flush();
        }
    }

    fn flush(&mut self) {
        let open = std::mem::take(&mut self.open);
        self.bytes = 0;
        let (Some(first), Some(last)) = (open.first(), open.last()) else { return };
        let text = open.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
        self.push(&text, first.start, last.end);
    }

    fn push(&mut self, text: &str, start: usize, end: usize) {
        let path = self.headings.iter().map(|(_, text)| text.as_str()).filter(|text| !text.is_empty());
        self.passages.push(PassageView {
            ordinal: self.passages.len() as i64,
            heading: path.collect::<Vec<_>>().join(PATH),
            text: text.to_owned(),
            start: start as i64,
            end: end as i64,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(markdown: &str) -> Vec<(String, String)> {
        split(markdown).into_iter().map(|passage| (passage.heading, passage.text)).collect()
    }

    fn pair(heading: &str, text: &str) -> (String, String) {
        (heading.to_owned(), text.to_owned())
    }

    /// What the positions of a passage point at.
    fn source(markdown: &str, passage: &PassageView) -> String {
        markdown[passage.start as usize..passage.end as usize].to_owned()
    }

    #[test]
    fn passages_stand_under_their_headings_without_signs_of_markdown() {
        let text = "# Returns\n\nSend it back within **30 days**, _unused_.\n\n## Germany\n\nFree with [our label](https://x.example/l).\n\n\
                    ## Abroad\n\nYou pay `9 €`. Write to [us](mailto:hi@x.example).\n\n# Imprint\n\n## We ship worldwide\n";
        assert_eq!(
            short(text),
            [
                pair("Returns", "Send it back within 30 days, unused."),
                pair("Returns › Germany", "Free with our label."),
                pair("Returns › Abroad", "You pay 9 €. Write to us (hi@x.example)."),
                pair("Imprint", "We ship worldwide"),
            ]
        );
        let passages = split(text);
        assert_eq!(source(text, &passages[0]), "Send it back within **30 days**, _unused_.");
        assert_eq!(source(text, &passages[3]), "## We ship worldwide");
        assert_eq!(passages.iter().map(|passage| passage.ordinal).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }

    #[test]
    fn each_question_stays_with_its_answer_and_apart_from_the_next() {
        let expected = [pair("", "Do you ship abroad?\nYes."), pair("", "Can I pay by card?\nVisa.\nAlso cash.")];
        assert_eq!(short("**Do you ship abroad?**\n\nYes.\n\n**Can I pay by card?**\n\nVisa.\n\nAlso cash."), expected);
        let lines = short("Q: Do you ship abroad?\nA: Yes.\nQ: Can I pay by card?\nA: Visa.");
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(lines[1].1, "Q: Can I pay by card?\nA: Visa.");
    }

    #[test]
    fn lists_and_tables_stay_whole_with_what_introduces_them() {
        let text = "We take:\n\n- Visa\n- Mastercard\n  1. gold\n  2. silver\n- cash\n\n| To | Price |\n| --- | ---: |\n| Germany | 4 € |\n| Spain | 9 € |\n";
        let passages = split(text);
        assert_eq!(passages.len(), 1);
        assert_eq!(
            passages[0].text,
            "We take:\n- Visa\n- Mastercard\n  1. gold\n  2. silver\n- cash\nTo | Price\nGermany | 4 €\nSpain | 9 €"
        );
        assert_eq!(source(text, &passages[0]), text.trim_end());
    }

    #[test]
    fn a_long_text_is_cut_between_sentences_and_its_pieces_lie_where_they_say() {
        let sentences: Vec<String> =
            (0..120).map(|n| format!("Sentence *number* {n} is about tea and its price.")).collect();
        let text = format!("# Tea\n\n{}", sentences.join(" "));
        let passages = split(&text);
        assert!(passages.len() > 4);
        let mut behind = 0;
        for passage in &passages {
            assert!(passage.text.len() <= LARGE_BYTES && passage.text.ends_with('.'), "{}", passage.text);
            let place = source(&text, passage);
            assert!(place.starts_with("Sentence") && place.ends_with('.'), "{place}");
            assert_eq!(place.replace('*', ""), passage.text);
            assert!(passage.start >= behind);
            behind = passage.end;
        }
        let whole = passages.iter().map(|passage| passage.text.as_str()).collect::<Vec<_>>().join(" ");
        assert_eq!(whole, sentences.join(" ").replace('*', ""), "nothing is lost");
    }

    #[test]
    fn pieces_of_a_long_table_have_its_head() {
        let rows: String = (0..200).map(|n| format!("| Country number {n} | {n} € |\n")).collect();
        let passages = split(&format!("| To | Price |\n|---|---|\n{rows}"));
        assert!(passages.len() > 3);
        for passage in &passages {
            assert!(passage.text.starts_with("To | Price\nCountry"), "{}", passage.text);
        }
    }

    #[test]
    fn lines_of_plain_text_stay_lines_and_wrapped_ones_become_one() {
        assert_eq!(short("Opening hours\nMonday 9-18\nTuesday 9-18")[0].1, "Opening hours\nMonday 9-18\nTuesday 9-18");
        let wrapped = "This line of text was broken by the editor that wrote\nit, although the sentence goes on.";
        assert_eq!(short(wrapped)[0].1, wrapped.replace('\n', " "));
    }

    #[test]
    fn anything_can_be_split_and_every_position_is_a_place_in_the_text() {
        let pieces = [
            "# é",
            "\n",
            "- ",
            "| a | b |\n|--|--|\n",
            "**б?**",
            "`",
            "<b>x</b>",
            "&amp;",
            "\\*",
            "[日本](<",
            "> ",
            "1. ",
            "```\n",
            "  ",
            "。",
            "\u{0}",
        ];
        let mut seed = 7_u64;
        for _ in 0..3_000 {
            let mut text = String::new();
            for _ in 0..24 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            for passage in split(&text) {
                assert!(passage.start <= passage.end, "{text:?}");
                assert!(text.get(passage.start as usize..passage.end as usize).is_some(), "{text:?} {passage:?}");
            }
        }
    }

    #[test]
    fn a_large_text_in_another_script_is_cut_without_spaces() {
        let text = "返品は三十日以内にお願いいたします。".repeat(200);
        let passages = split(&text);
        assert!(passages.len() > 5);
        assert!(passages.iter().all(|passage| passage.text.ends_with('。') && passage.text.len() <= LARGE_BYTES));
        assert!(split("").is_empty() && split(" \n\n").is_empty());
    }
}
