//! `romashka doctor`: looks at everything that a server needs and says what is wrong, with the remedy. Changes nothing.

use crate::compose;
use crate::config::{Config, Database, Refused};
use std::net::TcpListener;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grade {
    Good,
    Hint,
    Bad,
}

/// What was found, printed as it comes.
#[derive(Default)]
struct Report {
    bad: usize,
}

impl Report {
    fn say(&mut self, grade: Grade, what: &str, text: &str) {
        let mark = match grade {
            Grade::Good => "ok  ",
            Grade::Hint => "note",
            Grade::Bad => "BAD ",
        };
        self.bad += usize::from(grade == Grade::Bad);
        println!("{mark}  {what:<12} {text}");
    }
    fn good(&mut self, what: &str, text: impl AsRef<str>) {
        self.say(Grade::Good, what, text.as_ref());
    }
    fn hint(&mut self, what: &str, text: impl AsRef<str>) {
        self.say(Grade::Hint, what, text.as_ref());
    }
    fn bad(&mut self, what: &str, text: impl AsRef<str>) {
        self.say(Grade::Bad, what, text.as_ref());
    }
    fn end(self) -> ExitCode {
        match self.bad {
            0 => {
                println!("\nNothing is wrong.");
                ExitCode::SUCCESS
            }
            1 => {
                println!("\nOne thing is wrong; its line says what to do.");
                ExitCode::FAILURE
            }
            n => {
                println!("\n{n} things are wrong; their lines say what to do.");
                ExitCode::FAILURE
            }
        }
    }
}

/// The settings could not even be read.
pub(super) fn refused(refused: &Refused) -> ExitCode {
    let mut report = Report::default();
    report.bad("settings", &refused.0);
    report.end()
}

pub(super) async fn run(config: Config) -> ExitCode {
    let mut report = Report::default();
    report.good("version", compose::VERSION);
    report.good("settings", "read and fit together");
    for warning in config.warnings() {
        report.hint("settings", warning);
    }
    address(&config, &mut report);
    data_dir(&config, &mut report);
    file_handles(&mut report);
    secret_and_database(&config, &mut report).await;
    mail(&config, &mut report).await;
    model(&config, &mut report).await;
    embedder(&config, &mut report).await;
    site(&mut report);
    report.end()
}

fn address(config: &Config, report: &mut Report) {
    match TcpListener::bind(config.addr) {
        Ok(_) => report.good("address", format!("{} is free", config.addr)),
        Err(wrong) if wrong.kind() == std::io::ErrorKind::AddrInUse => {
            report.hint("address", format!("{} is in use: by a running ROMASHKA, or set ROMASHKA_ADDR", config.addr));
        }
        Err(wrong) => {
            report.bad("address", format!("{} cannot be listened on ({wrong}); set ROMASHKA_ADDR", config.addr))
        }
    }
}

fn data_dir(config: &Config, report: &mut Report) {
    let folder = &config.data_dir;
    if !folder.exists() {
        return report.hint("data folder", format!("{} is not there yet; the first start makes it", folder.display()));
    }
    let probe = folder.join(format!(".doctor-{}", std::process::id()));
    match std::fs::write(&probe, b"probe").and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => report.good("data folder", format!("{} can be written", folder.display())),
        Err(wrong) => {
            let text = format!(
                "{} cannot be written ({wrong}); check owner and disk, or set ROMASHKA_DATA_DIR",
                folder.display()
            );
            report.bad("data folder", text);
        }
    }
    match free_bytes(folder) {
        Some(bytes) if bytes < 200 << 20 => {
            report.bad("disk", format!("{} MB are free; make room before writing fails", bytes >> 20));
        }
        Some(bytes) if bytes < 2 << 30 => report.hint("disk", format!("{} MB are free, which is little", bytes >> 20)),
        Some(bytes) => report.good("disk", format!("{} GB are free", bytes >> 30)),
        None => report.hint("disk", "how much is free cannot be told here (`df` is missing)"),
    }
}

/// Free space as `df` tells it: the standard library has no call for it.
fn free_bytes(folder: &Path) -> Option<u64> {
    let output = std::process::Command::new("df").arg("-Pk").arg(folder).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let kib: u64 = text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(kib * 1024)
}

fn file_handles(report: &mut Report) {
    match rlimit::Resource::NOFILE.get() {
        Ok((_, hard)) if hard < 4_096 => {
            report.hint("open files", format!("at most {hard}; raise the hard limit (ulimit -Hn) for many sockets"));
        }
        Ok((_, hard)) => report.good("open files", format!("up to {hard}")),
        Err(wrong) => report.hint("open files", format!("the limit cannot be read ({wrong})")),
    }
}

async fn secret_and_database(config: &Config, report: &mut Report) {
    let secret = match config.secret.read() {
        Ok(secret) => secret,
        Err(refused) => return report.bad("secret key", refused.0),
    };
    match &secret {
        Some(_) => report.good("secret key", "is there"),
        None => report.hint("secret key", "is not there yet; the first start makes it"),
    }
    let name = match &config.database {
        Database::Sqlite(file) if !file.exists() => {
            let text = format!("{} is not there yet; the first start makes it", file.display());
            return report.hint("database", text);
        }
        Database::Sqlite(_) => "SQLite",
        Database::Postgres(_) => "PostgreSQL",
    };
    let looked =
        tokio::time::timeout(Duration::from_secs(10), compose::look_at_database(config, secret.as_deref())).await;
    match looked {
        Err(_) => report.bad("database", "does not answer within 10 seconds; check DATABASE_URL and the network"),
        Ok(Err(wrong)) => report.bad("database", format!("{wrong}; check DATABASE_URL and that the server runs")),
        Ok(Ok(seen)) => {
            report.good("database", format!("{name} answers"));
            match seen.pending {
                0 => report.good("migrations", "are all applied"),
                n => report
                    .hint("migrations", format!("{n} are missing; the next start or `romashka migrate` applies them")),
            }
            if let Some(version) = seen.newer {
                let text = format!(
                    "{version} is of a newer version, which has brought the database further; this one works with it \
                     until it is upgraded too"
                );
                report.hint("migrations", text);
            }
            match seen.fingerprint_fits {
                Some(true) => report.good("secret key", "is the one that this database was used with"),
                Some(false) => report.bad(
                    "secret key",
                    "ROMASHKA_SECRET_KEY is not the one that this database was used with; take the one of the other nodes",
                ),
                None => report.hint("secret key", "this database has not seen one yet"),
            }
        }
    }
}

async fn mail(config: &Config, report: &mut Report) {
    let Some(url) = &config.smtp_url else {
        return report.hint("mail", "ROMASHKA_SMTP_URL is not set: no mail goes out, links are shown instead");
    };
    match tokio::time::timeout(Duration::from_secs(30), compose::check_mail_server(url)).await {
        Ok(Ok(())) => report.good("mail", "the server answers and takes our sign-in"),
        Ok(Err(refused)) => report.bad("mail", format!("ROMASHKA_SMTP_URL: {refused}")),
        Err(_) => report.bad("mail", "ROMASHKA_SMTP_URL: the server does not answer within 30 seconds"),
    }
}

async fn embedder(config: &Config, report: &mut Report) {
    match compose::check_embedder(config).await {
        Ok(Some(what)) => report.good("embedder", what),
        Ok(None) => {}
        Err(refused) => report.bad("embedder", refused.0),
    }
}

async fn model(config: &Config, report: &mut Report) {
    let Some(model) = &config.model else {
        return report.hint("model", "OPENAI_API_KEY is not set: bots answer in the knowledge's own sentences");
    };
    match tokio::time::timeout(Duration::from_secs(30), compose::check_model(config, model)).await {
        Ok(Ok((what, Some(true)))) => report.good("model", format!("{what} is there and takes our key")),
        Ok(Ok((what, Some(false)))) => {
            report.bad("model", format!("OPENAI_MODEL: the service answers, but its list of models lacks {what}"));
        }
        Ok(Ok((what, None))) => {
            report.good("model", format!("{what}: the service answers, and has no list to look in"))
        }
        Ok(Err(refused)) => report.bad("model", format!("OPENAI_BASE_URL or OPENAI_API_KEY: {refused}")),
        Err(_) => report.bad("model", "OPENAI_BASE_URL: the service does not answer within 30 seconds"),
    }
}

fn site(report: &mut Report) {
    let manifest = crate::http::assets::manifest();
    match ["frontend.js", "frontend.wasm", "style.css", "loader"].iter().find(|name| !manifest.contains_key(**name)) {
        None => report.good("site", format!("{} files", manifest.len())),
        Some(name) => {
            report.bad("site", format!("{name} is missing from this build; build it with `make run` or `make release`"))
        }
    }
}
