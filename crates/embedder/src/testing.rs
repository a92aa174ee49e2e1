//! A tiny model folder for tests: weights that look thrown, and words of which some mean the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use safetensors::Dtype;
use safetensors::tensor::TensorView;

/// Numbers of a vector.
pub const WIDTH: usize = 24;
/// Heads of its attention.
pub const HEADS: usize = 3;
/// Its layers.
pub const LAYERS: usize = 2;
/// Numbers in the middle of a layer.
pub const BETWEEN: usize = 40;
/// Places for tokens.
pub const PLACES: usize = 16;

/// Its pieces that are no words, in their order.
const MARKS: [&str; 4] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];

/// A table of weights: its name, its shape and its numbers, row by row.
pub type Table = (String, Vec<usize>, Vec<f32>);

/// The weights of the model that knows these words; those of one list mean the same to it.
pub fn tables(words: &[&[&str]]) -> Vec<Table> {
    let mut dice = Dice(7);
    let mut tables = Vec::new();
    let mut rows = dice.numbers(MARKS.len() * WIDTH, 1.0);
    for same in words {
        let row = dice.numbers(WIDTH, 1.0);
        same.iter().for_each(|_| rows.extend(&row));
    }
    let pieces = rows.len() / WIDTH;
    tables.push(("embeddings.word_embeddings.weight".into(), vec![pieces, WIDTH], rows));
    let mut add = |name: String, shape: &[usize], size: f32, middle: f32| {
        let numbers = dice.numbers(shape.iter().product(), size).into_iter().map(|n| n + middle).collect();
        tables.push((name, shape.to_vec(), numbers));
    };
    add("embeddings.position_embeddings.weight".into(), &[PLACES, WIDTH], 0.1, 0.0);
    add("embeddings.token_type_embeddings.weight".into(), &[2, WIDTH], 0.1, 0.0);
    add("embeddings.LayerNorm.weight".into(), &[WIDTH], 0.1, 1.0);
    add("embeddings.LayerNorm.bias".into(), &[WIDTH], 0.1, 0.0);
    for layer in 0..LAYERS {
        let linear = [
            ("attention.self.query", WIDTH, WIDTH),
            ("attention.self.key", WIDTH, WIDTH),
            ("attention.self.value", WIDTH, WIDTH),
            ("attention.output.dense", WIDTH, WIDTH),
            ("intermediate.dense", BETWEEN, WIDTH),
            ("output.dense", WIDTH, BETWEEN),
        ];
        for (name, out, into) in linear {
            add(format!("encoder.layer.{layer}.{name}.weight"), &[out, into], 0.3, 0.0);
            add(format!("encoder.layer.{layer}.{name}.bias"), &[out], 0.1, 0.0);
        }
        for name in ["attention.output.LayerNorm", "output.LayerNorm"] {
            add(format!("encoder.layer.{layer}.{name}.weight"), &[WIDTH], 0.1, 1.0);
            add(format!("encoder.layer.{layer}.{name}.bias"), &[WIDTH], 0.1, 0.0);
        }
    }
    tables
}

/// Writes the folder.
///
/// # Errors
/// When it cannot be written.
pub fn make(folder: &Path, words: &[&[&str]]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder.join("1_Pooling"))?;
    let pieces: Vec<&str> = MARKS.into_iter().chain(words.iter().flat_map(|same| same.iter().copied())).collect();
    std::fs::write(folder.join("vocab.txt"), pieces.join("\n"))?;
    let config = format!(
        r#"{{"model_type":"bert","hidden_size":{WIDTH},"num_attention_heads":{HEADS},"num_hidden_layers":{LAYERS},
        "max_position_embeddings":{PLACES},"hidden_act":"gelu","layer_norm_eps":1e-12}}"#
    );
    std::fs::write(folder.join("config.json"), config)?;
    std::fs::write(folder.join("1_Pooling/config.json"), r#"{"pooling_mode_mean_tokens":true}"#)?;
    let tables: Vec<(String, Vec<usize>, Vec<u8>)> = tables(words)
        .into_iter()
        .map(|(name, shape, numbers)| (name, shape, numbers.iter().flat_map(|n| n.to_le_bytes()).collect()))
        .collect();
    let view = |shape: &Vec<usize>, bytes| TensorView::new(Dtype::F32, shape.clone(), bytes);
    let views: Result<BTreeMap<&str, TensorView<'_>>, _> =
        tables.iter().map(|(name, shape, bytes)| view(shape, bytes).map(|view| (name.as_str(), view))).collect();
    let bytes = views.and_then(|views| safetensors::serialize(views, None)).map_err(std::io::Error::other)?;
    std::fs::write(folder.join("model.safetensors"), bytes)
}

/// Writes a folder to which the words of both texts of a pair mean the same, but for those that other pairs have too.
///
/// # Errors
/// When it cannot be written.
pub fn make_of_pairs<'a>(folder: &Path, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> std::io::Result<()> {
    let all: Vec<BTreeSet<String>> =
        pairs.into_iter().map(|(one, other)| words_of(&format!("{one} {other}"))).collect();
    let is_own = |word: &&String| all.iter().filter(|of| of.contains(*word)).count() == 1;
    let own: Vec<Vec<&str>> = all.iter().map(|of| of.iter().filter(is_own).map(String::as_str).collect()).collect();
    make(folder, &own.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn words_of(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Numbers that look thrown and are the same each time.
struct Dice(u64);

impl Dice {
    fn numbers(&mut self, count: usize, size: f32) -> Vec<f32> {
        (0..count).map(|_| (self.next() * 2.0 - 1.0) * size).collect()
    }

    /// From 0 to 1.
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1_u64 << 24) as f32
    }
}
