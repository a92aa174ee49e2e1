//! What the folder's small files say about the model.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{BadFolder, read, read_maybe};

/// How the vectors of a text's tokens become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pooling {
    Mean,
    /// That of the first token.
    First,
    /// The largest of each number.
    Max,
}

/// What stands between the two halves of a layer's second part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bend {
    Gelu,
    /// The same by the hyperbolic tangent.
    GeluByTanh,
    Relu,
}

/// All of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settings {
    pub(crate) hidden: usize,
    pub(crate) heads: usize,
    pub(crate) layers: usize,
    pub(crate) epsilon: f32,
    pub(crate) bend: Bend,
    /// The place of a text's first token.
    pub(crate) first_place: usize,
    /// Tokens of a text that count.
    pub(crate) longest: usize,
    pub(crate) pooling: Pooling,
    /// What is put before a question, and before a passage.
    pub(crate) query_prompt: String,
    pub(crate) passage_prompt: String,
}

#[derive(Deserialize)]
struct Config {
    model_type: Option<String>,
    hidden_size: usize,
    num_attention_heads: usize,
    num_hidden_layers: usize,
    max_position_embeddings: usize,
    #[serde(default = "epsilon")]
    layer_norm_eps: f32,
    hidden_act: Option<String>,
    pad_token_id: Option<usize>,
    position_embedding_type: Option<String>,
}

fn epsilon() -> f32 {
    1e-12
}

#[derive(Deserialize)]
struct Module {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    path: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PoolingConfig {
    pooling_mode_cls_token: bool,
    pooling_mode_mean_tokens: bool,
    pooling_mode_max_tokens: bool,
    pooling_mode_mean_sqrt_len_tokens: bool,
    pooling_mode_weightedmean_tokens: bool,
    pooling_mode_lasttoken: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Sentence {
    max_seq_length: Option<usize>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Prompts {
    prompts: std::collections::BTreeMap<String, String>,
}

impl Settings {
    pub(crate) fn read(folder: &Path) -> Result<Self, BadFolder> {
        let refuse = |what: String| Err(BadFolder(format!("{}: {what}", folder.display())));
        let config: Config = parse(folder, "config.json", &read(folder, "config.json")?)?;
        let kind = config.model_type.as_deref().unwrap_or("bert");
        let first_place = match kind {
            "bert" => 0,
            "roberta" | "xlm-roberta" | "camembert" => config.pad_token_id.unwrap_or(1) + 1,
            other => {
                return refuse(format!("the model is of the kind “{other}”; BERT and (XLM-)RoBERTa are understood."));
            }
        };
        if config.position_embedding_type.as_deref().is_some_and(|places| places != "absolute") {
            return refuse("the model counts places relative to each other, which is not understood.".into());
        }
        let bend = match config.hidden_act.as_deref().unwrap_or("gelu") {
            "gelu" => Bend::Gelu,
            "gelu_new" | "gelu_pytorch_tanh" => Bend::GeluByTanh,
            "relu" => Bend::Relu,
            other => return refuse(format!("the model bends by “{other}”, which is not understood.")),
        };
        let (hidden, heads) = (config.hidden_size, config.num_attention_heads);
        if heads == 0 || hidden == 0 || hidden % heads != 0 {
            return refuse(format!("a width of {hidden} cannot be shared by {heads} heads."));
        }
        let places = config.max_position_embeddings.saturating_sub(first_place);
        let sentence: Sentence = parse_maybe(folder, "sentence_bert_config.json")?;
        let longest = sentence.max_seq_length.unwrap_or(places).min(places);
        if longest < 3 {
            return refuse("there is no place for a text beside its marks.".into());
        }
        let pooling_file = modules(folder)?.unwrap_or_else(|| "1_Pooling".into());
        let pooling = pooling(folder, &format!("{pooling_file}/config.json"))?;
        let prompts: Prompts = parse_maybe(folder, "config_sentence_transformers.json")?;
        let prompt = |names: &[&str]| names.iter().find_map(|name| prompts.prompts.get(*name)).cloned();
        Ok(Self {
            hidden,
            heads,
            layers: config.num_hidden_layers,
            epsilon: config.layer_norm_eps,
            bend,
            first_place,
            longest,
            pooling,
            query_prompt: prompt(&["query", "search_query"]).unwrap_or_default(),
            passage_prompt: prompt(&["passage", "document", "search_document"]).unwrap_or_default(),
        })
    }
}

/// The folder of the pooling, after a look whether the model consists of parts that are known.
fn modules(folder: &Path) -> Result<Option<String>, BadFolder> {
    let Some(bytes) = read_maybe(folder, "modules.json")? else { return Ok(None) };
    let modules: Vec<Module> = parse(folder, "modules.json", &bytes)?;
    let mut pooling = None;
    for module in modules {
        match module.kind.rsplit('.').next().unwrap_or_default() {
            "Transformer" | "Normalize" => {}
            "Pooling" => pooling = Some(module.path),
            other => {
                let known = "Transformer, Pooling and Normalize are understood.";
                return Err(BadFolder(format!("{}: the model has a part “{other}”; {known}", folder.display())));
            }
        }
    }
    Ok(pooling)
}

fn pooling(folder: &Path, name: &str) -> Result<Pooling, BadFolder> {
    if !folder.join(name).exists() {
        return Ok(Pooling::Mean);
    }
    let config: PoolingConfig = parse_maybe(folder, name)?;
    let other = config.pooling_mode_mean_sqrt_len_tokens
        || config.pooling_mode_weightedmean_tokens
        || config.pooling_mode_lasttoken;
    match (config.pooling_mode_mean_tokens, config.pooling_mode_cls_token, config.pooling_mode_max_tokens, other) {
        (true, false, false, false) => Ok(Pooling::Mean),
        (false, true, false, false) => Ok(Pooling::First),
        (false, false, true, false) => Ok(Pooling::Max),
        _ => {
            let path = folder.join(name);
            Err(BadFolder(format!(
                "{} asks for a pooling that is not understood; one of mean, first token and maximum is.",
                path.display()
            )))
        }
    }
}

fn parse_maybe<T: DeserializeOwned + Default>(folder: &Path, name: &str) -> Result<T, BadFolder> {
    read_maybe(folder, name)?.map_or_else(|| Ok(T::default()), |bytes| parse(folder, name, &bytes))
}

fn parse<T: DeserializeOwned>(folder: &Path, name: &str, bytes: &[u8]) -> Result<T, BadFolder> {
    serde_json::from_slice(bytes)
        .map_err(|wrong| BadFolder(format!("{} cannot be understood: {wrong}.", folder.join(name).display())))
}
