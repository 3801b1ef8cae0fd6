//! Making another promise in the place of one.

pub struct Texts {
    pub title: &'static str,
    pub old: fn(&str, &str, &str) -> String,
    pub about: &'static str,
    pub any_charge: &'static str,
    pub hint: &'static str,
    pub save: &'static str,
}

pub const PORTUGUESE: Texts = Texts {
    title: "Remarcar promessa",
    old: |amount, date, user| format!("Prometido: {amount} até {date}, registrado por {user}."),
    about: "Lançamentos:",
    any_charge: "todos os que estão em aberto",
    hint: "A promessa anterior fica no histórico, como substituída.",
    save: "Salvar nova promessa",
};

pub const ENGLISH: Texts = Texts {
    title: "Reschedule promise",
    old: |amount, date, user| format!("Promised: {amount} until {date}, recorded by {user}."),
    about: "Charges:",
    any_charge: "all that are open",
    hint: "The earlier promise stays in the history, as replaced.",
    save: "Save the new promise",
};
