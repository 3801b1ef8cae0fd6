//! `emdia user add|list|reset-password`. A password never stands on the command line, where others can read it.

use super::{
    Failure,
    output::{self, Format, table},
    with_new_world, with_world,
};
use crate::{config::Config, security::readable_code};
use backend::{
    Ctx, companies,
    users::{self, NewUser},
};
use domain::{
    id::{CompanyId, UserId},
    permission::Role,
};
use serde_json::json;
use std::io::BufRead;

#[derive(clap::Subcommand)]
pub enum Command {
    /// Add a user; without --password-stdin the password is made up and printed once
    Add(Add),
    /// List the users
    List {
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Give a user a new password and end their sessions
    ResetPassword {
        /// The address the user signs in with
        #[arg(long)]
        email: String,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

#[derive(clap::Args)]
pub struct Add {
    /// The user's name
    #[arg(long)]
    name: String,
    /// The address the user signs in with
    #[arg(long)]
    email: String,
    /// administrator, manager or agent
    #[arg(long, value_parser = role)]
    role: Role,
    /// A company that the user may see; repeat it for several; all that there are when left out
    #[arg(long, value_name = "NAME")]
    company: Vec<String>,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

fn role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| "must be administrator, manager or agent".to_owned())
}

pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    match command {
        Command::Add(add) => with_new_world(config, async |ctx| self::add(ctx, add).await).await,
        Command::List { format } => with_world(config, async |ctx| list(ctx, format).await).await,
        Command::ResetPassword { email, password_stdin, format } => {
            let password = Password::take(password_stdin)?;
            with_world(config, async |ctx| reset_password(ctx, &email, password, format).await).await
        }
    }
}

async fn reset_password(ctx: &Ctx, email: &str, password: Password, format: Format) -> Result<(), Failure> {
    match users::reset_password(ctx, email, &password.text).await {
        Err(backend::Error::NotFound) => Err(Failure::new(format!("there is no user {email}"))),
        done => {
            let id = done?;
            eprintln!("{} has a new password; their sessions have ended.", email.trim());
            password.tell(id, format)
        }
    }
}

async fn add(ctx: &Ctx, add: Add) -> Result<(), Failure> {
    let mut companies = Vec::with_capacity(add.company.len());
    for name in &add.company {
        companies.push(company(ctx, name).await?);
    }
    let password = Password::take(add.password_stdin)?;
    let user = NewUser {
        name: add.name,
        email: add.email.clone(),
        role: add.role,
        companies,
        password: password.text.clone(),
    };
    let id = users::add(ctx, user).await?;
    eprintln!("{} was added as {}.", add.email.trim(), add.role.as_str());
    password.tell(id, add.format)
}

async fn company(ctx: &Ctx, name: &str) -> Result<CompanyId, Failure> {
    companies::by_name(ctx, name)
        .await?
        .ok_or_else(|| Failure::new(format!("there is no company called {name:?}")))
}

async fn list(ctx: &Ctx, format: Format) -> Result<(), Failure> {
    let users = users::list(ctx).await?;
    if format == Format::Json {
        return output::json(&users);
    }
    let rows: Vec<_> = users
        .into_iter()
        .map(|user| {
            let state = if user.active { "active" } else { "inactive" };
            [
                user.name,
                user.email,
                user.role.as_str().to_owned(),
                state.to_owned(),
                user.companies.join(", "),
            ]
        })
        .collect();
    output::print(&table(["name", "e-mail", "role", "state", "companies"], [false; 5], &rows))
}

/// A password, given or made up.
struct Password {
    text: String,
    made_up: bool,
}

impl Password {
    fn take(from_stdin: bool) -> Result<Self, Failure> {
        if !from_stdin {
            return Ok(Self { text: readable_code(), made_up: true });
        }
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        read.map_err(|error| Failure::new(format!("standard input: {error}")))?;
        Ok(Self { text: line.trim_end_matches(['\r', '\n']).to_owned(), made_up: false })
    }

    /// Prints whose it is, and the password if it was made up: this once, and nowhere else.
    fn tell(self, user: UserId, format: Format) -> Result<(), Failure> {
        match (self.made_up, format) {
            (false, Format::Text) => Ok(()),
            (false, Format::Json) => output::json(&json!({ "id": user })),
            (true, Format::Json) => output::json(&json!({ "id": user, "password": self.text })),
            (true, Format::Text) => output::print(&format!("password: {}", self.text)),
        }
    }
}
