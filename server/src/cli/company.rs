//! `emdia company add|list`.

use super::{
    Failure, new_world,
    output::{self, Format, table},
};
use crate::config::Config;
use backend::companies::{self, NewCompany};

#[derive(clap::Subcommand)]
pub enum Command {
    /// Add a company; every administrator may see it from then on
    Add {
        /// Its name, unlike that of any other
        #[arg(long)]
        name: String,
        /// CNPJ or CPF
        #[arg(long, default_value = "", hide_default_value = true)]
        tax_id: String,
        /// The state it is in, such as SP
        #[arg(long, default_value = "", hide_default_value = true)]
        uf: String,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// List the companies
    List {
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
}

pub async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let ctx = new_world(config).await?;
    match command {
        Command::Add { name, tax_id, uf, format } => {
            let id = companies::add(&ctx, NewCompany { name: name.clone(), tax_id, uf }).await?;
            eprintln!("The company {} was added.", name.trim());
            if format == Format::Json { output::json(&serde_json::json!({ "id": id })) } else { Ok(()) }
        }
        Command::List { format } => {
            let companies = companies::list(&ctx).await?;
            if format == Format::Json {
                return output::json(&companies);
            }
            let rows: Vec<_> = companies.into_iter().map(|line| [line.name, line.tax_id]).collect();
            output::print(&table(["name", "CNPJ/CPF"], [false; 2], &rows))
        }
    }
}
