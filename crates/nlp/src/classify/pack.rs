//! A model as bytes: keys by their distances, counts instead of weights of rarity, weights as they are.

use super::features::{FAMILIES, Reader};
use super::model::{Model, Scope};
use super::vocabulary::Vocabulary;
use super::weights::Compact;
use domain::Language;

/// The first bytes of a model; the last one counts the changes of the form.
const MARK: &[u8; 4] = b"RCL\x01";
/// In the byte that says how texts are read: vectors of meaning count too.
const WITH_MEANINGS: u8 = 2;
/// More labels than this no model has.
const MOST_LABELS: usize = 10_000;

/// Bytes that are no model of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no classifier of this version: {0}")]
pub struct BadModel(&'static str);

pub(super) fn pack(model: &Model) -> Vec<u8> {
    let mut out = MARK.to_vec();
    out.push(u8::from(model.reader.tone) | if model.meanings > 0 { WITH_MEANINGS } else { 0 });
    if model.meanings > 0 {
        number(&mut out, model.meanings);
    }
    text(&mut out, model.reader.language.map_or("", Language::code));
    number(&mut out, model.labels.len());
    for label in &model.labels {
        text(&mut out, label);
    }
    for part in model.scope.parts() {
        out.extend(part.to_le_bytes());
    }
    let vocabulary = &model.vocabulary;
    for share in vocabulary.shares {
        out.extend(share.to_le_bytes());
    }
    number(&mut out, vocabulary.texts as usize);
    number(&mut out, vocabulary.keys.len());
    let mut before = 0;
    for (&key, &count) in vocabulary.keys.iter().zip(&vocabulary.counts) {
        number(&mut out, (key - before) as usize);
        number(&mut out, count as usize);
        before = key;
    }
    for scale in &model.weights.scales {
        out.extend(scale.to_le_bytes());
    }
    for column in 0..vocabulary.width() + model.meanings {
        let (labels, weights) = model.weights.column(column as u32);
        number(&mut out, labels.len());
        let mut next = 0;
        for (&label, &weight) in labels.iter().zip(weights) {
            number(&mut out, usize::from(label - next));
            out.push(weight.cast_unsigned());
            next = label + 1;
        }
    }
    out
}

pub(super) fn unpack(bytes: &[u8]) -> Result<Model, BadModel> {
    let mut from = Source(bytes);
    if from.take(MARK.len())? != MARK {
        return Err(BadModel("its mark is missing"));
    }
    let kind = from.take(1)?[0];
    let tone = kind & !WITH_MEANINGS != 0;
    let meanings = if kind & WITH_MEANINGS == 0 { 0 } else { from.number()? };
    let language = match from.text()? {
        "" => None,
        code => Some(code.parse::<Language>().map_err(|_| BadModel("its language is unknown"))?),
    };
    let count = from.number()?;
    if count > MOST_LABELS {
        return Err(BadModel("it has too many labels"));
    }
    let labels = (0..count).map(|_| from.text().map(str::to_owned)).collect::<Result<Vec<_>, _>>()?;
    let mut parts = [0.0; Scope::PARTS];
    for part in &mut parts {
        *part = from.float()?;
    }
    let mut shares = [0.0; FAMILIES];
    for share in &mut shares {
        *share = from.float()?;
    }
    let texts = from.number()? as u32;
    let known = from.number()?;
    // Each takes two bytes or more: a length that lies reserves nothing.
    if known > from.0.len() {
        return Err(BadModel("it is cut off"));
    }
    let (mut keys, mut counts, mut before) = (Vec::with_capacity(known), Vec::with_capacity(known), 0_u32);
    for _ in 0..known {
        let gap = u32::try_from(from.number()?).map_err(|_| BadModel("a key is too large"))?;
        before = before.checked_add(gap).ok_or(BadModel("a key is too large"))?;
        keys.push(before);
        counts.push(u32::try_from(from.number()?).map_err(|_| BadModel("a count is too large"))?);
    }
    let scales = (0..count).map(|_| from.float()).collect::<Result<Vec<_>, _>>()?;
    let mut weights = Compact::new(scales);
    for _ in 0..=known.saturating_add(meanings) {
        let mut next = 0;
        for _ in 0..from.number()? {
            let label = next + from.number()?;
            if label >= count {
                return Err(BadModel("a weight has no label"));
            }
            weights.push(label as u16, from.take(1)?[0].cast_signed());
            next = label + 1;
        }
        weights.end_column();
    }
    if !from.0.is_empty() {
        return Err(BadModel("it is followed by something else"));
    }
    let vocabulary = Vocabulary::new(keys, counts, texts, shares);
    let (reader, scope) = (Reader { language, tone }, Scope::from_parts(parts));
    Ok(Model { reader, labels, vocabulary, meanings, weights, scope })
}

/// Seven bits a byte, the low ones first.
fn number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len());
    out.extend(text.as_bytes());
}

/// What is still to be read.
struct Source<'a>(&'a [u8]);

impl<'a> Source<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], BadModel> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(BadModel("it is cut off"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<usize, BadModel> {
        let mut number = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = self.take(1)?[0];
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(BadModel("a number is too large"))
    }

    fn float(&mut self) -> Result<f32, BadModel> {
        let bytes = self.take(4)?.try_into().map_err(|_| BadModel("it is cut off"))?;
        let float = f32::from_le_bytes(bytes);
        if float.is_finite() { Ok(float) } else { Err(BadModel("a number is not finite")) }
    }

    fn text(&mut self) -> Result<&'a str, BadModel> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| BadModel("a label is no text"))
    }
}
