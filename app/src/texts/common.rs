//! Texts of the frame and of parts that many pages use.

use crate::page::Theme;
use chrono::{Datelike, NaiveDate};
use domain::{
    calendar::Holiday,
    period::{MONTHS, Preset},
    permission::Role,
};

pub struct Texts {
    pub product: &'static str,
    pub skip: &'static str,
    pub navigation: &'static str,
    pub agenda: &'static str,
    pub collections: &'static str,
    pub delinquency: &'static str,
    pub charges: &'static str,
    pub agreements: &'static str,
    pub quick_search: &'static str,
    pub quick_search_placeholder: &'static str,
    pub search: &'static str,
    pub help: &'static str,
    pub account: &'static str,
    pub settings: &'static str,
    pub bring_in: &'static str,
    pub user_menu: &'static str,
    pub sign_out: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub theme_name: fn(Theme) -> &'static str,
    pub dismiss: &'static str,
    pub loading: &'static str,
    pub optional: &'static str,
    pub pages: &'static str,
    pub first_page: &'static str,
    pub previous_page: &'static str,
    pub next_page: &'static str,
    pub last_page: &'static str,
    pub page_of: fn(u32, u32) -> String,
    pub call: &'static str,
    pub whatsapp: &'static str,
    pub cancel: &'static str,
    pub save: &'static str,
    pub today: &'static str,
    pub take_away: &'static str,
    pub print: &'static str,
    pub preset: fn(Preset) -> &'static str,
    pub role: fn(Role) -> &'static str,
    pub weekday: fn(NaiveDate) -> &'static str,
    pub weekdays_short: [&'static str; 7],
    pub month: fn(NaiveDate) -> String,
    pub holiday: fn(Holiday) -> &'static str,
    pub days_late: fn(i64) -> String,
    notices: &'static [(&'static str, &'static str)],
}

/// What is said for a code of the address (`?aviso=contato`) after something was done, on any page.
pub fn notice(code: &str, texts: &super::Texts) -> Option<&'static str> {
    find(code, texts.common.notices.iter())
}

/// The same on a page at `path`. What the browser's program does not carry is said only where it is not needed:
/// elsewhere the program would find another page than its own.
pub fn notice_on(path: &str, code: &str, texts: &super::Texts) -> Option<&'static str> {
    let of_documents = of_documents(texts).filter(|_| crate::routes::is_document(path));
    find(code, texts.common.notices.iter().chain(of_documents))
}

fn find<'a>(
    code: &str,
    mut all: impl Iterator<Item = &'a (&'static str, &'static str)>,
) -> Option<&'static str> {
    all.find(|(name, _)| *name == code).map(|(_, sentence)| *sentence)
}

/// What only pages say that the browser's program does not carry.
#[cfg(feature = "ssr")]
fn of_documents(texts: &super::Texts) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let all = [
        texts.agreement.notices,
        texts.charges.notices,
        texts.grid.notices,
        texts.hours.notices,
        texts.imports.notices,
        texts.message.notices,
        texts.message_settings.notices,
        texts.settings.notices,
    ];
    all.into_iter().flatten()
}

#[cfg(not(feature = "ssr"))]
fn of_documents(_: &super::Texts) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    [].iter()
}

pub const PORTUGUESE: Texts = Texts {
    product: "Em Dia",
    skip: "Ir para o conteúdo",
    navigation: "Principal",
    agenda: "Agenda",
    collections: "Cobranças",
    delinquency: "Inadimplência",
    charges: "Lançamentos",
    agreements: "Acordos",
    quick_search: "Buscar cliente",
    quick_search_placeholder: "Nome, CPF/CNPJ, telefone ou e-mail",
    search: "Buscar",
    help: "Ajuda",
    account: "Minha conta",
    settings: "Configurações",
    bring_in: "Importar dados",
    user_menu: "Menu do usuário",
    sign_out: "Sair",
    language: "Idioma",
    theme: "Aparência",
    theme_name: |theme| match theme {
        Theme::Auto => "Automática",
        Theme::Light => "Clara",
        Theme::Dark => "Escura",
    },
    dismiss: "Fechar aviso",
    loading: "Carregando…",
    optional: "opcional",
    pages: "Páginas",
    first_page: "Primeira",
    previous_page: "Anterior",
    next_page: "Próxima",
    last_page: "Última",
    page_of: |page, pages| format!("Página {page} de {pages}"),
    call: "Ligar",
    whatsapp: "WhatsApp",
    cancel: "Cancelar",
    save: "Salvar",
    today: "Hoje",
    take_away: "Levar esta lista",
    print: "Imprimir",
    preset: |preset| match preset {
        Preset::Today => "Hoje",
        Preset::Yesterday => "Ontem",
        Preset::Tomorrow => "Amanhã",
        Preset::ThisWeek => "Esta semana",
        Preset::LastWeek => "Semana passada",
        Preset::NextWeek => "Próxima semana",
        Preset::ThisMonth => "Este mês",
        Preset::LastMonth => "Mês passado",
        Preset::NextMonth => "Próximo mês",
        Preset::ThisYear => "Este ano",
        Preset::Last7Days => "Últimos 7 dias",
        Preset::Last30Days => "Últimos 30 dias",
        Preset::Last90Days => "Últimos 90 dias",
        Preset::AllOverdue => "Todos os vencidos",
        Preset::Custom => "Personalizado",
    },
    role: |role| match role {
        Role::Administrator => "Administrador",
        Role::Manager => "Gestor",
        Role::Agent => "Cobrador",
    },
    weekday: |date| {
        ["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo"]
            [date.weekday().num_days_from_monday() as usize]
    },
    weekdays_short: ["seg", "ter", "qua", "qui", "sex", "sáb", "dom"],
    month: |date| {
        let name = MONTHS[date.month0() as usize];
        format!("{name} de {}", date.year())
    },
    holiday: |holiday| match holiday {
        Holiday::NewYear => "Confraternização Universal",
        Holiday::CarnivalMonday | Holiday::CarnivalTuesday => "Carnaval",
        Holiday::GoodFriday => "Sexta-feira Santa",
        Holiday::Tiradentes => "Tiradentes",
        Holiday::LabourDay => "Dia do Trabalho",
        Holiday::CorpusChristi => "Corpus Christi",
        Holiday::Independence => "Independência",
        Holiday::OurLadyOfAparecida => "Nossa Senhora Aparecida",
        Holiday::AllSouls => "Finados",
        Holiday::Republic => "Proclamação da República",
        Holiday::BlackAwareness => "Consciência Negra",
        Holiday::Christmas => "Natal",
    },
    days_late: |days| if days == 1 { "1 dia de atraso".to_owned() } else { format!("{days} dias de atraso") },
    notices: &[
        ("calendario", "Endereço do calendário criado."),
        ("sem-calendario", "Endereço do calendário revogado."),
        ("contato-registrado", "Contato registrado."),
        ("contato-repetido", "Este contato já estava registrado; nada foi gravado em dobro."),
        ("fila-vazia", "Contato registrado. Não há outro cliente para contatar agora."),
        ("comentario", "Comentário registrado."),
        ("anulado", "Contato cancelado; ele continua no histórico, riscado."),
        ("agendado", "Agendamento criado."),
        ("remarcado", "Agendamento remarcado."),
        ("transferido", "Agendamento transferido."),
        ("cancelado", "Agendamento cancelado."),
        ("promessa", "Promessa remarcada."),
        ("email-na-fila", "E-mail na fila de envio; o contato foi registrado."),
        ("acordo", "Negociação foi realizada com sucesso"),
        ("cliente", "Dados do cliente salvos."),
        ("pessoa", "Contato do cliente salvo."),
        ("pessoa-removida", "Contato do cliente removido."),
        ("senha", "Senha alterada."),
        ("empresa", "Tudo pronto: empresa e administrador criados."),
        ("saiu", "Você saiu."),
        ("quitado", "Pagamento registrado."),
        ("envio-cancelado", "Contato cancelado: o cliente não conta como contatado por ele."),
        ("envio-confirmado", "Envio confirmado."),
        ("sem-proximo", "Não há cliente para contatar agora."),
    ],
};

pub const ENGLISH: Texts = Texts {
    product: "Em Dia",
    skip: "Skip to content",
    navigation: "Main",
    agenda: "Agenda",
    collections: "Collections",
    delinquency: "Delinquency",
    charges: "Charges",
    agreements: "Agreements",
    quick_search: "Find a client",
    quick_search_placeholder: "Name, CPF/CNPJ, phone or e-mail",
    search: "Search",
    help: "Help",
    account: "My account",
    settings: "Settings",
    bring_in: "Import data",
    user_menu: "User menu",
    sign_out: "Sign out",
    language: "Language",
    theme: "Appearance",
    theme_name: |theme| match theme {
        Theme::Auto => "Automatic",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    },
    dismiss: "Dismiss",
    loading: "Loading…",
    optional: "optional",
    pages: "Pages",
    first_page: "First",
    previous_page: "Previous",
    next_page: "Next",
    last_page: "Last",
    page_of: |page, pages| format!("Page {page} of {pages}"),
    call: "Call",
    whatsapp: "WhatsApp",
    cancel: "Cancel",
    save: "Save",
    today: "Today",
    take_away: "Take this list along",
    print: "Print",
    preset: |preset| match preset {
        Preset::Today => "Today",
        Preset::Yesterday => "Yesterday",
        Preset::Tomorrow => "Tomorrow",
        Preset::ThisWeek => "This week",
        Preset::LastWeek => "Last week",
        Preset::NextWeek => "Next week",
        Preset::ThisMonth => "This month",
        Preset::LastMonth => "Last month",
        Preset::NextMonth => "Next month",
        Preset::ThisYear => "This year",
        Preset::Last7Days => "Last 7 days",
        Preset::Last30Days => "Last 30 days",
        Preset::Last90Days => "Last 90 days",
        Preset::AllOverdue => "All overdue",
        Preset::Custom => "Custom dates",
    },
    role: |role| match role {
        Role::Administrator => "Administrator",
        Role::Manager => "Manager",
        Role::Agent => "Agent",
    },
    weekday: |date| {
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            [date.weekday().num_days_from_monday() as usize]
    },
    weekdays_short: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    month: |date| {
        let name = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ][date.month0() as usize];
        format!("{name} {}", date.year())
    },
    holiday: |holiday| match holiday {
        Holiday::NewYear => "New Year's Day",
        Holiday::CarnivalMonday | Holiday::CarnivalTuesday => "Carnival",
        Holiday::GoodFriday => "Good Friday",
        Holiday::Tiradentes => "Tiradentes' Day",
        Holiday::LabourDay => "Labour Day",
        Holiday::CorpusChristi => "Corpus Christi",
        Holiday::Independence => "Independence Day",
        Holiday::OurLadyOfAparecida => "Our Lady of Aparecida",
        Holiday::AllSouls => "All Souls' Day",
        Holiday::Republic => "Republic Day",
        Holiday::BlackAwareness => "Black Awareness Day",
        Holiday::Christmas => "Christmas",
    },
    days_late: |days| if days == 1 { "1 day late".to_owned() } else { format!("{days} days late") },
    notices: &[
        ("calendario", "The calendar's address was made."),
        ("sem-calendario", "The calendar's address was revoked."),
        ("contato-registrado", "Contact recorded."),
        ("contato-repetido", "This contact had been recorded already; nothing was saved twice."),
        ("fila-vazia", "Contact recorded. There is no other client to contact now."),
        ("comentario", "Comment recorded."),
        ("anulado", "Contact voided; it stays in the history, struck through."),
        ("agendado", "Appointment created."),
        ("remarcado", "Appointment rescheduled."),
        ("transferido", "Appointment reassigned."),
        ("cancelado", "Appointment cancelled."),
        ("promessa", "Promise rescheduled."),
        ("email-na-fila", "The e-mail is queued; the contact was recorded."),
        ("acordo", "The agreement was closed."),
        ("cliente", "Client data saved."),
        ("pessoa", "Contact person saved."),
        ("pessoa-removida", "Contact person removed."),
        ("senha", "Password changed."),
        ("empresa", "All set: company and administrator created."),
        ("saiu", "You have signed out."),
        ("quitado", "Payment recorded."),
        ("envio-cancelado", "Contact voided: the client does not count as contacted by it."),
        ("envio-confirmado", "Sending confirmed."),
        ("sem-proximo", "There is no client to contact now."),
    ],
};
