//! Texts as the numbers of their pieces.

use std::fmt::Display;
use std::path::Path;

use serde::Deserialize;
use tokenizers::models::wordpiece::WordPiece;
use tokenizers::normalizers::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::processors::bert::BertProcessing;
use tokenizers::{Tokenizer, TruncationParams};

use crate::{BadFolder, read, read_maybe};

#[derive(Debug)]
pub(crate) struct Tokens(Tokenizer);

#[derive(Deserialize)]
struct Config {
    #[serde(default = "yes")]
    do_lower_case: bool,
}

fn yes() -> bool {
    true
}

impl Tokens {
    pub(crate) fn read(folder: &Path, longest: usize) -> Result<Self, BadFolder> {
        let name = if folder.join("tokenizer.json").exists() { "tokenizer.json" } else { "vocab.txt" };
        let wrong = |reason: &dyn Display| {
            BadFolder(format!("{} cannot be understood: {reason}.", folder.join(name).display()))
        };
        let mut tokenizer = match name {
            "tokenizer.json" => Tokenizer::from_bytes(read(folder, name)?).map_err(|reason| wrong(&reason))?,
            _ => by_vocabulary(folder, &read(folder, name)?, &wrong)?,
        };
        tokenizer.with_padding(None);
        let cut = TruncationParams { max_length: longest, ..TruncationParams::default() };
        tokenizer.with_truncation(Some(cut)).map_err(|reason| wrong(&reason))?;
        Ok(Self(tokenizer))
    }

    pub(crate) fn ids(&self, text: &str) -> Result<Vec<u32>, BadFolder> {
        let wrong = |reason| BadFolder(format!("A text cannot be cut into pieces: {reason}."));
        Ok(self.0.encode_fast(text, true).map_err(wrong)?.get_ids().to_vec())
    }

    /// The highest number of a piece.
    pub(crate) fn highest(&self) -> usize {
        self.0.get_vocab(true).into_values().max().unwrap_or(0) as usize
    }
}

/// BERT's own way, of which a folder may hold the pieces alone.
fn by_vocabulary(
    folder: &Path,
    bytes: &[u8],
    wrong: &dyn Fn(&dyn Display) -> BadFolder,
) -> Result<Tokenizer, BadFolder> {
    let text = std::str::from_utf8(bytes).map_err(|reason| wrong(&reason))?;
    let number = |piece: &str| text.lines().zip(0..).find(|(known, _)| known.trim_end() == piece).map(|(_, n)| n);
    let (Some(first), Some(last), Some(_)) = (number("[CLS]"), number("[SEP]"), number("[UNK]")) else {
        return Err(wrong(&"one of [CLS], [SEP] and [UNK] is missing"));
    };
    let config = read_maybe(folder, "tokenizer_config.json")?;
    let lowercase = match config {
        Some(bytes) => serde_json::from_slice::<Config>(&bytes).map_err(|reason| wrong(&reason))?.do_lower_case,
        None => true,
    };
    let model = WordPiece::from_file(&folder.join("vocab.txt").to_string_lossy()).unk_token("[UNK]".into()).build();
    let mut tokenizer = Tokenizer::new(model.map_err(|reason| wrong(&reason))?);
    let normal = BertNormalizer::new(true, true, None, lowercase);
    tokenizer.with_normalizer(Some(normal)).map_err(|reason| wrong(&reason))?;
    tokenizer.with_pre_tokenizer(Some(BertPreTokenizer));
    tokenizer.with_post_processor(Some(BertProcessing::new(("[SEP]".into(), last), ("[CLS]".into(), first))));
    Ok(tokenizer)
}
