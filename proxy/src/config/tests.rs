use secrecy::ExposeSecret;

use super::*;

fn environment(pairs: &[(&str, &str)]) -> Environment {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

pub(super) fn load(file: &str, pairs: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let loaded = Config::load(Some(file), &environment(pairs));
    loaded.map_err(|mistakes| mistakes.0.iter().map(Mistake::to_string).collect())
}

const ZOHO: [(&str, &str); 6] = [
    ("DESKBELL_UPSTREAM", "zoho"),
    ("DESKBELL_ORIGINS", "https://www.example.com, https://shop.example.com"),
    ("DESKBELL_ZOHO_ORG_ID", "60001280952"),
    ("DESKBELL_ZOHO_CLIENT_ID", "1000.X"),
    ("DESKBELL_ZOHO_CLIENT_SECRET", "very-secret"),
    ("DESKBELL_ZOHO_REFRESH_TOKEN", "1000.token"),
];

fn zoho(more: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let mut pairs = ZOHO.to_vec();
    pairs.extend(more);
    load("", &pairs)
}

#[test]
fn the_default_file_says_what_the_defaults_are() {
    let default = format!("{:#?}", Config::default());
    assert_eq!(format!("{:#?}", load(DEFAULT_FILE, &[]).unwrap()), default);
    assert_eq!(format!("{:#?}", load("", &[]).unwrap()), default);
}

#[test]
fn the_environment_wins_over_the_file() {
    let config =
        load("listen = \"127.0.0.1:1\"\nlimits = \"off\"", &[("DESKBELL_LISTEN", "[::1]:0"), ("DESKBELL_LIMITS", "")]);
    let config = config.unwrap();
    assert_eq!(config.listen.to_string(), "[::1]:0");
    assert!(!config.limits, "an empty variable is not set");
}

/// Keys whose value may be any text.
const FREE_TEXTS: [&str; 8] = [
    "captcha.site_key",
    "scan.quarantine",
    "zoho.client_id",
    "sandbox.database",
    "identity.audience",
    "identity.note",
    "identity.key_id",
    "identity.other_key_id",
];

#[test]
fn every_key_of_the_default_file_is_a_variable() {
    let table: toml::Table = DEFAULT_FILE.parse().unwrap();
    for (section, value) in &table {
        let keys: Vec<String> = match value {
            toml::Value::Table(members) => members.keys().map(|member| format!("{section}.{member}")).collect(),
            _ => vec![section.clone()],
        };
        for key in keys.iter().filter(|key| !FREE_TEXTS.contains(&key.as_str())) {
            let wrong = environment(&[(&mistake::variable(key), "\u{1}")]);
            assert!(Config::load(None, &wrong).is_err(), "{key} is not read from the environment");
        }
    }
}

#[test]
fn a_complete_account() {
    let config = zoho(&[("DESKBELL_ZOHO_DATA_CENTER", "ca"), ("DESKBELL_ZOHO_MARKER_FIELD", "none")]).unwrap();
    assert_eq!(config.zoho.desk_url, "https://desk.zohocloud.ca");
    assert_eq!(config.zoho.refresh_token.expose_secret(), "1000.token");
    assert_eq!(config.zoho.marker_field, None);
    assert!(config.departments.is_empty());
    assert!(config.origins.allow("https://shop.example.com") && !config.origins.allow("http://localhost"));
    let shown = format!("{config:?}");
    assert!(!shown.contains("very-secret") && !shown.contains("1000.token"), "{shown}");
}

#[test]
fn no_secret_is_shown() {
    // Whatever can be in a file of its own is a secret.
    let table: toml::Table = DEFAULT_FILE.parse().unwrap();
    let keys = table.iter().flat_map(|(section, value)| match value {
        toml::Value::Table(members) => members.keys().map(|member| format!("{section}.{member}")).collect(),
        _ => vec![section.clone()],
    });
    let secrets: Vec<String> = keys.filter_map(|key| Some(mistake::variable(key.strip_suffix("_file")?))).collect();
    assert_eq!(secrets.len(), 6, "{secrets:?}");
    let hush = "hush-hush-hush-hush-hush-hush-hush-hush";
    let mut variables: Vec<(&str, &str)> = secrets.iter().map(|variable| (variable.as_str(), hush)).collect();
    variables.extend([
        ("DESKBELL_DATABASE_URL", "postgres://deskbell:hush@localhost/deskbell"),
        ("DESKBELL_ZOHO_GRANT_CODE", hush),
        ("DESKBELL_IDENTITY_KEY_ID", "one"),
        ("DESKBELL_IDENTITY_OTHER_KEY_ID", "two"),
    ]);
    let environment = environment(&variables);
    let (config, account) = (Config::load(None, &environment).unwrap(), Account::load(None, &environment).unwrap());
    assert_eq!(config.identity.keys.len(), 2);
    let shown = format!("{config:?} {config:#?} {account:?} {:?}", config.warnings());
    assert!(!shown.contains("hush"), "{shown}");
}

#[test]
fn all_mistakes_are_told_together() {
    let file = "
        listen = \"8787\"
        orgins = []
        upstream = \"zoho\"
        departments = [\"sales\", \"9223372036854775808\"]
        visitor_fields = [\"prioriti\", \"cf\"]
        database_url = \"mysql://user:word@host/db\"
        on_unknown = \"maybe\"
        challenge = \"capture\"
        [zoho]
        data_center = \"uk\"
        client_secret = 5
        colour = \"red\"
        [attachments]
        max_files = 0
        accept = [\"pdf\"]
        [[form.fields]]
        name = \"subjct\"
        kind = \"txt\"
        [[form.fields]]
        nmae = \"status\"
        [[form.fields]]
        name = \"status\"
    ";
    let mistakes = load(file, &[("DESKBELL_ZOHO_DESK_URL", "http://desk.example")]).unwrap_err();
    let expected = [
        "listen (DESKBELL_LISTEN): has to be an address",
        "orgins: there is no such key; did you mean `origins`?",
        "origins (DESKBELL_ORIGINS): is missing",
        "`sales` is not an id",
        "`9223372036854775808` is not an id",
        "`prioriti` is not an attribute of a ticket; did you mean `priority`?",
        "`cf` has members",
        "database_url (DESKBELL_DATABASE_URL): has to be `sqlite://` and a path",
        "on_unknown (DESKBELL_ON_UNKNOWN): has to be `resend` or `hold`, not `maybe`",
        "challenge (DESKBELL_CHALLENGE): has to be `off` or `altcha` or `turnstile`",
        "`uk` is not one of Zoho's data centres",
        "zoho.client_secret (DESKBELL_ZOHO_CLIENT_SECRET): has to be text",
        "zoho.colour: there is no such key",
        "zoho.org_id (DESKBELL_ZOHO_ORG_ID): is missing",
        "zoho.client_id (DESKBELL_ZOHO_CLIENT_ID): is missing",
        "zoho.refresh_token (DESKBELL_ZOHO_REFRESH_TOKEN): is missing",
        "zoho.desk_url (DESKBELL_ZOHO_DESK_URL): has to start with `https://`",
        "attachments.max_files (DESKBELL_ATTACHMENTS_MAX_FILES): has to be a whole number from 1 to 100, not 0",
        "`pdf` is neither an extension",
        "form.fields[0].name: `subjct` is not an attribute of a ticket; did you mean `subject`?",
        "form.fields[0].kind: `txt` is not one of",
        "form.fields[1].name: is missing",
        "form.fields[1].nmae: there is no such key; did you mean `name`?",
        "visitors may not set `status`",
    ];
    for text in expected {
        assert!(mistakes.iter().any(|mistake| mistake.contains(text)), "{text} is not in {mistakes:#?}");
    }
    assert_eq!(mistakes.len(), expected.len(), "{mistakes:#?}");
    assert!(!mistakes.join("").contains("word@"), "no password in a message");
}

#[test]
fn a_file_that_is_not_toml_is_told_by_its_line_alone() {
    let mistakes = load("listen = \"127.0.0.1:1\"\nclient_secret = very-secret", &[]).unwrap_err();
    assert!(mistakes[0].contains("line 2") && !mistakes[0].contains("very-secret"), "{mistakes:?}");
}

#[test]
fn secrets_come_from_files_too() {
    let path = std::env::temp_dir().join(format!("deskbell-secret-{}", uuid::Uuid::new_v4()));
    std::fs::write(&path, "from-a-file\n").unwrap();
    let file = path.to_str().unwrap();
    let config = zoho(&[("DESKBELL_ZOHO_CLIENT_SECRET", ""), ("DESKBELL_ZOHO_CLIENT_SECRET_FILE", file)]).unwrap();
    assert_eq!(config.zoho.client_secret.expose_secret(), "from-a-file");
    let twice = zoho(&[("DESKBELL_ZOHO_CLIENT_SECRET_FILE", file)]).unwrap_err();
    assert!(twice[0].contains("is given twice"), "{twice:?}");
    std::fs::remove_file(&path).unwrap();
    let gone = zoho(&[("DESKBELL_ZOHO_CLIENT_SECRET", ""), ("DESKBELL_ZOHO_CLIENT_SECRET_FILE", file)]).unwrap_err();
    assert!(gone.len() == 1 && gone[0].contains("cannot be read"), "{gone:?}");
}

#[test]
fn the_form_of_the_file_becomes_the_form_of_the_rules() {
    let fields = r#"[{"name":"subject","required":true},{"name":"cf.cf_model","label":"Model"},{"name":"priority","options":["High","Low"]},{"name":"status"}]"#;
    let config = load("visitor_fields = [\"status\", \"cf.cf_hidden\"]", &[("DESKBELL_FORM_FIELDS", fields)]).unwrap();
    let form = config.form();
    assert_eq!(form.fields[2].kind, Some(deskbell_rules::Kind::Picklist));
    let allowed = form.allowed.unwrap();
    for name in ["subject", "departmentId", "cf.cf_model", "priority", "status", "cf.cf_hidden"] {
        assert!(allowed.iter().any(|known| known == name), "{name}");
    }
    for name in ["category", "contactId", "channel", "webUrl", "secondaryContacts", "cf.cf_other"] {
        assert!(!allowed.iter().any(|known| known == name), "{name}");
    }
}

#[test]
fn attachments_can_be_switched_on_from_the_environment() {
    let environment = [
        ("DESKBELL_ATTACHMENTS_ENABLED", "true"),
        ("DESKBELL_ATTACHMENTS_MAX_FILES", "3"),
        ("DESKBELL_ATTACHMENTS_MAX_BYTES", "1048576"),
        ("DESKBELL_ATTACHMENTS_ACCEPT", ".PDF, image/*"),
    ];
    let expected = Attachments {
        enabled: true,
        max_files: 3,
        max_bytes: 1_048_576,
        max_total_bytes: 20_971_520,
        accept: vec![".pdf".to_owned(), "image/*".to_owned()],
    };
    assert_eq!(load("[attachments]\nmax_files = 9", &environment).unwrap().attachments, expected);
    let wrong = load("", &[("DESKBELL_ATTACHMENTS_ENABLED", "yes")]).unwrap_err();
    assert!(wrong[0].contains("DESKBELL_ATTACHMENTS_ENABLED") && wrong[0].contains("`true` or `false`"), "{wrong:?}");
}

#[test]
fn files_may_be_named_only_where_they_are_taken() {
    let field = ("DESKBELL_FORM_FIELDS", r#"[{"name":"uploads"}]"#);
    let named = ("DESKBELL_VISITOR_FIELDS", "uploads");
    let mistakes = load("", &[field, named]).unwrap_err();
    let expected = ["form.fields (DESKBELL_FORM_FIELDS)", "visitor_fields (DESKBELL_VISITOR_FIELDS)"]
        .map(|key| format!("{key}: visitors may not set `uploads` unless attachments.enabled is true"));
    assert_eq!(mistakes, expected);
    let config = load("", &[field, named, ("DESKBELL_ATTACHMENTS_ENABLED", "true")]).unwrap();
    assert!(config.form().allowed.unwrap().contains(&"uploads".to_owned()));
    assert!(!load("", &[]).unwrap().form().allowed.unwrap().contains(&"uploads".to_owned()));
}

#[test]
fn limits_are_rates() {
    let config = load(
        "[rates]\ntickets_per_address = [\"3/h\"]\ntickets_per_origin = []",
        &[("DESKBELL_RATES_TICKETS_PER_EMAIL", "1/m, 2/d")],
    );
    let rates = config.unwrap().rates;
    let texts = |rates: &[Rate]| rates.iter().map(Rate::to_string).collect::<Vec<_>>();
    assert_eq!(texts(&rates.tickets_per_address), ["3/3600s"]);
    assert_eq!(texts(&rates.tickets_per_email), ["1/60s", "2/86400s"]);
    assert_eq!(rates.tickets_per_origin, []);
    assert_eq!(rates.requests_per_address, Rates::default().requests_per_address);
    let wrong = load("", &[("DESKBELL_RATES_TICKETS_PER_EMAIL", "5 per hour")]).unwrap_err();
    assert!(wrong[0].contains("`5 per hour` is not a rate such as `20/h`"), "{wrong:?}");
}

#[test]
fn proxies_are_trusted_by_name() {
    let config = load("", &[("DESKBELL_TRUSTED_PROXIES", "10.0.0.0/8, ::1")]).unwrap();
    assert!(matches!(config.trusted_proxies, TrustedProxies::Networks(networks) if networks.len() == 2));
    let wrong = load("", &[("DESKBELL_TRUSTED_PROXIES", "0.0.0.0/0")]).unwrap_err();
    assert!(wrong[0].contains("is everybody"), "{wrong:?}");
}

#[test]
fn a_site_that_vouches_needs_a_name_and_a_key() {
    const KEY: &str = "0123456789abcdef0123456789abcdef";
    let on = ("DESKBELL_IDENTITY_MODE", "optional");
    let wrong = load("", &[on]).unwrap_err();
    assert!(
        wrong.len() == 2 && wrong[0].contains("identity.audience") && wrong[1].contains("identity.secret"),
        "{wrong:?}"
    );
    let audience = ("DESKBELL_IDENTITY_AUDIENCE", "deskbell");
    let config = load(
        "",
        &[
            on,
            audience,
            ("DESKBELL_IDENTITY_SECRET", KEY),
            ("DESKBELL_IDENTITY_OTHER_KEY_ID", "2"),
            ("DESKBELL_IDENTITY_OTHER_SECRET", KEY),
        ],
    )
    .unwrap();
    assert_eq!(config.identity.keys.iter().map(|key| &*key.id).collect::<Vec<_>>(), ["", "2"]);
    assert!(!format!("{config:?}").contains(KEY));
    for (name, value, told) in [
        ("DESKBELL_IDENTITY_SECRET", "short", "at least 32 are needed"),
        ("DESKBELL_IDENTITY_OTHER_SECRET", KEY, "has to differ"),
        ("DESKBELL_IDENTITY_OTHER_KEY_ID", "2", "is missing"),
        ("DESKBELL_IDENTITY_FIELD", "verified", "not the API name"),
        ("DESKBELL_SECRET", "short", "at least 32 are needed"),
    ] {
        // The later of two pairs with one name counts.
        let wrong = load("", &[on, audience, ("DESKBELL_IDENTITY_SECRET", KEY), (name, value)]).unwrap_err();
        assert!(wrong.len() == 1 && wrong[0].contains(told), "{name}: {wrong:?}");
    }
}

#[test]
fn a_service_against_robots_needs_its_keys() {
    let turnstile = ("DESKBELL_CHALLENGE", "turnstile");
    let wrong = load("", &[turnstile]).unwrap_err();
    assert!(
        wrong.len() == 2 && wrong[0].contains("captcha.site_key") && wrong[1].contains("captcha.secret"),
        "{wrong:?}"
    );
    let keys = [turnstile, ("DESKBELL_CAPTCHA_SITE_KEY", "1x"), ("DESKBELL_CAPTCHA_SECRET", "hush-hush")];
    let config = load("[captcha]\nmin_score_percent = 70", &keys).unwrap();
    assert_eq!((config.challenge, config.captcha.min_score), (Challenge::Service(Provider::Turnstile), 0.7));
    assert!(!format!("{config:?}").contains("hush-hush"));
    let wrong =
        load("", &[&keys[..], &[("DESKBELL_CAPTCHA_VERIFY_URL", "http://captcha.example")]].concat()).unwrap_err();
    assert!(wrong[0].contains("https://"), "{wrong:?}");
}

#[test]
fn scanners_are_near_and_some_files_are_never_taken() {
    let config =
        load("", &[("DESKBELL_SCAN_CLAMD", "tcp://127.0.0.1:3310"), ("DESKBELL_SCAN_QUARANTINE", "/q")]).unwrap();
    assert_eq!(
        config.scan,
        Scan { clamd: Some(Clamd::Tcp(([127, 0, 0, 1], 3310).into())), quarantine: Some("/q".into()) }
    );
    for wrong in ["127.0.0.1:3310", "unix:clamd.ctl", "http://127.0.0.1"] {
        assert!(load("", &[("DESKBELL_SCAN_CLAMD", wrong)]).is_err(), "{wrong}");
    }
    let wrong = load("", &[("DESKBELL_ATTACHMENTS_ACCEPT", ".pdf,.SVG")]).unwrap_err();
    assert!(wrong.len() == 1 && wrong[0].contains("never taken"), "{wrong:?}");
}

#[test]
fn an_open_door_is_warned_about() {
    assert!(load("", &[]).unwrap().warnings().is_empty());
    assert!(zoho(&[("DESKBELL_ORIGINS", "*")]).unwrap().warnings()[0].contains("every website"));
    assert_eq!(load("", &[("DESKBELL_LISTEN", "0.0.0.0:8787")]).unwrap().warnings().len(), 1);
    let misspelt = load("", &[("DESKBELL_ORGINS", "https://a.example"), ("DESKBELL_CONFIG", "x.toml")]).unwrap();
    assert_eq!(misspelt.warnings(), ["no setting has this name: `DESKBELL_ORGINS`; did you mean `DESKBELL_ORIGINS`?"]);
}

#[test]
fn numbers_are_kept_for_at_least_as_long_as_refusals() {
    let kept = |finished| load("[retention]\nrejected_days = 30\n", &[("DESKBELL_RETENTION_FINISHED_DAYS", finished)]);
    assert_eq!(kept("30").unwrap().retention.finished.as_secs(), 30 * 24 * 60 * 60);
    assert!(kept("29").is_err());
}

#[test]
fn a_lease_outlasts_its_request() {
    let lease = |seconds| load("", &[("DESKBELL_SUBMISSIONS_LEASE_SECONDS", seconds)]);
    assert_eq!(lease("25").unwrap().submissions.lease.as_secs(), 25);
    let mistakes = lease("24").unwrap_err();
    assert!(mistakes[0].contains("by at least 5 seconds"), "{mistakes:?}");
}

#[test]
fn both_databases_can_be_named() {
    let named = |url| load("", &[("DESKBELL_DATABASE_URL", url)]).is_ok();
    for url in ["sqlite://a.db", "sqlite::memory:", "postgres://u:p@h/d", "postgresql:///d?host=/run/postgresql"] {
        assert!(named(url), "{url}");
    }
    for url in ["sqlite://", "sqlite:", "postgres://", "postgre://h/d", "a.db"] {
        assert!(!named(url), "{url}");
    }
}
