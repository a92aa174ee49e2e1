//! Texts as vectors: a model folder in the form of sentence-transformers, run in this process on the processor.
//!
//! A folder holds `config.json`, `model.safetensors` and `tokenizer.json` (or `vocab.txt`); `modules.json`,
//! `1_Pooling/config.json`, `sentence_bert_config.json` and `config_sentence_transformers.json` are heeded where they are
//! there. Models of the kinds BERT and (XLM-)RoBERTa are understood; what is not understood is refused when the folder is
//! opened, never guessed.
//!
//! ```no_run
//! # fn main() -> Result<(), embedder::BadFolder> {
//! use embedder::{Folder, Side};
//! let folder = Folder::open("models/all-MiniLM-L6-v2".as_ref())?;
//! let vectors = folder.embed(Side::Passage, &["Parcels take two days."], 1)?;
//! assert_eq!(vectors[0].len(), folder.dimensions());
//! # Ok(())
//! # }
//! ```

mod bert;
mod settings;
#[cfg(feature = "testing")]
pub mod testing;
mod tokens;
mod weights;

use std::fmt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use bert::Bert;
use settings::Settings;
use tokens::Tokens;

/// A folder that cannot be used; the text is a whole sentence that says why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadFolder(pub(crate) String);

/// What a text is: some models are told, and give the two sides different vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A question that is looked up.
    Query,
    /// A text that is to be found.
    Passage,
}

/// Tokens that go through the model together. More of them are no faster, and cost memory.
const BATCH_TOKENS: usize = 512;

/// A model, loaded.
pub struct Folder {
    path: PathBuf,
    id: String,
    settings: Settings,
    tokens: Tokens,
    bert: Bert,
}

impl fmt::Debug for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Folder").field("path", &self.path).field("id", &self.id).finish_non_exhaustive()
    }
}

impl Folder {
    /// Reads the folder. Takes as long as reading its weights, and as much memory as they do.
    ///
    /// # Errors
    /// When a file is missing or cannot be understood, or the model is of a kind that is not known here.
    pub fn open(path: &Path) -> Result<Self, BadFolder> {
        let settings = Settings::read(path)?;
        let tokens = Tokens::read(path, settings.longest)?;
        let bytes = read(path, "model.safetensors")?;
        let bert = Bert::read(&bytes, &settings)?;
        if tokens.highest() >= bert.words() {
            let (has, knows) = (tokens.highest() + 1, bert.words());
            return Err(BadFolder(format!(
                "The tokenizer in {} knows {has} pieces and the model {knows}: they do not belong together.",
                path.display()
            )));
        }
        let id = id(path, &bytes)?;
        Ok(Self { path: path.to_owned(), id, settings, tokens, bert })
    }

    /// The folder's name with a fingerprint of its files: the same where the vectors are the same.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Numbers of a vector.
    pub fn dimensions(&self) -> usize {
        self.bert.width()
    }

    /// Tokens of a text that count; what lies behind them is cut off.
    pub fn longest(&self) -> usize {
        self.settings.longest
    }

    /// A vector of length one for each text, on up to `threads` threads.
    ///
    /// # Errors
    /// When the tokenizer cannot read a text.
    pub fn embed(&self, side: Side, texts: &[&str], threads: usize) -> Result<Vec<Vec<f32>>, BadFolder> {
        let prompt = match side {
            Side::Query => &self.settings.query_prompt,
            Side::Passage => &self.settings.passage_prompt,
        };
        let ids: Vec<Vec<u32>> =
            texts.iter().map(|text| self.tokens.ids(&format!("{prompt}{text}"))).collect::<Result<_, _>>()?;
        // Texts of like length go together, so that the threads have the same to do.
        let mut order: Vec<usize> = (0..ids.len()).collect();
        order.sort_by_key(|text| std::cmp::Reverse(ids[*text].len()));
        let batches = batches(&order, &ids);
        let mut vectors = vec![Vec::new(); texts.len()];
        let next = std::sync::atomic::AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            while let Some(batch) = batches.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                let batch_ids: Vec<&[u32]> = batch.iter().map(|text| ids[*text].as_slice()).collect();
                let rows = self.bert.embed(&batch_ids, self.settings.pooling);
                done.extend(batch.iter().copied().zip(rows));
            }
            done
        };
        let threads = threads.clamp(1, batches.len().max(1));
        let done = if threads == 1 {
            vec![work()]
        } else {
            std::thread::scope(|scope| {
                let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
                handles.into_iter().map(|handle| handle.join().unwrap_or_default()).collect()
            })
        };
        for (text, vector) in done.into_iter().flatten() {
            vectors[text] = vector;
        }
        match vectors.iter().any(Vec::is_empty) {
            true => Err(BadFolder("A text could not be turned into a vector.".into())),
            false => Ok(vectors),
        }
    }
}

/// Numbers of texts that go through the model together.
fn batches(order: &[usize], ids: &[Vec<u32>]) -> Vec<Vec<usize>> {
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut tokens = BATCH_TOKENS;
    for &text in order {
        let more = ids[text].len();
        match batches.last_mut() {
            Some(batch) if tokens + more <= BATCH_TOKENS => batch.push(text),
            _ => {
                batches.push(vec![text]);
                tokens = 0;
            }
        }
        tokens += more;
    }
    batches
}

/// A file of the folder.
fn read(folder: &Path, name: &str) -> Result<Vec<u8>, BadFolder> {
    std::fs::read(folder.join(name))
        .map_err(|wrong| BadFolder(format!("{} cannot be read: {wrong}.", folder.join(name).display())))
}

/// A file of the folder that may be missing.
fn read_maybe(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, BadFolder> {
    match folder.join(name).exists() {
        true => read(folder, name).map(Some),
        false => Ok(None),
    }
}

fn id(folder: &Path, weights: &[u8]) -> Result<String, BadFolder> {
    let mut digest = Sha256::new();
    let names = [
        "config.json",
        "tokenizer.json",
        "vocab.txt",
        "modules.json",
        "1_Pooling/config.json",
        "sentence_bert_config.json",
        "config_sentence_transformers.json",
    ];
    for name in names {
        let bytes = read_maybe(folder, name)?.unwrap_or_default();
        digest.update(bytes.len().to_le_bytes());
        digest.update(&bytes);
    }
    digest.update(weights);
    let print: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = folder.canonicalize().ok();
    let name = name.as_deref().unwrap_or(folder).file_name().and_then(|name| name.to_str()).unwrap_or("model");
    Ok(format!("{name}:{print}"))
}
