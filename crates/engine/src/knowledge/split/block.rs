//! A block of an item's text: what it says, and where it stands.

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of this level.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A paragraph that is emphasised as a whole: a title in all but name.
    Title,
    /// A list with all that is in it.
    List,
    /// A table; its first line is the head.
    Table,
    /// Text to be taken as it stands.
    Code,
}

/// A block.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: Kind,
    /// Its text without Markdown signs.
    pub(super) text: String,
    /// Where it starts in the source, in bytes.
    pub(super) start: usize,
    /// Where it ends there.
    pub(super) end: usize,
    /// Places in the text, ascending, with their places in the source: from each on, both run in step.
    pub(super) marks: Vec<(usize, usize)>,
}

impl Block {
    /// Whether it is a line that names or asks what comes next.
    pub(super) fn is_title(&self, most_bytes: usize) -> bool {
        let is_line = self.text.len() <= most_bytes && !self.text.contains('\n');
        is_line && (self.kind == Kind::Title || (self.kind == Kind::Paragraph && asks(&self.text)))
    }

    /// Whether it ends in a colon.
    pub(super) fn announces(&self) -> bool {
        self.kind == Kind::Paragraph && self.text.ends_with([':', '：'])
    }

    /// A paragraph of several lines in which questions have their answers below them, cut before each question; anything
    /// else as it is.
    pub(super) fn lines_of_questions(self) -> Vec<Self> {
        if self.kind != Kind::Paragraph || !self.text.contains('\n') {
            return vec![self];
        }
        let mut cuts = Vec::new();
        let (mut place, mut asked) = (0, true);
        for line in self.text.split('\n') {
            let asks = asks(line);
            if asks && !asked {
                cuts.push(place);
            }
            asked = asks;
            place += line.len() + 1;
        }
        // Questions in a row, or one at the end, are no pairs.
        if cuts.is_empty() || asked {
            return vec![self];
        }
        self.cut_at(&cuts)
    }

    /// Pieces of about `full` bytes, cut at the ends of lines, of sentences, of words, in this order of preference. Pieces
    /// of a table begin with its head.
    pub(super) fn pieces(&self, full: usize) -> Vec<Self> {
        let mut cuts = Vec::new();
        let mut begin = 0;
        while self.text.len() - begin > full {
            let Some(cut) = self.cut_behind(begin, full) else { break };
            cuts.push(cut);
            begin = cut;
        }
        let mut pieces = self.cut_at(&cuts);
        if self.kind == Kind::Table
            && let Some((head, _)) = self.text.split_once('\n')
        {
            for piece in pieces.iter_mut().skip(1) {
                piece.text = format!("{head}\n{}", piece.text);
                // The places in the text have moved, and nothing cuts a piece again.
                piece.marks.clear();
            }
        }
        pieces
    }

    /// The best place for a cut between `begin` and `full` bytes behind it.
    fn cut_behind(&self, begin: usize, full: usize) -> Option<usize> {
        let window = self.text.get(begin..self.text.floor_char_boundary(begin + full))?;
        // A piece of less than a third would be a snippet.
        let least = full / 3;
        let keep = |at: &usize| *at >= least;
        let line = window.rfind('\n').map(|at| at + 1).filter(keep);
        let sentence = || sentence_end(window).filter(keep);
        let word = || window.rfind(char::is_whitespace).map(|at| at + 1).filter(keep);
        let cut = line.or_else(sentence).or_else(word).unwrap_or(window.len());
        (cut > 0).then_some(begin + cut)
    }

    fn cut_at(&self, cuts: &[usize]) -> Vec<Self> {
        let mut pieces = Vec::with_capacity(cuts.len() + 1);
        let mut begin = 0;
        for end in cuts.iter().copied().chain([self.text.len()]) {
            let whole = self.text.get(begin..end).unwrap_or_default();
            let text = whole.trim_end();
            let leading = text.len() - text.trim_start().len();
            let (from, to) = (begin + leading, begin + text.len());
            if from < to {
                let marks = self.marks.iter().filter(|(place, _)| (from..to).contains(place));
                let first = (0, self.source_of(from));
                let marks = [first].into_iter().chain(marks.map(|(place, source)| (place - from, *source)));
                pieces.push(Self {
                    kind: self.kind,
                    text: text.trim_start().to_owned(),
                    start: if begin == 0 { self.start } else { self.source_of(from) },
                    end: if end == self.text.len() { self.end } else { self.source_behind(to) },
                    marks: marks.collect(),
                });
            }
            begin = end;
        }
        pieces
    }

    /// Where the text's byte `place` stands in the source.
    fn source_of(&self, place: usize) -> usize {
        let mark = self.marks.iter().rev().find(|(text, _)| *text <= place);
        let source = mark.map_or(self.start, |(text, source)| source + (place - text));
        source.clamp(self.start, self.end)
    }

    /// Where the text up to byte `place` ends in the source.
    fn source_behind(&self, place: usize) -> usize {
        let last = self.text[..place].chars().next_back().map_or(0, char::len_utf8);
        (self.source_of(place - last) + last).clamp(self.start, self.end)
    }
}

fn asks(line: &str) -> bool {
    line.trim_end().ends_with(['?', '？', '؟'])
}

/// Behind the last sentence that ends in `text`, with the space that follows it.
fn sentence_end(text: &str) -> Option<usize> {
    let mut found = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let behind = at + c.len_utf8();
        match c {
            '。' | '！' | '？' | '؟' => found = Some(behind),
            '.' | '!' | '?' | '…' => {
                if let Some((_, ' ')) = chars.peek() {
                    found = Some(behind + 1);
                }
            }
            _ => {}
        }
    }
    found
}
