//! Configuration: a flag wins over the environment, the environment over the file, the file over the default.
//!
//! Whatever is wrong is one sentence that begins with the key as it was given, so that the person who
//! reads it knows where to look: `EMDIA_LISTEN: must be HOST:PORT, such as 127.0.0.1:3000`.

use chrono::NaiveDate;
use std::{
    net::{SocketAddr, ToSocketAddrs},
    path::{Path, PathBuf},
    time::Duration,
};

/// What every subcommand takes.
#[expect(clippy::doc_markdown, reason = "the help is shown as it is written here")]
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Flags {
    /// The database: sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME
    /// [env: EMDIA_DATABASE_URL] [default: sqlite://var/emdia.db]
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// How strict to be: production, development or demo [env: EMDIA_ENV] [default: production]
    #[arg(long, global = true, value_name = "ENV")]
    pub env: Option<String>,
    /// The date to take for today, for demonstrations and tests; refused in production [env: EMDIA_TODAY]
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    /// A TOML file with any of these settings; keys are flag names with underscores [env: EMDIA_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<String>,
    /// What to log: error, warn, info, debug, or per module (info,sqlx=debug)
    /// [env: EMDIA_LOG] [default: info for serve, warn otherwise]
    #[arg(long, global = true, value_name = "FILTER")]
    pub log: Option<String>,
    /// How to log: text or json [env: EMDIA_LOG_FORMAT] [default: text]
    #[arg(long, global = true, value_name = "FORMAT")]
    pub log_format: Option<String>,
    /// A file with the secret that mail passwords are kept with; made when missing
    /// [env: EMDIA_SECRET_KEY_FILE] [default with SQLite: the database's name and .key]
    #[arg(long, global = true, value_name = "FILE")]
    pub secret_key_file: Option<String>,
    /// Certificates (PEM) by which mail servers are trusted besides the usual ones [env: EMDIA_SMTP_CA]
    #[arg(long, global = true, value_name = "FILE")]
    pub smtp_ca: Option<String>,
    /// The first pause after a mail server's temporary failure, in seconds
    /// [env: EMDIA_MAIL_RETRY] [default: 60]
    #[arg(long, global = true, value_name = "SECONDS")]
    pub mail_retry: Option<String>,
}

/// What `serve` takes besides.
#[expect(clippy::doc_markdown, reason = "the help is shown as it is written here")]
#[derive(clap::Args, Clone, Debug, Default)]
pub struct ServeFlags {
    /// The address to listen on [env: EMDIA_LISTEN] [default: 127.0.0.1:3000]
    #[arg(long, value_name = "HOST:PORT")]
    pub listen: Option<String>,
    /// The address users type; https makes cookies secure and turns on HSTS [env: EMDIA_BASE_URL]
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The folder of the browser's files [env: EMDIA_SITE] [default: inside the binary, or target/site]
    #[arg(long, value_name = "DIR")]
    pub site: Option<String>,
    /// Take the user's address from the last entry of X-Forwarded-For [env: EMDIA_BEHIND_PROXY]
    #[arg(long)]
    pub behind_proxy: bool,
    /// Bring the database to the current form before serving [env: EMDIA_MIGRATE]
    #[arg(long)]
    pub migrate: bool,
}

/// Every key a file may have. The environment's name is `EMDIA_` and the key in capitals.
const KEYS: [&str; 14] = [
    "database_url",
    "env",
    "today",
    "log",
    "log_format",
    "secret_key",
    "secret_key_file",
    "smtp_ca",
    "mail_retry",
    "listen",
    "base_url",
    "site",
    "behind_proxy",
    "migrate",
];

/// How strict the program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// Real data: nothing is done by itself that could surprise.
    Production,
    /// Somebody tries something: dates may be moved, the database is migrated by itself.
    Development,
    /// Like development, and an empty database is filled with demonstration data.
    Demo,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for machines.
    Json,
}

/// The settings of every subcommand.
#[derive(Clone)]
pub struct Config {
    /// Where the database is. May contain a password: never shown.
    pub database_url: String,
    /// How strict to be.
    pub env: Environment,
    /// The date to take for today.
    pub today: Option<NaiveDate>,
    /// What to log, if it was said.
    pub log: Option<String>,
    /// How to log.
    pub log_format: LogFormat,
    /// The secret that mail passwords are kept with, if it was given itself. Never shown.
    pub secret_key: Option<String>,
    /// The file that has it.
    pub secret_key_file: Option<PathBuf>,
    /// The file of further certificates for mail servers.
    pub smtp_ca: Option<PathBuf>,
    /// The first pause after a temporary failure.
    pub mail_retry: Duration,
}

/// The settings of `serve`.
#[derive(Clone, Debug)]
pub struct ServeConfig {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address users type, if it was said: `https://cobranca.example.com`, without a path.
    pub base_url: Option<String>,
    /// The folder of the browser's files, if it was said.
    pub site: Option<PathBuf>,
    /// Whether a reverse proxy hands on the user's address.
    pub behind_proxy: bool,
    /// Whether to migrate even in production.
    pub migrate: bool,
}

/// A sentence that names the key and says what is wrong with it.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError(pub String);

type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Where settings come from.
pub struct Sources<'a> {
    env: Lookup<'a>,
    file: Option<(String, toml::Table)>,
}

/// A setting as it was given, and the name it was given under.
struct Given {
    key: String,
    text: String,
}

impl Given {
    /// The parsed setting, or the sentence that says what it must be.
    fn parse<T>(self, must: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, ConfigError> {
        parse(self.text.trim()).ok_or_else(|| ConfigError(format!("{}: must {must}", self.key)))
    }
}

impl<'a> Sources<'a> {
    /// The environment, and the file that the flag `--config` or `EMDIA_CONFIG` names.
    pub fn new(flags: &Flags, env: Lookup<'a>) -> Result<Self, ConfigError> {
        let sources = Self { env, file: None };
        let Some(given) = sources.get("config", flags.config.as_ref()) else { return Ok(sources) };
        let table = std::fs::read_to_string(&given.text)
            .map_err(|error| error.to_string())
            .and_then(|text| text.parse::<toml::Table>().map_err(|error| error.message().to_owned()))
            .map_err(|problem| {
                ConfigError(format!("{}: cannot read {}: {problem}", given.key, given.text))
            })?;
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(ConfigError(format!("{key} in {}: there is no such key", given.text)));
        }
        Ok(Self { env, file: Some((given.text, table)) })
    }

    fn get(&self, name: &str, flag: Option<&String>) -> Option<Given> {
        if let Some(text) = flag {
            return Some(Given { key: format!("--{}", name.replace('_', "-")), text: text.clone() });
        }
        let key = format!("EMDIA_{}", name.to_uppercase());
        if let Some(text) = (self.env)(&key).filter(|text| !text.trim().is_empty()) {
            return Some(Given { key, text });
        }
        let (file, table) = self.file.as_ref()?;
        let text = match table.get(name)? {
            toml::Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        Some(Given { key: format!("{name} in {file}"), text })
    }

    fn switch(&self, name: &str, flag: bool) -> Result<bool, ConfigError> {
        if flag {
            return Ok(true);
        }
        self.get(name, None).map_or(Ok(false), |given| {
            given.parse("be true or false", |text| match text {
                "true" | "1" | "yes" => Some(true),
                "false" | "0" | "no" => Some(false),
                _ => None,
            })
        })
    }

    /// The settings of every subcommand.
    pub fn config(&self, flags: &Flags) -> Result<Config, ConfigError> {
        let database_url = match self.get("database_url", flags.database_url.as_ref()) {
            Some(given) => given.parse("start with sqlite:// or postgres://", database_url)?,
            None => "sqlite://var/emdia.db".to_owned(),
        };
        let env = match self.get("env", flags.env.as_ref()) {
            Some(given) => given.parse("be production, development or demo", environment)?,
            None => Environment::Production,
        };
        let today = self.get("today", flags.today.as_ref()).map(|given| today(given, env)).transpose()?;
        let log = self.get("log", flags.log.as_ref());
        let log =
            log.map(|given| given.parse("be a log filter, such as info or info,sqlx=debug", log_filter));
        let log_format = match self.get("log_format", flags.log_format.as_ref()) {
            Some(given) => given.parse("be text or json", log_format)?,
            None => LogFormat::Text,
        };
        let secret_key = self.get("secret_key", None);
        let secret_key = secret_key.map(|given| given.parse("be at least 32 characters long", secret));
        let mail_retry = match self.get("mail_retry", flags.mail_retry.as_ref()) {
            Some(given) => given.parse("be a number of seconds from 1 to 3600", retry)?,
            None => Duration::from_mins(1),
        };
        let path = |given: Given| PathBuf::from(given.text);
        Ok(Config {
            database_url,
            env,
            today,
            log: log.transpose()?,
            log_format,
            secret_key: secret_key.transpose()?,
            secret_key_file: self.get("secret_key_file", flags.secret_key_file.as_ref()).map(path),
            smtp_ca: self.get("smtp_ca", flags.smtp_ca.as_ref()).map(path),
            mail_retry,
        })
    }

    /// The settings of `serve`.
    pub fn serve(&self, flags: &ServeFlags) -> Result<ServeConfig, ConfigError> {
        let listen = match self.get("listen", flags.listen.as_ref()) {
            Some(given) => given.parse("be HOST:PORT, such as 127.0.0.1:3000", listen)?,
            None => SocketAddr::from(([127, 0, 0, 1], 3000)),
        };
        let base_url = self.get("base_url", flags.base_url.as_ref());
        let base_url = base_url.map(|given| {
            given.parse("be http:// or https:// and a host, such as https://cobranca.example.com", base)
        });
        let site = self.get("site", flags.site.as_ref());
        let site = site.map(|given| {
            given.parse("be a folder", |text| Some(PathBuf::from(text)).filter(|path| path.is_dir()))
        });
        Ok(ServeConfig {
            listen,
            base_url: base_url.transpose()?,
            site: site.transpose()?,
            behind_proxy: self.switch("behind_proxy", flags.behind_proxy)?,
            migrate: self.switch("migrate", flags.migrate)?,
        })
    }
}

impl Config {
    /// The file of an SQLite database.
    pub fn sqlite_file(&self) -> Option<&Path> {
        let path = self.database_url.strip_prefix("sqlite://")?;
        path.split('?').next().map(Path::new)
    }
}

fn database_url(text: &str) -> Option<String> {
    let known = ["sqlite://", "postgres://", "postgresql://"];
    known.iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme)).then(|| text.to_owned())
}

fn environment(text: &str) -> Option<Environment> {
    match text {
        "production" => Some(Environment::Production),
        "development" => Some(Environment::Development),
        "demo" => Some(Environment::Demo),
        _ => None,
    }
}

/// Collecting on another day than today is for trying things out: with real data it would store wrong dates.
fn today(given: Given, env: Environment) -> Result<NaiveDate, ConfigError> {
    if env == Environment::Production {
        let key = given.key;
        return Err(ConfigError(format!(
            "{key}: not allowed in production; set EMDIA_ENV=development or demo to try another date"
        )));
    }
    given.parse("be a date, such as 2013-06-30", |text| domain::period::parse_date(text).ok())
}

fn secret(text: &str) -> Option<String> {
    (text.len() >= 32).then(|| text.to_owned())
}

fn retry(text: &str) -> Option<Duration> {
    text.parse().ok().filter(|seconds| (1..=3600).contains(seconds)).map(Duration::from_secs)
}

fn log_filter(text: &str) -> Option<String> {
    tracing_subscriber::EnvFilter::try_new(text).ok().map(|_| text.to_owned())
}

fn log_format(text: &str) -> Option<LogFormat> {
    match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}

fn listen(text: &str) -> Option<SocketAddr> {
    text.to_socket_addrs().ok()?.next()
}

fn base(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c));
    plain.then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests;
