//! A passage in the pieces that can be said alone.

use super::Candidate;
use crate::segment::{Term, sentences, terms};
use domain::Language;
use std::ops::Range;

/// A piece that is said as a whole.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) candidate: usize,
    /// In the candidate's text.
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
    /// Terms of the piece, and of the question that it answers.
    pub(super) terms: Vec<Term>,
    /// Terms of the question alone, where it is an answer.
    pub(super) asked: Vec<Term>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A sentence.
    Sentence,
    /// A list or table, with the line that leads to it.
    Block,
    /// What follows a question of the text.
    Answer,
    /// A question of the text that nothing follows.
    Question,
}

pub(super) fn units(candidate: usize, of: &Candidate<'_>) -> Vec<Unit> {
    let (text, language) = (of.text, of.language);
    let mut pieces: Vec<(Range<usize>, Kind)> = Vec::new();
    let mut lines = lines(text).peekable();
    while let Some(line) = lines.next() {
        let is_lead = text[line.clone()].ends_with([':', '：']);
        let block_follows = lines.peek().is_some_and(|next| is_row(&text[next.clone()]));
        if is_row(&text[line.clone()]) || is_lead && block_follows {
            let mut end = line.end;
            while let Some(row) = lines.next_if(|next| is_row(&text[next.clone()])) {
                end = row.end;
            }
            pieces.push((line.start..end, Kind::Block));
            continue;
        }
        for sentence in sentences(&text[line.clone()], language) {
            let range = line.start + sentence.start..line.start + sentence.end;
            let kind = if is_question(&text[range.clone()]) { Kind::Question } else { Kind::Sentence };
            pieces.push((range, kind));
        }
    }
    pair(text, language, candidate, pieces)
}

/// Lines with something in them, without the space around them.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let from = start + (line.len() - line.trim_start().len());
        start += line.len();
        let trimmed = line.trim();
        (!trimmed.is_empty()).then_some(from..from + trimmed.len())
    })
}

/// Whether a line is an entry of a list or a row of a table.
fn is_row(line: &str) -> bool {
    let marked = ["- ", "* ", "• ", "– ", "· ", "|", "‣ ", "▪ ", "・"].iter().any(|sign| line.starts_with(sign));
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = number.len() < line.len()
        && line.len() - number.len() <= 2
        && number.starts_with([')', '.'])
        && number[1..].starts_with(' ');
    marked || numbered || line.contains(" | ") || line.contains('\t')
}

fn is_question(sentence: &str) -> bool {
    sentence.trim_end_matches(['"', '”', '»', ')', '*', '_']).ends_with(['?', '？', '؟'])
}

/// Joins questions with what follows them up to the next question.
fn pair(text: &str, language: Language, candidate: usize, pieces: Vec<(Range<usize>, Kind)>) -> Vec<Unit> {
    let mut found = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some((range, kind)) = pieces.next() {
        let own_line = starts_line(text, range.start) && ends_line(text, range.end);
        let answered =
            kind == Kind::Question && own_line && pieces.peek().is_some_and(|(_, kind)| *kind != Kind::Question);
        if !answered {
            let terms = terms(&text[range.clone()], language);
            found.push(Unit { candidate, range, kind, terms, asked: Vec::new() });
            continue;
        }
        let mut answer: Option<Range<usize>> = None;
        while let Some((next, _)) = pieces.next_if(|(_, kind)| *kind != Kind::Question) {
            let start = answer.as_ref().map_or(next.start, |answer| answer.start);
            answer = Some(start..next.end);
        }
        let Some(mut answer) = answer else { continue };
        answer.start += sign_of_answer(&text[answer.clone()]);
        let asked = terms(&text[range.clone()], language);
        let mut all = asked.clone();
        all.extend(terms(&text[answer.clone()], language));
        found.push(Unit { candidate, range: answer, kind: Kind::Answer, terms: all, asked });
    }
    found
}

/// Bytes of the "A: " that an answer begins with.
fn sign_of_answer(answer: &str) -> usize {
    let signs = ["A:", "R:", "О:", "Antwort:", "Answer:", "Réponse :", "Respuesta:", "答：", "答:", "A：", "ج:", "답:"];
    let sign = signs.iter().find(|sign| answer.starts_with(**sign));
    sign.map_or(0, |sign| answer.len() - answer[sign.len()..].trim_start().len())
}

fn starts_line(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches([' ', '*', '_', '#']).chars().next_back().is_none_or(|c| c == '\n')
}

fn ends_line(text: &str, at: usize) -> bool {
    text[at..].trim_start_matches([' ', '*', '_']).chars().next().is_none_or(|c| c == '\n')
}
