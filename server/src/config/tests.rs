use super::*;

fn sentence<T>(result: Result<T, ConfigError>) -> String {
    result.err().expect("must be refused").0
}

/// The settings that an environment and flags make.
fn configure(env: &[(&str, &str)], flags: &Flags) -> Result<Config, ConfigError> {
    let lookup = |key: &str| env.iter().find(|pair| pair.0 == key).map(|pair| pair.1.to_owned());
    Sources::new(flags, &lookup)?.config(flags)
}

fn serve(env: &[(&str, &str)]) -> Result<ServeConfig, ConfigError> {
    let lookup = |key: &str| env.iter().find(|pair| pair.0 == key).map(|pair| pair.1.to_owned());
    Sources::new(&Flags::default(), &lookup)?.serve(&ServeFlags::default())
}

/// A configuration file with this text, removed at the end.
struct File(PathBuf);

impl File {
    fn with(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("emdia-config-{}-{name}.toml", std::process::id()));
        std::fs::write(&path, text).expect("a temporary file");
        Self(path)
    }

    fn flags(&self) -> Flags {
        Flags { config: Some(self.0.display().to_string()), ..Flags::default() }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn without_any_setting_it_is_production_on_a_local_file() {
    let config = configure(&[], &Flags::default()).expect("valid");
    assert_eq!(config.env, Environment::Production);
    assert_eq!(config.sqlite_file(), Some(Path::new("var/emdia.db")));
    assert_eq!(serve(&[]).expect("valid").listen.to_string(), "127.0.0.1:3000");
}

#[test]
fn a_flag_wins_over_the_environment_and_the_environment_over_the_file() {
    let file = File::with("order", "env = 'demo'\ndatabase_url = 'sqlite://file.db'\nlog_format = 'json'\n");
    let env = [("EMDIA_ENV", "development"), ("EMDIA_DATABASE_URL", "sqlite://env.db")];
    let flags = Flags { database_url: Some("sqlite://flag.db".to_owned()), ..file.flags() };
    let config = configure(&env, &flags).expect("valid");
    assert_eq!(config.database_url, "sqlite://flag.db");
    assert_eq!(config.env, Environment::Development);
    assert_eq!(config.log_format, LogFormat::Json);
}

#[test]
fn a_bad_setting_is_named_as_it_was_given() {
    let refused = |key: &str, value: &str| sentence(configure(&[(key, value)], &Flags::default()));
    assert_eq!(
        refused("EMDIA_DATABASE_URL", "mysql://x"),
        "EMDIA_DATABASE_URL: must start with sqlite:// or postgres://"
    );
    assert_eq!(refused("EMDIA_ENV", "prod"), "EMDIA_ENV: must be production, development or demo");
    assert_eq!(refused("EMDIA_LOG_FORMAT", "xml"), "EMDIA_LOG_FORMAT: must be text or json");
    let flags = Flags { env: Some("prod".to_owned()), ..Flags::default() };
    assert_eq!(sentence(configure(&[], &flags)), "--env: must be production, development or demo");
    let file = File::with("bad", "env = 'prod'\n");
    let expected = format!("env in {}: must be production, development or demo", file.0.display());
    assert_eq!(sentence(configure(&[], &file.flags())), expected);
}

#[test]
fn bad_settings_of_the_server_are_named() {
    assert_eq!(
        sentence(serve(&[("EMDIA_LISTEN", "3000")])),
        "EMDIA_LISTEN: must be HOST:PORT, such as 127.0.0.1:3000"
    );
    assert!(
        sentence(serve(&[("EMDIA_BASE_URL", "cobranca.example.com")])).starts_with("EMDIA_BASE_URL: must be")
    );
    assert!(
        sentence(serve(&[("EMDIA_BASE_URL", "https://a.example/x")])).starts_with("EMDIA_BASE_URL: must be")
    );
    assert_eq!(sentence(serve(&[("EMDIA_SITE", "/no/such/folder")])), "EMDIA_SITE: must be a folder");
    assert_eq!(sentence(serve(&[("EMDIA_MIGRATE", "maybe")])), "EMDIA_MIGRATE: must be true or false");
}

#[test]
fn an_unknown_key_of_the_file_is_named() {
    let file = File::with("unknown", "databse_url = 'sqlite://x.db'\n");
    let expected = format!("databse_url in {}: there is no such key", file.0.display());
    assert_eq!(sentence(configure(&[], &file.flags())), expected);
}

#[test]
fn a_missing_file_is_named() {
    let refused = sentence(configure(&[("EMDIA_CONFIG", "/no/such/file.toml")], &Flags::default()));
    assert!(refused.starts_with("EMDIA_CONFIG: cannot read /no/such/file.toml"), "{refused}");
}

#[test]
fn another_date_than_today_is_refused_in_production() {
    let refused = sentence(configure(&[("EMDIA_TODAY", "2013-06-30")], &Flags::default()));
    assert!(refused.starts_with("EMDIA_TODAY: not allowed in production"), "{refused}");
    let flags = Flags { today: Some("2013-06-30".to_owned()), ..Flags::default() };
    assert!(sentence(configure(&[], &flags)).starts_with("--today: not allowed in production"));
    let config = configure(&[("EMDIA_ENV", "development")], &flags).expect("valid");
    assert_eq!(config.today, NaiveDate::from_ymd_opt(2013, 6, 30));
}

#[test]
fn a_blank_variable_counts_as_not_given() {
    assert_eq!(
        configure(&[("EMDIA_ENV", " ")], &Flags::default()).expect("valid").env,
        Environment::Production
    );
}

#[test]
fn the_base_url_loses_its_final_slash() {
    let config = serve(&[("EMDIA_BASE_URL", "https://Cobranca.example.com/")]).expect("valid");
    assert_eq!(config.base_url.as_deref(), Some("https://cobranca.example.com"));
}
