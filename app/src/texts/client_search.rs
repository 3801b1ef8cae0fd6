//! The search over all clients.

pub struct Texts {
    pub title: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub button: &'static str,
    pub start: &'static str,
    pub nothing: fn(&str) -> String,
    pub caption: fn(usize) -> String,
    pub more: fn(u32) -> String,
}

pub const PORTUGUESE: Texts = Texts {
    title: "Clientes",
    label: "Procurar cliente",
    hint: "Parte do nome, CPF/CNPJ, telefone ou e-mail.",
    button: "Buscar",
    start: "Procure entre todos os clientes, inclusive os que estão em dia.",
    nothing: |text| {
        format!(
            "Nenhum cliente com “{text}”. Tente só uma parte do nome, ou só os números do documento ou do telefone."
        )
    },
    caption: |count| {
        if count == 1 { "1 cliente encontrado".to_owned() } else { format!("{count} clientes encontrados") }
    },

    more: |count| format!("Os primeiros {count} clientes encontrados. Escreva mais para achar os outros."),
};

pub const ENGLISH: Texts = Texts {
    title: "Clients",
    label: "Find a client",
    hint: "Part of the name, CPF/CNPJ, telephone or e-mail.",
    button: "Search",
    start: "Search all clients, including those who owe nothing.",
    nothing: |text| {
        format!(
            "No client with “{text}”. Try only a part of the name, or only the digits of the document or telephone."
        )
    },
    caption: |count| {
        if count == 1 { "1 client found".to_owned() } else { format!("{count} clients found") }
    },

    more: |count| format!("The first {count} clients found. Write more to find the others."),
};
