//! Whose receivable a row is: by the company's own identifier, else by CPF/CNPJ, else by name.

use super::line::Line;
use crate::{
    Error,
    ctx::new_id,
    store::{
        Tx,
        bulk::{self, ClientCompanyRow, ClientRow},
        clients::search_key,
        import::{self, ByTaxId},
    },
};
use chrono::{DateTime, Utc};
use domain::{
    client::ClientData,
    id::{ClientId, CompanyId},
    tax_id::masked,
    text::normalise,
};
use std::collections::HashMap;

/// The company's clients, as far as the file needed them so far.
pub(super) struct Clients {
    company: CompanyId,
    at: DateTime<Utc>,
    by_ref: HashMap<String, ClientId>,
    by_tax_id: HashMap<String, ByTaxId>,
    /// All of the company's clients, once a row has nothing but a name.
    by_name: Option<HashMap<String, Namesakes>>,
    new: Vec<ClientRow>,
    links: Vec<ClientCompanyRow>,
    /// The clients that were made (`client`), and those that came to the company (`link`).
    pub(super) made: Vec<(&'static str, ClientId)>,
    /// How many clients were made.
    pub(super) created: u64,
}

/// The clients of one name.
#[derive(Clone, Copy, Debug, Default)]
struct Namesakes {
    any: Option<ClientId>,
    count: u32,
    /// One known by nothing but the name, and how many there are.
    bare: Option<ClientId>,
    bare_count: u32,
}

/// Whose a row is, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Client(ClientId),
    Nobody,
    /// Several clients have the name, and there is nothing else to go by.
    Ambiguous,
}

impl Clients {
    pub(super) fn new(company: CompanyId, at: DateTime<Utc>) -> Self {
        Self {
            company,
            at,
            by_ref: HashMap::new(),
            by_tax_id: HashMap::new(),
            by_name: None,
            new: Vec::new(),
            links: Vec::new(),
            made: Vec::new(),
            created: 0,
        }
    }

    /// Looks up what the rows need and is not known yet.
    pub(super) async fn look_up(&mut self, tx: &mut Tx, lines: &[&Line]) -> Result<(), Error> {
        let unknown =
            |line: &&&Line| !line.reference.is_empty() && !self.by_ref.contains_key(&line.reference);
        let refs: Vec<&str> = lines.iter().filter(unknown).map(|line| line.reference.as_str()).collect();
        let found = import::clients_by_ref(tx, self.company, &distinct(refs)).await?;
        self.by_ref.extend(found);

        let unknown = |line: &&&Line| {
            !self.by_ref.contains_key(&line.reference)
                && !line.tax_id.is_empty()
                && !self.by_tax_id.contains_key(&line.tax_id)
        };
        let tax_ids: Vec<&str> = lines.iter().filter(unknown).map(|line| line.tax_id.as_str()).collect();
        let found = import::clients_by_tax_id(tx, self.company, &distinct(tax_ids)).await?;
        self.by_tax_id.extend(found);

        if self.by_name.is_none() && lines.iter().any(|line| has_only_a_name(line)) {
            let mut by_name = HashMap::new();
            for client in import::clients_of(tx, self.company).await? {
                note(&mut by_name, &client.name, client.client, client.bare);
            }
            self.by_name = Some(by_name);
        }
        Ok(())
    }

    /// Whose the row is, without making anybody up.
    pub(super) fn known(&self, line: &Line) -> Known {
        if let Some(client) = self.by_ref.get(&line.reference) {
            return Known::Client(*client);
        }
        if let Some(found) = self.by_tax_id.get(&line.tax_id) {
            return Known::Client(found.client);
        }
        if !has_only_a_name(line) {
            return Known::Nobody;
        }
        let namesakes = self.by_name.as_ref().and_then(|names| names.get(&normalise(&line.name)));
        match namesakes.copied().unwrap_or_default() {
            Namesakes { count: 0, .. } => Known::Nobody,
            Namesakes { any: Some(client), count: 1, .. }
            | Namesakes { bare: Some(client), bare_count: 1, .. } => Known::Client(client),
            _ => Known::Ambiguous,
        }
    }

    /// Whose the row is; a client that nobody knows yet is made. Nothing when the name is ambiguous.
    pub(super) async fn resolve(&mut self, tx: &mut Tx, line: &Line) -> Result<Option<ClientId>, Error> {
        match self.known(line) {
            Known::Ambiguous => Ok(None),
            Known::Nobody => Ok(Some(self.create(line))),
            Known::Client(client) => {
                self.link(tx, client, line).await?;
                Ok(Some(client))
            }
        }
    }

    /// A client found by CPF/CNPJ may be one of another company only, or one without an identifier here.
    async fn link(&mut self, tx: &mut Tx, client: ClientId, line: &Line) -> Result<(), Error> {
        if self.by_ref.contains_key(&line.reference) {
            return Ok(());
        }
        let Some(found) = self.by_tax_id.get_mut(&line.tax_id) else { return Ok(()) };
        let reference = Some(line.reference.clone()).filter(|reference| !reference.is_empty());
        if !found.linked {
            found.linked = true;
            found.has_ref = reference.is_some();
            self.made.push(("link", client));
            self.links.push(ClientCompanyRow {
                client_id: client.0,
                company_id: self.company.0,
                external_ref: reference,
            });
        } else if let Some(reference) = reference.filter(|_| !found.has_ref) {
            found.has_ref = true;
            self.write(tx).await?;
            import::set_ref(tx, client, self.company, &reference).await?;
        }
        if !line.reference.is_empty() {
            self.by_ref.insert(line.reference.clone(), client);
        }
        Ok(())
    }

    fn create(&mut self, line: &Line) -> ClientId {
        let client = ClientId(new_id());
        let name = [&line.name, &line.reference].into_iter().find(|name| !name.is_empty());
        let data = ClientData {
            id: client,
            version: 1,
            name: name.cloned().unwrap_or_else(|| masked(&line.tax_id)),
            tax_id: line.tax_id.clone(),
            email: line.contact.email.clone(),
            phone: line.contact.phone.clone(),
            mobile: line.contact.mobile.clone(),
            street: line.contact.street.clone(),
            number: line.contact.number.clone(),
            complement: String::new(),
            district: line.contact.district.clone(),
            city: line.contact.city.clone(),
            uf: line.contact.uf.clone(),
            cep: line.contact.cep.clone(),
            is_client: true,
            is_supplier: false,
            opt_outs: Vec::new(),
        };
        let reference = Some(line.reference.clone()).filter(|reference| !reference.is_empty());
        let has_ref = reference.is_some();
        if let Some(reference) = &reference {
            self.by_ref.insert(reference.clone(), client);
        }
        if !line.tax_id.is_empty() {
            self.by_tax_id.insert(line.tax_id.clone(), ByTaxId { client, linked: true, has_ref });
        }
        if let Some(by_name) = &mut self.by_name {
            note(by_name, &data.name, client, has_only_a_name(line));
        }
        self.created += 1;
        self.made.push(("client", client));
        self.new.push(client_row(data, self.at));
        self.links.push(ClientCompanyRow {
            client_id: client.0,
            company_id: self.company.0,
            external_ref: reference,
        });
        client
    }

    /// Writes the new clients and their links.
    pub(super) async fn write(&mut self, tx: &mut Tx) -> Result<(), Error> {
        bulk::insert(tx, std::mem::take(&mut self.new)).await?;
        bulk::insert(tx, std::mem::take(&mut self.links)).await
    }
}

/// A client as a new row.
pub(crate) fn client_row(data: ClientData, at: DateTime<Utc>) -> ClientRow {
    let search_key = search_key(&data);
    ClientRow {
        id: data.id.0,
        name: data.name,
        tax_id: data.tax_id,
        email: data.email,
        phone: data.phone,
        mobile: data.mobile,
        street: data.street,
        street_number: data.number,
        complement: data.complement,
        district: data.district,
        city: data.city,
        uf: data.uf,
        cep: data.cep,
        is_client: data.is_client,
        is_supplier: data.is_supplier,
        search_key,
        change: 0,
        created_at: at,
    }
}

const fn has_only_a_name(line: &Line) -> bool {
    line.reference.is_empty() && line.tax_id.is_empty()
}

fn note(names: &mut HashMap<String, Namesakes>, name: &str, client: ClientId, bare: bool) {
    let namesakes = names.entry(normalise(name)).or_default();
    namesakes.any = Some(client);
    namesakes.count += 1;
    if bare {
        namesakes.bare = Some(client);
        namesakes.bare_count += 1;
    }
}

fn distinct(mut texts: Vec<&str>) -> Vec<&str> {
    texts.sort_unstable();
    texts.dedup();
    texts
}
