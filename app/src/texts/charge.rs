//! How fine and interest of a charge came about.

pub struct Texts {
    pub due: fn(&str) -> String,
    pub due_extended: fn(&str, &str) -> String,
    pub paid: fn(&str, &str) -> String,
    pub no_charges_yet: &'static str,
    pub days: fn(i64, &str, &str) -> String,
    pub from_original: &'static str,
    pub from_extended: &'static str,
    pub fine: fn(&str, &str, &str) -> String,
    pub interest_term: fn(&str, &str, i64) -> String,
    pub interest_day_term: fn(&str, &str, i64) -> String,
    pub interest: fn(&str, &str) -> String,
    pub total: fn(&str, &str, &str) -> String,
}

pub const PORTUGUESE: Texts = Texts {
    due: |due| format!("Vencimento: {due}, dia útil."),
    due_extended: |due, until| {
        format!(
            "Vencimento: {due}, sem expediente bancário. Sem encargos se pago até {until} (Lei 7.089/1983; Código Civil, art. 132 § 1º)."
        )
    },
    paid: |amount, day| format!("Pago {amount} em {day}."),
    no_charges_yet: "Ainda sem multa nem juros: o prazo sem encargos não acabou.",
    days: |days, from, on| {
        let days = if days == 1 { "1 dia corrido".to_owned() } else { format!("{days} dias corridos") };
        format!("Atraso: {days}, de {from} a {on}")
    },
    from_original: ", contados do vencimento original (STJ, REsp 1.954.924)",
    from_extended: ", contados do vencimento prorrogado",
    fine: |percent, base, amount| {
        format!("Multa: {percent} de {base} = {amount}, uma só vez (CDC, art. 52 § 1º).")
    },
    interest_term: |base, rate, days| format!("{base} × {rate} × {days} ÷ 30"),
    interest_day_term: |base, rate, days| format!("({base} × {rate} ÷ 30, por dia) × {days}"),
    interest: |terms, amount| {
        format!(
            "Juros de mora: {terms} = {amount}, simples ao mês de 30 dias, nunca sobre a multa (CTN, art. 161 § 1º; Código Civil, art. 406)."
        )
    },
    total: |on, sum, total| format!("Atualizado em {on}: {sum} = {total}."),
};

pub const ENGLISH: Texts = Texts {
    due: |due| format!("Due: {due}, a business day."),
    due_extended: |due, until| {
        format!(
            "Due: {due}, when banks are closed. Nothing is added if paid until {until} (Lei 7.089/1983; Código Civil, art. 132 § 1º)."
        )
    },
    paid: |amount, day| format!("Paid {amount} on {day}."),
    no_charges_yet: "No fine and no interest yet: the time without them is not over.",
    days: |days, from, on| {
        let days = if days == 1 { "1 calendar day".to_owned() } else { format!("{days} calendar days") };
        format!("Late: {days}, from {from} to {on}")
    },
    from_original: ", counted from the original due date (STJ, REsp 1.954.924)",
    from_extended: ", counted from the extended due date",
    fine: |percent, base, amount| format!("Fine: {percent} of {base} = {amount}, once (CDC, art. 52 § 1º)."),
    interest_term: |base, rate, days| format!("{base} × {rate} × {days} ÷ 30"),
    interest_day_term: |base, rate, days| format!("({base} × {rate} ÷ 30, per day) × {days}"),
    interest: |terms, amount| {
        format!(
            "Interest: {terms} = {amount}, simple, per month of 30 days, never on the fine (CTN, art. 161 § 1º; Código Civil, art. 406)."
        )
    },
    total: |on, sum, total| format!("Updated on {on}: {sum} = {total}."),
};
