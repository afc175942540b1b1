//! The configuration: `deskbell.toml`, and above it the environment. The commented default file
//! is the documentation of the keys; it is compiled in and printed by `deskbell-proxy config`.

mod account;
mod allowed;
mod attachments;
mod challenge;
mod contact;
mod departments;
mod fields;
pub(crate) mod hosts;
mod identity;
mod mistake;
mod near;
mod origins;
mod rates;
mod retention;
mod scan;
mod secret;
mod server;
mod source;
mod submissions;
mod trusted;
mod zoho;

use std::net::{Ipv4Addr, SocketAddr};

pub use account::Account;
pub use attachments::Attachments;
pub use challenge::{Captcha, Challenge, Provider};
pub use contact::Contact;
pub use departments::Department;
pub use fields::{Choice, DependsOn, FieldDescription, ShowWhen};
pub use identity::{Identity, IdentityKey, IdentityMode};
pub use mistake::{Mistake, Mistakes};
pub use origins::Origins;
pub(crate) use origins::check as is_origin;
pub use rates::{Rate, Rates};
pub use scan::{Clamd, Scan};
pub use server::Server;
pub use source::Environment;
pub use submissions::Submissions;
pub use trusted::TrustedProxies;
pub use zoho::Zoho;

use secrecy::SecretString;

use crate::store::Purge;
use source::Source;

/// The default file, with a comment on every key.
pub const DEFAULT_FILE: &str = include_str!("../../deskbell.toml");

/// Where tickets go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Upstream {
    /// The built-in stand-in for Zoho Desk, which needs no account.
    #[default]
    Sandbox,
    /// Zoho Desk.
    Zoho,
}

/// The built-in sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sandbox {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Its own database: a path, or `:memory:`.
    pub database: String,
}

/// Everything that can be set. Port 0 of a listener takes a free port.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where browsers come in.
    pub listen: SocketAddr,
    /// Where the operator's own tools come in.
    pub admin_listen: SocketAddr,
    /// Who may embed the form.
    pub origins: Origins,
    /// `sqlite://` and a path, `sqlite::memory:`, or `postgres://` and a server, perhaps with a password.
    pub database_url: SecretString,
    /// Where tickets go.
    pub upstream: Upstream,
    /// Departments a browser may choose, the first by default; empty: any.
    pub departments: Vec<Department>,
    /// Attributes a browser may set beyond the safe default.
    pub visitor_fields: Vec<String>,
    /// Whether `server.max_connections` and the rates apply.
    pub limits: bool,
    /// How much one visitor may ask for.
    pub rates: Rates,
    /// How a client's address is found.
    pub trusted_proxies: TrustedProxies,
    /// What is signed with; empty: made at the first start and kept beside the database.
    pub secret: SecretString,
    /// The site's word for its visitors.
    pub identity: Identity,
    /// What robots have to do.
    pub challenge: Challenge,
    /// How many tries a proof of work takes on the average.
    pub altcha_tries: u32,
    /// The account at a service that tells robots from people.
    pub captcha: Captcha,
    /// Who looks for viruses in files.
    pub scan: Scan,
    /// The form for visitors without script.
    pub contact: Contact,
    /// What is logged, as a filter of the `tracing` kind.
    pub log: String,
    /// The listeners' limits.
    pub server: Server,
    /// How submissions are brought to Zoho.
    pub submissions: Submissions,
    /// How long finished submissions are kept.
    pub retention: Purge,
    /// The account at Zoho.
    pub zoho: Zoho,
    /// The built-in sandbox.
    pub sandbox: Sandbox,
    /// Files that visitors may add.
    pub attachments: Attachments,
    /// The fields of the form.
    pub fields: Vec<FieldDescription>,
    unknown_variables: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        let loopback = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        Self {
            listen: loopback(8787),
            admin_listen: loopback(8788),
            origins: Origins::Loopback,
            database_url: "sqlite://deskbell.db".into(),
            upstream: Upstream::Sandbox,
            departments: departments::default(Upstream::Sandbox),
            visitor_fields: Vec::new(),
            limits: true,
            rates: Rates::default(),
            trusted_proxies: TrustedProxies::None,
            secret: SecretString::default(),
            identity: Identity::default(),
            challenge: Challenge::Off,
            altcha_tries: challenge::TRIES,
            captcha: Captcha::default(),
            scan: Scan::default(),
            contact: Contact::default(),
            log: "info".to_owned(),
            server: Server::default(),
            submissions: Submissions::default(),
            retention: Purge::default(),
            zoho: Zoho::default(),
            sandbox: Sandbox { listen: loopback(8789), database: "deskbell-sandbox.db".to_owned() },
            attachments: Attachments::default(),
            fields: fields::default(),
            unknown_variables: Vec::new(),
        }
    }
}

impl Config {
    /// Reads the text of a configuration file, if there is one, and the environment above it.
    ///
    /// # Errors
    /// Every mistake of both.
    pub fn load(file: Option<&str>, environment: &Environment) -> Result<Self, Mistakes> {
        let mut source = Source::new(table(file)?, environment);
        let mut config = read(&mut source);
        config.unknown_variables = source.unknown_variables();
        match source.finish() {
            mistakes if mistakes.is_empty() => Ok(config),
            mistakes => Err(Mistakes(mistakes)),
        }
    }

    /// What is allowed but hardly meant: one sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let any = "origins is `*`: every website in the world may embed this form and file tickets; name yours in DESKBELL_ORIGINS";
        let public =
            "upstream is the sandbox, but the listener is open to other machines: tickets go nowhere but to its inbox";
        let unknown = |name: &String| format!("no setting has this name: {name}");
        let mut warnings: Vec<String> = self.unknown_variables.iter().map(unknown).collect();
        if self.origins == Origins::Any {
            warnings.push(any.to_owned());
        }
        if self.upstream == Upstream::Sandbox && !self.listen.ip().is_loopback() {
            warnings.push(public.to_owned());
        }
        warnings
    }

    /// The field that lets a visitor choose a department, where the form has none of its own and
    /// at least two departments have names.
    pub fn department_field(&self) -> Option<FieldDescription> {
        departments::field(&self.departments, &self.fields)
    }

    /// What the rules need to know of the form.
    pub fn form(&self) -> deskbell_rules::Form {
        allowed::form(self)
    }
}

fn table(file: Option<&str>) -> Result<toml::Table, Mistakes> {
    file.unwrap_or_default().parse().map_err(|error: toml::de::Error| {
        // Only the place: the line itself may hold a secret.
        let before = error.span().and_then(|span| file?.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let text = format!("the configuration file is not TOML, line {line}: {}", error.message());
        Mistakes(vec![Mistake { key: String::new(), text }])
    })
}

fn read(source: &mut Source<'_>) -> Config {
    let default = Config::default();
    let address = "an address with a port, such as `127.0.0.1:8787`";
    let upstream = upstream(source);
    let listen = source.parse("listen", address).unwrap_or(default.listen);
    let admin_listen = source.parse("admin_listen", address).unwrap_or(default.admin_listen);
    let origins = origins(source, upstream);
    let database_url = database_url(source).unwrap_or(default.database_url);
    let departments = departments::read(source, upstream);
    let attachments = attachments::read(source);
    let fields = fields::read(source);
    fields::check(source, &fields, departments::field(&departments, &fields).as_ref());
    let visitor_fields = allowed::read(source, &fields, &attachments);
    let (challenge, captcha) = challenge::read(source);
    Config {
        listen,
        admin_listen,
        origins,
        database_url,
        upstream,
        departments,
        visitor_fields,
        limits: one_of(source, "limits", [("on", true), ("off", false)]).unwrap_or(default.limits),
        rates: rates::read(source),
        trusted_proxies: trusted::read(source),
        secret: secret::read(source),
        identity: identity::read(source),
        challenge,
        altcha_tries: challenge::tries(source),
        captcha,
        scan: scan::read(source),
        contact: contact::read(source),
        log: log(source).unwrap_or(default.log),
        server: server::read(source),
        submissions: submissions::read(source),
        retention: retention::read(source),
        zoho: zoho::read(source, upstream == Upstream::Zoho),
        sandbox: Sandbox {
            listen: source.parse("sandbox.listen", address).unwrap_or(default.sandbox.listen),
            database: source.text("sandbox.database").unwrap_or(default.sandbox.database),
        },
        attachments,
        fields,
        unknown_variables: Vec::new(),
    }
}

/// One of a few words.
fn one_of<T: Copy, const N: usize>(source: &mut Source<'_>, key: &str, words: [(&str, T); N]) -> Option<T> {
    let text = source.text(key)?;
    let known = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    if known.is_none() {
        let words = words.map(|(word, _)| format!("`{word}`")).join(" or ");
        source.mistake(key, format!("has to be {words}, not `{text}`"));
    }
    known
}

fn upstream(source: &mut Source<'_>) -> Upstream {
    one_of(source, "upstream", [("sandbox", Upstream::Sandbox), ("zoho", Upstream::Zoho)]).unwrap_or_default()
}

fn log(source: &mut Source<'_>) -> Option<String> {
    let text = source.text("log")?;
    if let Err(error) = crate::log::filter(&text) {
        source.mistake("log", format!("is not a filter such as `info` or `info,deskbell_proxy=debug`: {error}"));
    }
    Some(text)
}

fn origins(source: &mut Source<'_>, upstream: Upstream) -> Origins {
    let origins = source.list("origins").unwrap_or_default();
    if origins.iter().any(|origin| origin == "*") {
        return Origins::Any;
    }
    for origin in &origins {
        if let Err(wrong) = origins::check(origin) {
            source.mistake("origins", wrong);
        }
    }
    match (origins.is_empty(), upstream) {
        (false, _) => Origins::Listed(origins),
        (true, Upstream::Sandbox) => Origins::Loopback,
        (true, Upstream::Zoho) => {
            let text = "is missing; with upstream = \"zoho\" name the websites that embed the form, such as `https://www.example.com`";
            source.mistake("origins", text);
            Origins::Listed(origins)
        }
    }
}

fn database_url(source: &mut Source<'_>) -> Option<SecretString> {
    let url = source.text("database_url")?;
    let path = url.strip_prefix("sqlite:");
    let server = url.strip_prefix("postgres:").or_else(|| url.strip_prefix("postgresql:"));
    if path.or(server).is_none_or(|rest| rest.trim_start_matches('/').is_empty()) {
        let text = "has to be `sqlite://` and a path, such as `sqlite://deskbell.db`, or `postgres://` and a server, such as `postgres://deskbell@localhost/deskbell`";
        source.mistake("database_url", format!("{text}, not `{}`", scheme(&url)));
    }
    Some(url.into())
}

/// A database URL may hold a password, so only its beginning is ever shown.
fn scheme(url: &str) -> &str {
    url.split_once(':').map_or("a bare name", |(scheme, _)| scheme)
}

#[cfg(test)]
mod tests;
