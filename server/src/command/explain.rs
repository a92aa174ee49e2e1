//! `romashka explain`: how a bot's message came about, in the order in which the bot worked.

use super::{Failure, explained};
use crate::compose;
use crate::config::Config;
use clap::Args;
use domain::explanation::{AskedOf, CheckedSentence, Decided, ExplainedPassage, Explanation, PassageFigures, Saw};
use domain::ids::MessageRef;
use domain::tools::ToolUse;
use engine::{Ctx, answer};

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The message's public id, as in msg_0a1b2c3d4e5f6g7h8j9k; of any workspace
    message: MessageRef,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Explain {
    pub(super) async fn run(self, config: Config) -> Result<(), Failure> {
        let app = compose::open(&config, config.links(config.addr)).await.map_err(explained)?;
        let explanation = self.explain(&app).await;
        app.store().close().await;
        let explanation = explanation.map_err(explained)?;
        match self.json {
            true => println!("{}", serde_json::to_string_pretty(&explanation)?),
            false => print!("{}", in_words(&explanation)),
        }
        Ok(())
    }

    async fn explain(&self, app: &engine::App) -> engine::Result<Explanation> {
        let workspace = answer::find_workspace(app, &self.message).await?;
        answer::explain(&Ctx::system(app, workspace), &self.message).await
    }
}

/// Sections with indented lines.
fn in_words(explanation: &Explanation) -> String {
    let Explanation {
        message,
        conversation,
        seq,
        kind,
        saw,
        scored,
        dropped,
        tools,
        asked,
        checked,
        decided,
        basis,
        ms,
        ..
    } = explanation;
    let mut page = Page::default();
    page.head(format!("{message}, message {seq} of {conversation}, taken for: {}", kind.replace('_', " ")));
    page.section("Saw", saw_lines(saw));
    page.section("Scored", scored.iter().enumerate().flat_map(|(place, passage)| passage_lines(place, passage)));
    page.section("Dropped", dropped.iter().map(|passage| figures(&passage.figures, passage.title.as_deref())));
    page.section("Tools", tools.iter().map(tool_line));
    page.section("Asked", asked.iter().flat_map(asked_lines));
    page.section("Checked", checked.iter().map(sentence));
    page.section("Decided", decided_lines(decided));
    page.section(
        "Made from",
        basis.iter().flat_map(|basis| {
            [
                format!("hash           {}", basis.hash),
                format!("configuration  {}", basis.configuration),
                format!("prompt         {}", basis.prompt),
                format!("knowledge      change {}", basis.knowledge),
                format!("program        {}", basis.program),
            ]
        }),
    );
    let part = |name: &str, time: Option<f64>| time.map(|time| format!("{name} {time} ms"));
    let times = [part("gather", ms.gather), part("ask and check", ms.ask), part("in all", Some(ms.total))];
    page.section("Took", [times.into_iter().flatten().collect::<Vec<_>>().join(", ")]);
    page.0
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn head(&mut self, text: String) {
        self.0.push_str(&text);
        self.0.push('\n');
    }

    /// A section; none where it has no lines.
    fn section(&mut self, title: &str, lines: impl IntoIterator<Item = String>) {
        for (number, line) in lines.into_iter().enumerate() {
            if number == 0 {
                self.head(format!("\n{title}"));
            }
            for line in line.lines() {
                self.head(format!("  {}", printable(line)));
            }
        }
    }
}

/// A line without what would steer a terminal: visitors write what they like.
fn printable(line: &str) -> String {
    line.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn saw_lines(saw: &Saw) -> Vec<String> {
    let said =
        |said: &domain::explanation::SaidBefore| format!("{:>4} {:<8} {}", said.seq, said.author.as_str(), said.text);
    let mut lines: Vec<String> = saw.earlier.iter().map(said).collect();
    lines.extend(saw.messages.iter().map(|message| format!("{}   <- answered", said(message))));
    if !saw.question.is_empty() {
        lines.push(format!("question     {}", saw.question));
        let leant = if saw.leans_back { "   (leans on what was asked before)" } else { "" };
        lines.push(format!("looked up    {}{leant}", saw.query));
    }
    if let Some(analysis) = &saw.analysis {
        let language = analysis.language.map_or("not sure", |language| language.name());
        lines.push(format!("language     {language} ({:.2})", analysis.language_confidence));
        if let Some(known) = analysis.known_language {
            lines.push(format!("known before {}", known.name()));
        }
        lines.push(format!("wants human  {:.2}", analysis.wants_human));
        if let Some(felt) = &analysis.sentiment {
            lines.push(format!("feeling      {} {:+.2} ({:.2})", felt.label.as_str(), felt.score, felt.confidence));
        }
        if let Some(intent) = &analysis.intent {
            lines.push(format!("intent       {intent} ({:.2})", analysis.intent_confidence));
        }
        if let Some(own) = &analysis.own_intent {
            let name = saw.own_intent.as_deref().unwrap_or("(it is gone)");
            let below = if own.is_meant { "" } else { "   (below its threshold)" };
            lines.push(format!("own intent   {name} ({:.2}){below}", own.confidence));
        }
    }
    let named = |entity: &domain::analysis::Entity| {
        format!("names        {} {} ({:.2})", entity.kind.as_str(), entity.value, entity.confidence)
    };
    lines.extend(saw.entities.iter().map(named));
    lines
}

fn figures(figures: &PassageFigures, title: Option<&str>) -> String {
    let PassageFigures { item, version, passage, language, score, coverage, cited, why, effect, .. } = figures;
    let title = title.unwrap_or("(the item is gone)");
    let cited = if *cited { "  cited" } else { "" };
    let why = why.map(|why| format!("  dropped: {}", why.label())).unwrap_or_default();
    let votes = effect.map(|effect| format!("  votes x{effect:.3}")).unwrap_or_default();
    format!(
        "{title} ({item} version {version}, passage {passage}, {})  score {score:.2}  coverage {coverage:.2}{votes}{cited}{why}",
        language.name()
    )
}

fn passage_lines(place: usize, passage: &ExplainedPassage) -> Vec<String> {
    let mut lines = vec![format!("[{}] {}", place + 1, figures(&passage.figures, passage.title.as_deref()))];
    let words = passage.text.as_deref().unwrap_or_default().lines().filter(|line| !line.trim().is_empty());
    lines.extend(words.map(|line| format!("    | {line}")));
    lines
}

fn tool_line(used: &ToolUse) -> String {
    let why = used.why.as_deref().map(|why| format!(": {why}")).unwrap_or_default();
    let missing = used.missing.map(|kind| format!(": {}", kind.label().to_lowercase())).unwrap_or_default();
    let took = if used.ms > 0.0 { format!("   {} ms", used.ms) } else { String::new() };
    format!("{:<16} {}{why}{missing}{took}", used.tool, used.outcome.label().to_lowercase())
}

fn asked_lines(asked: &AskedOf) -> Vec<String> {
    let mut lines = vec![format!("written by   {}", asked.engine)];
    if let Some(model) = &asked.model {
        lines.push(format!(
            "model        {model}, asked {} time{}",
            asked.tries,
            if asked.tries == 1 { "" } else { "s" }
        ));
    }
    if let Some(parameters) = &asked.parameters {
        lines.push(format!(
            "parameters   max_tokens {}, temperature {}, presence_penalty {}, frequency_penalty {}",
            parameters.max_tokens, parameters.temperature, parameters.presence_penalty, parameters.frequency_penalty
        ));
    }
    if let Some(action) = &asked.action {
        lines.push(format!("it did       {}", action.replace('_', " ")));
    }
    if let Some(repaired) = &asked.repaired {
        lines.push(format!("asked to mend {repaired}"));
    }
    if let Some(fallback) = &asked.fallback {
        lines.push(format!("fell back    {fallback}"));
    }
    if let Some(redacted) = &asked.redacted {
        let counts: Vec<String> = redacted.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        lines
            .push(format!("redacted     {}", if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") }));
    }
    lines
}

fn sentence(sentence: &CheckedSentence) -> String {
    let figures = &sentence.figures;
    let rests_on: Vec<String> = figures.passages.iter().map(|place| format!("[{}]", place + 1)).collect();
    let support = figures.support.map(|support| format!(" support {support:.2}")).unwrap_or_default();
    let text = sentence.text.as_deref().unwrap_or("(not said, so its words are not kept)");
    format!("{:<12} {}{support}  {}", figures.verdict, rests_on.concat(), text.replace('\n', " "))
}

fn decided_lines(decided: &Decided) -> Vec<String> {
    let verdict = decided.verdict.map_or("none", |verdict| verdict.label());
    let confidence = decided.confidence.map(|confidence| format!(", confidence {confidence:.2}")).unwrap_or_default();
    let offer = if decided.offers_human { ", offers a human" } else { "" };
    let mut lines = vec![format!("{verdict}{confidence}{offer}")];
    lines.extend(decided.text.lines().map(|line| format!("    > {line}")));
    for cited in &decided.citations {
        let citation = &cited.citation;
        let (item, version, start, end) = (&citation.item, citation.version, citation.start, citation.end);
        lines.push(format!("cites {} ({item} version {version}, bytes {start} to {end})", citation.title));
        let words =
            cited.text.as_deref().unwrap_or("(the item is gone)").lines().filter(|line| !line.trim().is_empty());
        lines.extend(words.map(|line| format!("    | {line}")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_visitor_wrote_steers_no_terminal() {
        let mut page = Page::default();
        page.section("Saw", ["a\u{1b}[2J\nb".to_owned()]);
        assert_eq!(page.0, "\nSaw\n  a\u{fffd}[2J\n  b\n");
    }

    #[test]
    fn a_section_without_lines_is_left_out() {
        let mut page = Page::default();
        page.section("Dropped", []);
        assert_eq!(page.0, "");
    }
}
