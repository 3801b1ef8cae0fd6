//! `emdia demo`: demonstration data, and how to sign in to it.

use super::{
    Failure,
    output::{self, Format, table},
    with_new_world,
};
use crate::config::{Config, Environment};
use backend::{
    Ctx,
    demo::{self, Logins},
    users,
};

#[derive(clap::Args)]
pub struct Options {
    /// Where the database is in use for something else, leave it and end well
    #[arg(long)]
    if_empty: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Can be repeated: where the data is loaded already, only the logins are printed. A database in use for
/// something else is left as it is, which is a failure unless `--if-empty` allows for it.
pub async fn run(config: &Config, options: Options) -> Result<(), Failure> {
    if config.env == Environment::Production {
        return Err(Failure::usage(
            "EMDIA_ENV: demonstration users have a public password and are not for production; set EMDIA_ENV=demo",
        ));
    }
    let logins = with_new_world(config, async |ctx| Ok(load_if_empty(ctx).await?)).await?;
    if logins.is_none() {
        let sentence = "the database is in use already: no demonstration data was loaded";
        if !options.if_empty {
            return Err(Failure::new(sentence));
        }
        eprintln!("emdia: {sentence}");
    }
    match (options.format, logins) {
        (Format::Json, logins) => output::json(&logins),
        (Format::Text, Some(logins)) => output::print(&text(&logins)),
        (Format::Text, None) => Ok(()),
    }
}

/// The logins of the demonstration users, loaded now or before; nothing if the database is somebody's own.
pub async fn load_if_empty(ctx: &Ctx) -> Result<Option<Logins>, backend::Error> {
    let users = users::list(ctx).await?;
    if users.is_empty() {
        return demo::load(ctx).await.map(Some);
    }
    let logins = demo::logins();
    let there = |email: &str| users.iter().any(|user| user.email == email);
    Ok(logins.users.iter().all(|login| there(login.email)).then_some(logins))
}

fn text(logins: &Logins) -> String {
    let rows: Vec<_> = logins
        .users
        .iter()
        .map(|login| [login.role.as_str().to_owned(), login.email.to_owned(), login.name.to_owned()])
        .collect();
    let table = table(["role", "e-mail", "name"], [false; 3], &rows);
    format!("Sign in as one of these with the password {}\n\n{table}", logins.password)
}
