//! Settings and commands, through the real program.

use super::process::romashka;
use std::path::Path;

async fn run(folder: &Path, words: &[&str], settings: &[(&str, &str)]) -> (bool, String, String) {
    let output = romashka(folder, words).envs(settings.iter().copied()).output().await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[tokio::test]
async fn a_setting_that_makes_no_sense_is_refused_at_start_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        ("ROMASHKA_ADDR", "nowhere"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgres://x/y"),
        ("ROMASHKA_SECRET_KEY", "short"),
        ("ROMASHKA_PUBLIC_URL", "chat.example.com"),
        ("ROMASHKA_TRUSTED_PROXIES", "everybody"),
        ("ROMASHKA_ALLOW_HOSTS", "localhost"),
        ("ROMASHKA_SMTP_URL", "mail.example.com"),
        ("OPENAI_MODEL", "some-model"),
        ("OPENAI_BASE_URL", "https://models.example/v1"),
        ("OPENAI_API_KEY", "k"),
    ];
    for (name, wrong) in cases {
        let (worked, _, said) = run(folder.path(), &["serve"], &[(name, wrong)]).await;
        let named = said.contains(name) || name == "DATABASE_URL" && said.contains("ROMASHKA_SECRET_KEY");
        assert!(!worked && named, "{name}={wrong}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a refused start leaves nothing behind");
}

#[tokio::test]
async fn the_help_lists_every_setting() {
    let folder = tempfile::tempdir().unwrap();
    let (worked, help, _) = run(folder.path(), &["serve", "--help"], &[]).await;
    assert!(worked);
    for name in [
        "ROMASHKA_ADDR",
        "ROMASHKA_DATA_DIR",
        "DATABASE_URL",
        "ROMASHKA_SECRET_KEY",
        "ROMASHKA_PUBLIC_URL",
        "ROMASHKA_TRUSTED_PROXIES",
        "ROMASHKA_ALLOW_HOSTS",
        "ROMASHKA_SMTP_URL",
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "OPENAI_MODEL",
    ] {
        assert!(help.contains(name), "{name}: {help}");
    }
    let (_, version, _) = run(folder.path(), &["--version"], &[]).await;
    assert!(version.starts_with("romashka "), "{version}");
}

#[tokio::test]
async fn the_help_shows_no_secret_that_is_set() {
    let folder = tempfile::tempdir().unwrap();
    let secrets = [
        ("ROMASHKA_SECRET_KEY", "hush-0123456789-abcdefghijklmnop"),
        ("ROMASHKA_SMTP_URL", "smtps://me:hush-mail@mail.example.com"),
        ("OPENAI_API_KEY", "hush-openai"),
        ("DATABASE_URL", "postgres://me:hush-db@db.example/romashka"),
    ];
    let (_, help, _) = run(folder.path(), &["serve", "--help"], &secrets).await;
    assert!(!help.contains("hush"), "{help}");
}

#[tokio::test]
async fn the_doctor_names_what_is_wrong_and_says_so_by_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let (_, before, _) = run(folder.path(), &["doctor"], &[]).await;
    assert!(before.contains("the first start makes it"), "{before}");
    let (worked, said, wrong) = run(folder.path(), &["migrate"], &[]).await;
    assert!(worked, "{said}{wrong}");
    let (_, after, _) = run(folder.path(), &["doctor"], &[]).await;
    for line in ["SQLite answers", "migrations   are all applied", "ROMASHKA_SMTP_URL is not set", "OPENAI_API_KEY"] {
        assert!(after.contains(line), "{line}: {after}");
    }
    let store = super::shop::beside(folder.path()).await;
    let further = store.write(None, |work| {
        let statement = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             select 9999, 'of tomorrow', true, checksum, 1 from _sqlx_migrations where version = 1";
        Box::pin(async move { store::sql(statement).run(work).await })
    });
    assert_eq!(further.await.unwrap(), 1);
    store.close().await;
    let (worked, said, _) = run(folder.path(), &["doctor"], &[]).await;
    assert!(worked && said.contains("9999 is of a newer version"), "{said}");
    let (worked, said, _) = run(folder.path(), &["doctor"], &[("ROMASHKA_ADDR", "nowhere")]).await;
    assert!(!worked && said.contains("ROMASHKA_ADDR"), "{said}");
    let unreachable = "smtp://127.0.0.1:1?from=a@b.example";
    let (worked, said, _) = run(folder.path(), &["doctor"], &[("ROMASHKA_SMTP_URL", unreachable)]).await;
    assert!(!worked && said.contains("BAD   mail"), "{said}");
}

#[tokio::test]
async fn a_visitor_who_is_to_be_erased_is_named_by_an_id_that_is_here() {
    let folder = tempfile::tempdir().unwrap();
    let erase = |id: &'static str| async { run(folder.path(), &["contact", "erase", id, "--yes"], &[]).await };
    let (worked, _, said) = erase("zoe@example.com").await;
    assert!(!worked && said.contains("neither the id of a conversation nor of a contact"), "{said}");
    let conversation = domain::ids::ConversationRef::new(7).to_string();
    let contact = domain::ids::ContactRef::new(7).to_string();
    for (id, what) in [(conversation, "this conversation"), (contact, "this contact")] {
        let (worked, _, said) = erase(Box::leak(id.into_boxed_str())).await;
        assert!(!worked && said.contains(what), "{said}");
    }
}

#[tokio::test]
async fn users_are_made_listed_promoted_and_erased_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let user = |words: &'static [&'static str]| async { run(folder.path(), words, &[]).await };
    let (worked, said, wrong) =
        user(&["user", "create", "olga@one.example", "--name", "Olga", "--workspace", "Shop One"]).await;
    assert!(worked && said.contains("http://127.0.0.1"), "{said}{wrong}");
    let (worked, _, said) = user(&["user", "create", "OLGA@one.example", "--name", "Olga again"]).await;
    assert!(!worked && said.contains("already"), "{said}");
    assert!(user(&["user", "create", "ben@one.example", "--name", "Ben"]).await.0);
    let (_, list, _) = user(&["user", "list"]).await;
    let line = |mail: &str, list: &str| list.lines().find(|line| line.contains(mail)).map(str::to_owned);
    assert!(line("olga@one.example", &list).unwrap().ends_with("operator"), "{list}");
    assert!(!line("ben@one.example", &list).unwrap().ends_with("operator"), "{list}");
    let (worked, _, said) = user(&["user", "operator", "olga@one.example", "off"]).await;
    assert!(!worked && said.contains("only operator"), "{said}");
    assert!(user(&["user", "operator", "ben@one.example", "on"]).await.0);
    let (worked, said, _) = user(&["user", "reset-password", "ben@one.example"]).await;
    assert!(worked && said.contains("http://"), "{said}");
    let (worked, _, said) = user(&["user", "erase", "ben@one.example"]).await;
    assert!(!worked && said.contains("--yes"), "{said}");
    let (worked, said, wrong) = user(&["user", "erase", "ben@one.example", "--yes"]).await;
    assert!(worked, "{said}{wrong}");
    let (_, list, _) = user(&["user", "list"]).await;
    assert!(line("ben@one.example", &list).is_none(), "{list}");
    let (worked, _, said) = user(&["user", "reset-password", "nobody@one.example"]).await;
    assert!(!worked && said.contains("could not find"), "{said}");
}
