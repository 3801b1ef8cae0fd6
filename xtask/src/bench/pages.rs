//! What is measured: the pages of a day's work, each beside the server's smallest page.

use super::{
    data::Dataset,
    form,
    http::Connection,
    load::{self, Summary, Times},
};
use crate::signal::Stop;
use anyhow::{Context as _, Result, bail};
use std::{
    net::SocketAddr,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// Turns in which all pages are measured, so that a slow moment of the machine hits all alike.
const ROUNDS: u32 = 5;

/// The agenda of the day has 50 rows, of which a few may be of the same client.
const AGENDA_ROWS: usize = 45;

/// A signed-in browser and where it goes.
pub struct Rounds {
    address: SocketAddr,
    cookie: String,
    /// The smallest one first.
    pages: Vec<Page>,
    save: Save,
    /// The first list after the start, of which nothing was computed yet.
    first_list: Duration,
}

struct Page {
    name: &'static str,
    path: String,
    bytes: usize,
}

/// The contact form of clients on the list.
struct Save {
    clients: Vec<String>,
    date: String,
    time: String,
    number: AtomicU64,
}

/// One page's figures.
pub struct Measured {
    pub name: &'static str,
    pub path: String,
    /// Of the page itself, without compression.
    pub bytes: usize,
    pub summary: Summary,
    /// Rate in relation to the smallest page's in the same run.
    pub ratio: f64,
}

/// All pages' figures; the smallest page comes first.
pub struct Outcome {
    pub pages: Vec<Measured>,
    pub first_list: Duration,
}

/// Signs in, looks at every page once and checks that it is the one that was meant.
pub fn prepare(address: SocketAddr, data: &Dataset) -> Result<Rounds> {
    let cookie = sign_in(address, data)?;
    let mut browser = Connection::open(address, &cookie)?;
    let mut html = |path: &str| -> Result<String> {
        let answer = browser.get(path)?;
        if answer.status != 200 {
            bail!("{path} answered {} {}", answer.status, answer.location);
        }
        Ok(String::from_utf8_lossy(answer.body).into_owned())
    };
    let start = Instant::now();
    let list = html("/inadimplencia")?;
    let first_list = start.elapsed();

    let client = format!("/clientes/{}", data.client);
    let page = html(&client)?;
    let value = |name: &str| {
        let found = form::value_of(&page, name).map(str::to_owned);
        found.with_context(|| format!("the contact form of {client} has no {name}"))
    };
    let clients = form::clients(&list);
    if clients.len() < 10 {
        bail!("/inadimplencia shows only {} clients", clients.len());
    }
    let save =
        Save { clients, date: value("cmd[date]")?, time: value("cmd[time]")?, number: AtomicU64::new(0) };

    let mut pages = Vec::new();
    for (name, path) in [
        ("list, first page", "/inadimplencia".to_owned()),
        ("list, by total", "/inadimplencia?ordem=total&direcao=desc".to_owned()),
        ("search", "/inadimplencia?q=silva".to_owned()),
        ("client", client),
        ("agenda of the day", "/agenda?responsavel=eu&periodo=hoje".to_owned()),
    ] {
        let page = html(&path)?;
        if path.starts_with("/agenda") && form::clients(&page).len() < AGENDA_ROWS {
            bail!("{path} shows only {} clients", form::clients(&page).len());
        }
        let bytes = page.len();
        pages.push(Page { name, path, bytes });
    }
    let account = html("/conta")?.len();
    let help = html("/ajuda")?.len();
    let smallest = if account < help { "/conta" } else { "/ajuda" };
    pages.insert(0, Page { name: "smallest page", path: smallest.to_owned(), bytes: account.min(help) });
    Ok(Rounds { address, cookie, pages, save, first_list })
}

fn sign_in(address: SocketAddr, data: &Dataset) -> Result<String> {
    let fields =
        [("cmd[email]", data.email.as_str()), ("cmd[password]", &data.password), ("cmd[next]", "/conta")];
    let mut browser = Connection::open(address, "")?;
    let answer = browser.post("/api/session/sign-in", &form::encode(&fields), "/entrar")?;
    if answer.cookie.is_empty() || answer.location != "/conta" {
        bail!("signing in answered {} and led to `{}`", answer.status, answer.location);
    }
    Ok(answer.cookie)
}

/// Measures all pages and the saving of contacts.
pub fn measure(rounds: &Rounds, connections: usize, length: Duration, stop: &Stop) -> Result<Outcome> {
    let slice = length / ROUNDS;
    let mut reading: Vec<Times> = rounds.pages.iter().map(|_| Times::default()).collect();
    let mut saving = Times::default();
    for round in 1..=ROUNDS {
        eprintln!("    round {round} of {ROUNDS}");
        for (page, times) in rounds.pages.iter().zip(&mut reading) {
            if stop.asked() {
                bail!("stopped");
            }
            times.add(load::run(rounds.address, &rounds.cookie, connections, slice, |browser, _, _| {
                look_at(browser, &page.path)
            })?);
        }
        saving.add(load::run(rounds.address, &rounds.cookie, connections, slice, |browser, _, _| {
            rounds.save.send(browser)
        })?);
    }

    let mut all: Vec<Measured> = Vec::new();
    let saved = Page { name: "save a contact", path: RECORD.to_owned(), bytes: 0 };
    for (page, times) in rounds.pages.iter().chain([&saved]).zip(reading.into_iter().chain([saving])) {
        let summary = times.summary();
        let smallest = all.first().map_or(summary.per_second, |page| page.summary.per_second);
        let ratio = summary.per_second / smallest;
        all.push(Measured { name: page.name, path: page.path.clone(), bytes: page.bytes, summary, ratio });
    }
    Ok(Outcome { pages: all, first_list: rounds.first_list })
}

fn look_at(browser: &mut Connection, path: &str) -> Result<()> {
    let answer = browser.get(path)?;
    if answer.status != 200 {
        bail!("{path} answered {}", answer.status);
    }
    Ok(())
}

const RECORD: &str = "/api/contacts/record";

impl Save {
    /// Records a contact with the next client of the list, and checks that it led to the agenda.
    fn send(&self, browser: &mut Connection) -> Result<()> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let client = &self.clients[usize::try_from(number)? % self.clients.len()];
        let key = format!("{:08x}-0000-4000-8000-{number:012x}", std::process::id());
        let fields = [
            ("cmd[client]", client.as_str()),
            ("cmd[key]", &key),
            ("cmd[date]", &self.date),
            ("cmd[time]", &self.time),
            ("cmd[channel]", "phone"),
            ("cmd[outcome]", "no_contact"),
            ("cmd[sub_outcome]", "no_answer"),
            ("cmd[notes]", "Medição de desempenho"),
            ("cmd[guard_reason]", "Medição de desempenho"),
        ];
        let answer = browser.post(RECORD, &form::encode(&fields), &format!("/clientes/{client}"))?;
        if answer.status != 302 || !answer.location.starts_with("/agenda") {
            bail!("saving a contact answered {} and led to `{}`", answer.status, answer.location);
        }
        Ok(())
    }
}
