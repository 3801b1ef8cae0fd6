//! The text of a calendar: lines end with CRLF, are folded after 75 octets, and commas, semicolons, backslashes
//! and line breaks are escaped. Times are in UTC, so that no table of time zones is needed.

use crate::{ctx::instant, store::feeds::Event};
use chrono::{DateTime, Days, TimeDelta, Utc};
use domain::phone;

/// How long an appointment blocks.
const LASTS: TimeDelta = TimeDelta::minutes(30);
/// Octets of a line, its end not counted.
const LINE: usize = 75;

pub(super) struct Calendar<'a> {
    /// Whose it is; nothing for a single event.
    pub(super) name: Option<&'a str>,
    pub(super) site: Option<&'a str>,
    pub(super) events: &'a [Event],
}

impl Calendar<'_> {
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut put = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut text);
        put("BEGIN", "VCALENDAR");
        put("VERSION", "2.0");
        put("PRODID", "-//Em Dia//Agenda//PT");
        put("CALSCALE", "GREGORIAN");
        put("METHOD", "PUBLISH");
        if let Some(name) = self.name {
            put("X-WR-CALNAME", &escaped(&format!("Em Dia – {name}")));
            put("REFRESH-INTERVAL;VALUE=DURATION", "PT15M");
            put("X-PUBLISHED-TTL", "PT15M");
        }
        for event in self.events {
            self.event(event, &mut put);
        }
        put("END", "VCALENDAR");
        text
    }

    fn event(&self, event: &Event, put: &mut impl FnMut(&str, &str)) {
        put("BEGIN", "VEVENT");
        put("UID", &format!("{}@emdia", event.first));
        put("SEQUENCE", &event.sequence.to_string());
        put("DTSTAMP", &moment(event.stamp));
        if let Some(time) = event.time {
            let start = instant(event.on.and_time(time));
            put("DTSTART", &moment(start));
            put("DTEND", &moment(start + LASTS));
        } else {
            put("DTSTART;VALUE=DATE", &event.on.format("%Y%m%d").to_string());
            let next = event.on.checked_add_days(Days::new(1)).unwrap_or(event.on);
            put("DTEND;VALUE=DATE", &next.format("%Y%m%d").to_string());
        }
        put("SUMMARY", &escaped(&format!("Contato: {}", event.client_name)));
        let page = self.site.map(|site| format!("{}/clientes/{}", site.trim_end_matches('/'), event.client));
        let parts = [
            event.notes.clone(),
            if event.phone.is_empty() {
                String::new()
            } else {
                format!("Telefone: {}", phone::shown(&event.phone))
            },
            format!("Empresa: {}", event.company_name),
            page.clone().unwrap_or_default(),
        ];
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        put("DESCRIPTION", &escaped(&parts.join("\n")));
        if let Some(page) = page {
            put("URL", &page);
        }
        put("STATUS", if event.cancelled { "CANCELLED" } else { "CONFIRMED" });
        put("TRANSP", if event.time.is_some() { "OPAQUE" } else { "TRANSPARENT" });
        if event.time.is_some() && !event.cancelled {
            put("BEGIN", "VALARM");
            put("ACTION", "DISPLAY");
            put("DESCRIPTION", &escaped(&format!("Contato: {}", event.client_name)));
            put("TRIGGER", "-PT10M");
            put("END", "VALARM");
        }
        put("END", "VEVENT");
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as a value has it.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => value.push(c),
        }
    }
    value
}

/// Appends a line, broken where it is too long, never within a character.
fn fold(line: &str, into: &mut String) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            into.push_str("\r\n ");
            length = 1;
        }
        into.push(c);
        length += c.len_utf8();
    }
    into.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::id::{AppointmentId, ClientId};
    use uuid::Uuid;

    fn event() -> Event {
        Event {
            first: AppointmentId(Uuid::nil()),
            sequence: 2,
            client: ClientId(Uuid::nil()),
            client_name: "Padaria Pão Quente; Cia, Ltda \\ Filhos".to_owned(),
            phone: "+5541987654321".to_owned(),
            company_name: "Norte".to_owned(),
            on: NaiveDate::from_ymd_opt(2026, 11, 18).expect("a day"),
            time: chrono::NaiveTime::from_hms_opt(22, 30, 0),
            notes: "Ligar para a contadora\ne pedir o comprovante de pagamento da não conformidade "
                .repeat(3),
            cancelled: false,
            stamp: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn lines_are_short_escaped_and_end_as_they_must() {
        let events = [event()];
        let text =
            Calendar { name: Some("Ana"), site: Some("https://emdia.example/"), events: &events }.text();
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= LINE && !line.contains(['\r', '\n'])));
        let whole = text.replace("\r\n ", "");
        let has = |line: &str| assert!(whole.contains(&format!("{line}\r\n")), "{line} is not in {whole}");
        has("SUMMARY:Contato: Padaria Pão Quente\\; Cia\\, Ltda \\\\ Filhos");
        has("UID:00000000-0000-0000-0000-000000000000@emdia");
        // 22:30 in Brasília is half past one in the morning after.
        has("DTSTART:20261119T013000Z");
        has("DTEND:20261119T020000Z");
        has("SEQUENCE:2");
        has("STATUS:CONFIRMED");
        has("URL:https://emdia.example/clientes/00000000-0000-0000-0000-000000000000");
        assert!(whole.contains("DESCRIPTION:Ligar para a contadora\\ne pedir"));
        assert!(whole.contains("Telefone: (41) 98765-4321\\nEmpresa: Norte"));
    }

    #[test]
    fn an_appointment_without_a_time_lasts_its_day_and_a_cancelled_one_says_so() {
        let events = [Event { time: None, cancelled: true, ..event() }];
        let text = Calendar { name: None, site: None, events: &events }.text();
        for line in ["DTSTART;VALUE=DATE:20261118", "DTEND;VALUE=DATE:20261119", "STATUS:CANCELLED"] {
            assert!(text.contains(&format!("{line}\r\n")), "{line}");
        }
        assert!(!text.contains("VALARM") && !text.contains("URL:"));
    }
}
