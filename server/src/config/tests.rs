use super::*;

fn options(pairs: &[(&str, &str)]) -> Options {
    let mut all = Options::default();
    for (name, value) in pairs {
        let field = match *name {
            "ROMASHKA_ADDR" => &mut all.addr,
            "ROMASHKA_DATA_DIR" => &mut all.data_dir,
            "DATABASE_URL" => &mut all.database_url,
            "ROMASHKA_SECRET_KEY" => &mut all.secret_key,
            "ROMASHKA_PUBLIC_URL" => &mut all.public_url,
            "ROMASHKA_TRUSTED_PROXIES" => &mut all.trusted_proxies,
            "ROMASHKA_ALLOW_HOSTS" => &mut all.allow_hosts,
            "ROMASHKA_SMTP_URL" => &mut all.smtp_url,
            "OPENAI_API_KEY" => &mut all.openai_api_key,
            "OPENAI_BASE_URL" => &mut all.openai_base_url,
            "OPENAI_MODEL" => &mut all.openai_model,
            "ROMASHKA_EMBEDDER" => &mut all.embedder,
            other => panic!("{other}"),
        };
        *field = Some((*value).to_owned());
    }
    all
}

fn check(pairs: &[(&str, &str)]) -> Result<Config, Refused> {
    Config::check(&options(pairs))
}

const SECRET: &str = "0123456789abcdef0123456789abcdef";
const POSTGRES: &str = "postgres://user:hush@db.example/romashka";

#[test]
fn nothing_set_means_sqlite_in_the_data_folder_on_loopback() {
    let config = check(&[]).unwrap();
    assert_eq!(config.addr.to_string(), "127.0.0.1:3000");
    assert_eq!(config.database, Database::Sqlite("data/romashka.db".into()));
    assert_eq!(config.links(config.addr), "http://127.0.0.1:3000");
    assert!(config.model.is_none() && config.smtp_url.is_none() && config.warnings().is_empty());
}

#[test]
fn an_embedder_is_a_folder_or_a_model_of_the_service_that_is_set() {
    let folder = check(&[("ROMASHKA_EMBEDDER", "models/all-MiniLM-L6-v2")]).unwrap();
    assert_eq!(folder.embedder, Some(EmbedderSetting::Folder("models/all-MiniLM-L6-v2".into())));
    let service = check(&[("ROMASHKA_EMBEDDER", "openai:small"), ("OPENAI_API_KEY", "sk-12345678")]).unwrap();
    assert_eq!(service.embedder, Some(EmbedderSetting::Service("small".into())));
    assert_eq!(check(&[]).unwrap().embedder, None);
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    let config = check(&[("ROMASHKA_ADDR", " "), ("DATABASE_URL", ""), ("OPENAI_MODEL", "")]).unwrap();
    assert_eq!(config.addr.port(), 3000);
}

#[test]
fn each_nonsense_is_refused_with_a_sentence_that_names_the_variable() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("ROMASHKA_EMBEDDER", &[("ROMASHKA_EMBEDDER", "openai:text-embedding-3-small")]),
        ("ROMASHKA_EMBEDDER", &[("ROMASHKA_EMBEDDER", "openai:"), ("OPENAI_API_KEY", "sk-12345678")]),
        ("ROMASHKA_EMBEDDER", &[("ROMASHKA_EMBEDDER", "openai:a b"), ("OPENAI_API_KEY", "sk-12345678")]),
        ("ROMASHKA_EMBEDDER", &[("ROMASHKA_EMBEDDER", "https://models.example/minilm")]),
        ("ROMASHKA_ADDR", &[("ROMASHKA_ADDR", "3000")]),
        ("ROMASHKA_ADDR", &[("ROMASHKA_ADDR", "example.com")]),
        ("DATABASE_URL", &[("DATABASE_URL", "mysql://x/y")]),
        ("DATABASE_URL", &[("DATABASE_URL", "sqlite:")]),
        ("DATABASE_URL", &[("DATABASE_URL", "sqlite::memory:")]),
        ("DATABASE_URL", &[("DATABASE_URL", "sqlite:x.db?mode=ro")]),
        ("DATABASE_URL", &[("DATABASE_URL", "postgres://db.example"), ("ROMASHKA_SECRET_KEY", SECRET)]),
        ("ROMASHKA_SECRET_KEY", &[("DATABASE_URL", POSTGRES)]),
        ("ROMASHKA_SECRET_KEY", &[("ROMASHKA_SECRET_KEY", "short")]),
        ("ROMASHKA_SECRET_KEY", &[("ROMASHKA_SECRET_KEY", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]),
        ("ROMASHKA_PUBLIC_URL", &[("ROMASHKA_PUBLIC_URL", "chat.example.com")]),
        ("ROMASHKA_PUBLIC_URL", &[("ROMASHKA_PUBLIC_URL", "ftp://chat.example.com")]),
        ("ROMASHKA_PUBLIC_URL", &[("ROMASHKA_PUBLIC_URL", "https://chat.example.com/sub")]),
        ("ROMASHKA_PUBLIC_URL", &[("ROMASHKA_PUBLIC_URL", "https://a:b@chat.example.com")]),
        ("ROMASHKA_PUBLIC_URL", &[("ROMASHKA_PUBLIC_URL", "http://0.0.0.0:3000")]),
        ("ROMASHKA_TRUSTED_PROXIES", &[("ROMASHKA_TRUSTED_PROXIES", "proxy")]),
        ("ROMASHKA_TRUSTED_PROXIES", &[("ROMASHKA_TRUSTED_PROXIES", "0.0.0.0/0")]),
        ("ROMASHKA_ALLOW_HOSTS", &[("ROMASHKA_ALLOW_HOSTS", "localhost")]),
        ("ROMASHKA_ALLOW_HOSTS", &[("ROMASHKA_ALLOW_HOSTS", "http://localhost:80")]),
        ("ROMASHKA_ALLOW_HOSTS", &[("ROMASHKA_ALLOW_HOSTS", "*:80")]),
        ("ROMASHKA_SMTP_URL", &[("ROMASHKA_SMTP_URL", "mail.example.com")]),
        ("ROMASHKA_SMTP_URL", &[("ROMASHKA_SMTP_URL", "https://mail.example.com")]),
        ("OPENAI_API_KEY", &[("OPENAI_API_KEY", "sk-with space")]),
        ("OPENAI_API_KEY", &[("OPENAI_API_KEY", "sk-ключ-ключ")]),
        ("OPENAI_MODEL", &[("OPENAI_MODEL", "some-model")]),
        ("OPENAI_BASE_URL", &[("OPENAI_BASE_URL", "https://models.example/v1")]),
        ("OPENAI_BASE_URL", &[("OPENAI_BASE_URL", "models"), ("OPENAI_API_KEY", "sk-12345678")]),
        ("OPENAI_BASE_URL", &[("OPENAI_BASE_URL", "http://models.example"), ("OPENAI_API_KEY", "sk-12345678")]),
        ("OPENAI_BASE_URL", &[("OPENAI_BASE_URL", "http://localhost:11434/v1")]),
    ];
    for (variable, pairs) in cases {
        let refused = check(pairs).map(|c| format!("{c:?}")).unwrap_err().0;
        assert!(refused.starts_with(variable), "{pairs:?}: {refused}");
        assert!(refused.ends_with(['.', '”']), "{refused}");
    }
}

#[test]
fn a_model_on_an_opened_local_host_needs_no_key() {
    let pairs = [("OPENAI_BASE_URL", "http://localhost:11434/v1"), ("ROMASHKA_ALLOW_HOSTS", "LOCALHOST:11434")];
    let model = check(&pairs).unwrap().model.unwrap();
    assert_eq!(model.key, None);
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let pairs = [("ROMASHKA_SECRET_KEY", SECRET), ("OPENAI_API_KEY", "sk-very-private")];
    let shown = format!("{:?}", check(&pairs).unwrap());
    assert!(!shown.contains(SECRET) && !shown.contains("sk-very"), "{shown}");
}

#[test]
fn listening_for_others_without_a_public_address_is_warned_about() {
    let warnings = check(&[("ROMASHKA_ADDR", "0.0.0.0:3000")]).unwrap().warnings();
    assert!(warnings[0].starts_with("ROMASHKA_PUBLIC_URL"), "{warnings:?}");
    let warnings = check(&[("ROMASHKA_PUBLIC_URL", "http://chat.example.com")]).unwrap().warnings();
    assert!(warnings[0].contains("https"), "{warnings:?}");
}

#[test]
fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
    let proxies = check(&[("ROMASHKA_TRUSTED_PROXIES", "10.0.0.0/8, ::1")]).unwrap().proxies;
    let client = |peer: &str, lines: &[&str]| proxies.client(peer.parse().unwrap(), lines.iter().copied()).to_string();
    assert_eq!(client("203.0.113.7", &["198.51.100.1"]), "203.0.113.7");
    assert_eq!(client("10.1.1.1", &["198.51.100.1"]), "198.51.100.1");
    // What the visitor wrote themselves stands left of what the proxies added.
    assert_eq!(client("10.1.1.1", &["1.2.3.4, 198.51.100.1, 10.2.2.2"]), "198.51.100.1");
    assert_eq!(client("10.1.1.1", &["1.2.3.4", "198.51.100.1"]), "198.51.100.1");
    assert_eq!(client("10.1.1.1", &["1.2.3.4, nonsense"]), "10.1.1.1");
    assert_eq!(client("::ffff:10.1.1.1", &["[2001:db8::1]:443"]), "2001:db8::1");
    assert_eq!(client("10.1.1.1", &[]), "10.1.1.1");
}

#[test]
fn the_secret_key_is_made_once_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let config = check(&[("ROMASHKA_DATA_DIR", folder.path().to_str().unwrap())]).unwrap();
    assert_eq!(config.secret.read().unwrap(), None);
    let made = config.secret.read_or_make(&[7; 32]).unwrap();
    assert_eq!(config.secret.read_or_make(&[8; 32]).unwrap(), made);
    let file = folder.path().join("secret.key");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(config.secret.read().unwrap_err().0.contains("chmod 600"));
}

#[test]
fn a_given_key_that_differs_from_the_kept_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    check(&[("ROMASHKA_DATA_DIR", dir)]).unwrap().secret.read_or_make(&[7; 32]).unwrap();
    let other = check(&[("ROMASHKA_DATA_DIR", dir), ("ROMASHKA_SECRET_KEY", SECRET)]).unwrap();
    assert!(other.secret.read().unwrap_err().0.starts_with("ROMASHKA_SECRET_KEY"));
}
