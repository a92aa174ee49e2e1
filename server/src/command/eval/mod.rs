//! `romashka eval`: how good the bot's parts are on a file of cases, one JSON object a line. Each measure is scored by
//! [`engine::evaluation`]; here files are read and figures printed.

mod answers;
mod entities;
mod handoff;
mod intent;
mod language;
mod meaning;
mod redteam;
mod retrieval;
mod sentiment;

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(super) use meaning::Meanings;

use super::{Failure, failure};

/// What was asked for.
#[derive(Debug, Args)]
pub struct Eval {
    #[command(subcommand)]
    measure: Measure,
}

#[derive(Debug, Subcommand)]
enum Measure {
    /// Which language a text is in: {"text","lang","type"?}
    Language(language::Language),
    /// What somebody wants, of the built-in intents or of an owner's: {"text","intent","lang"?}
    Intent(intent::Intent),
    /// How somebody feels, as the bot finds it out or learnt from examples: {"text","label","lang"}
    Sentiment(sentiment::Sentiment),
    /// Which order numbers, dates, sums and the like a text names: {"text","lang","entities":[{"kind","text","value"?}]}
    Entities(entities::Entities),
    /// Who wants a person: {"text","lang","wants_human"}
    Handoff(handoff::Handoff),
    /// Which documents are found: {"id","title"?,"text","lang"?} and {"query","relevant":[ids],"lang"?}
    Retrieval(retrieval::Retrieval),
    /// What the builtin model answers, or leaves unanswered: {"question","answers":[…],"source"?,"lang"?}
    Answers(answers::Answers),
    /// Which attacks are resisted though the model obeys: {"attack","carrier","lang","forbidden":[…],"obeyed"?,"question"?}
    Redteam(redteam::Redteam),
}

impl Eval {
    /// Measures and prints. It needs no database, and of the settings the embedder alone.
    pub(super) async fn run(self, embedder: Option<&str>) -> Result<(), Failure> {
        match self.measure {
            Measure::Language(language) => language.run(),
            Measure::Intent(intent) => intent.run(embedder),
            Measure::Sentiment(sentiment) => sentiment.run(),
            Measure::Entities(entities) => entities.run(),
            Measure::Handoff(handoff) => handoff.run(),
            Measure::Retrieval(retrieval) => retrieval.run(embedder),
            Measure::Answers(answers) => answers.run(embedder),
            Measure::Redteam(redteam) => redteam.run().await,
        }
    }
}

/// Where figures go.
#[derive(Debug, Args)]
struct Output {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Write a line for each case, with all that the figures are computed from
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
}

impl Output {
    /// Prints the figures, and writes what they come from.
    fn print(&self, report: &impl Serialize, predictions: &[impl Serialize]) -> Result<(), Failure> {
        if let Some(path) = &self.predictions {
            write_lines(path, predictions).map_err(|wrong| failure(format!("{}: {wrong}.", path.display())))?;
        }
        let report = serde_json::to_value(report)?;
        if self.json {
            println!("{report}");
        } else {
            for (name, figure) in rows(&report) {
                println!("{name:<32} {figure}");
            }
        }
        Ok(())
    }
}

/// Reads a file of JSON lines; empty lines are passed over.
fn read_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Failure> {
    let named = |wrong: &dyn std::fmt::Display| failure(format!("{}: {wrong}.", path.display()));
    let file = File::open(path).map_err(|wrong| named(&wrong))?;
    let mut cases = Vec::new();
    for (place, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|wrong| named(&wrong))?;
        if line.trim().is_empty() {
            continue;
        }
        let case = serde_json::from_str(&line);
        cases.push(case.map_err(|wrong| named(&format_args!("line {} cannot be read: {wrong}", place + 1)))?);
    }
    if cases.is_empty() {
        return Err(named(&"there is no case in it"));
    }
    Ok(cases)
}

/// The cases of several files.
fn read_all<T: DeserializeOwned>(paths: &[PathBuf]) -> Result<Vec<T>, Failure> {
    Ok(paths.iter().map(|path| read_lines(path)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn write_lines(path: &Path, lines: &[impl Serialize]) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for line in lines {
        serde_json::to_writer(&mut file, line)?;
        file.write_all(b"\n")?;
    }
    file.flush()
}

/// A report as rows: names of nested figures are joined by points.
fn rows(report: &Value) -> Vec<(String, String)> {
    fn walk(name: &str, value: &Value, rows: &mut Vec<(String, String)>) {
        let below = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| walk(&below(key), value, rows)),
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(place, value)| walk(&below(&place.to_string()), value, rows));
            }
            Value::Number(number) if number.is_f64() => {
                rows.push((name.to_owned(), format!("{:.4}", number.as_f64().unwrap_or_default())));
            }
            Value::String(text) => rows.push((name.to_owned(), text.clone())),
            other => rows.push((name.to_owned(), other.to_string())),
        }
    }
    let mut found = Vec::new();
    walk("", report, &mut found);
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{read_lines, rows};
    use serde_json::{Value, json};

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cases.jsonl");
        std::fs::write(&path, "{\"a\":1}\n\n{\"a\":\n").unwrap();
        let wrong = read_lines::<Value>(&path).unwrap_err().to_string();
        assert!(wrong.contains("cases.jsonl: line 3 cannot be read"), "{wrong}");
        std::fs::write(&path, "\n").unwrap();
        assert!(read_lines::<Value>(&path).unwrap_err().to_string().contains("no case"));
        assert!(read_lines::<Value>(&folder.path().join("none")).is_err());
    }

    #[test]
    fn nested_figures_are_named_by_their_path() {
        let report = json!({ "accuracy": 0.5, "by_lang": { "de": 1.0 }, "n": 3, "table": [{ "x": 0.25 }] });
        let found = rows(&report);
        let found: Vec<(&str, &str)> = found.iter().map(|(name, figure)| (name.as_str(), figure.as_str())).collect();
        assert_eq!(found, [("accuracy", "0.5000"), ("by_lang.de", "1.0000"), ("n", "3"), ("table.0.x", "0.2500")]);
    }
}
