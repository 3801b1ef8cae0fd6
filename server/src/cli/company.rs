//! `emdia company add|list`.

use super::{
    Failure,
    output::{self, Format, table},
    with_new_world, with_world,
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
    match command {
        Command::Add { name, tax_id, uf, format } => {
            let company = NewCompany { name: name.clone(), tax_id, uf };
            let id = with_new_world(config, async |ctx| Ok(companies::add(ctx, company).await?)).await?;
            eprintln!("The company {} was added.", name.trim());
            if format == Format::Json { output::json(&serde_json::json!({ "id": id })) } else { Ok(()) }
        }
        Command::List { format } => {
            let companies = with_world(config, async |ctx| Ok(companies::list(ctx).await?)).await?;
            if format == Format::Json {
                return output::json(&companies);
            }
            let rows: Vec<_> = companies.into_iter().map(|line| [line.name, line.tax_id]).collect();
            output::print(&table(["name", "CNPJ/CPF"], [false; 2], &rows))
        }
    }
}
