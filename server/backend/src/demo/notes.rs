//! What collectors write down, by what happened. `{valor}`, `{doc}`, `{data}`, `{hora}` and `{pessoa}` are filled in.

use domain::contact::{Channel, SubOutcome};

/// The notes that fit a contact.
pub(super) const fn of(sub: SubOutcome, channel: Channel) -> &'static [&'static str] {
    match (sub, channel) {
        (SubOutcome::MessageUnanswered, Channel::Email) => EMAIL_SENT,
        (SubOutcome::MessageUnanswered, Channel::Sms) => SMS_SENT,
        (SubOutcome::MessageUnanswered, Channel::Letter) => LETTER_SENT,
        (SubOutcome::MessageUnanswered, _) => MESSAGE_SENT,
        (SubOutcome::NoAnswer, _) => NO_ANSWER,
        (SubOutcome::Voicemail, _) => VOICEMAIL,
        (SubOutcome::WrongNumber, Channel::WhatsApp) => WRONG_MESSAGE,
        (SubOutcome::WrongNumber, _) => WRONG_NUMBER,
        (SubOutcome::LeftMessage, _) => LEFT_MESSAGE,
        (SubOutcome::CallBack, _) => CALL_BACK,
        (SubOutcome::AwaitingApproval, _) => AWAITING_APPROVAL,
        (SubOutcome::PromisedToPay, _) => PROMISED,
        (SubOutcome::AgreementMade, _) => AGREEMENT,
        (SubOutcome::ClaimsPaid, _) => CLAIMS_PAID,
        (SubOutcome::NotReceived, _) => NOT_RECEIVED,
        (SubOutcome::Disputes, _) => DISPUTES,
        (SubOutcome::FinancialHardship, _) => HARDSHIP,
        (SubOutcome::Refuses, _) => REFUSES,
    }
}

const NO_ANSWER: &[&str] = &[
    "Chamou até cair. Tentar em outro horário.",
    "Não atende o fixo nem o celular.",
    "Duas tentativas, ninguém atendeu.",
    "Chama e desliga. Tentar à tarde.",
    "Telefone chama, sem resposta. Horário de almoço, tentar depois das 14h.",
    "",
];
const VOICEMAIL: &[&str] = &[
    "Caiu direto na caixa postal.",
    "Caixa postal; deixei recado pedindo retorno, sem citar a dívida.",
    "Celular desligado, caixa postal.",
    "Caixa postal pela terceira vez. Tentar pelo WhatsApp.",
    "Caixa postal cheia.",
];
const WRONG_NUMBER: &[&str] = &[
    "Número é de outra pessoa, que não conhece o cliente. Procurar outro telefone.",
    "Telefone não existe. Pedir o cadastro atualizado ao comercial.",
    "Atendeu uma residência; dizem que o número mudou de dono há um ano.",
    "Número do antigo contador. Retirar do cadastro.",
    "Número inexistente, a operadora avisa na gravação.",
];
const WRONG_MESSAGE: &[&str] = &[
    "Mensagem não entregue: o número não tem WhatsApp.",
    "Respondeu que não é o cliente e pediu para não receber mais mensagens.",
];
const MESSAGE_SENT: &[&str] = &[
    "Mensagem enviada com o valor atualizado ({valor}). Visualizou e não respondeu.",
    "Enviei a segunda via do documento {doc}. Um tique só, não recebeu ainda.",
    "Mandei lembrete dos vencidos e o nosso telefone. Sem resposta.",
    "Visualizou e não respondeu.",
    "Perguntei se há previsão de pagamento. Sem resposta até o fim do dia.",
];
const EMAIL_SENT: &[&str] = &[
    "E-mail enviado com o extrato dos vencidos e a segunda via.",
    "E-mail para o financeiro cobrando o documento {doc}. Aguardar até {data}.",
    "Reenviado o e-mail da semana passada, com cópia para a diretoria.",
];
const SMS_SENT: &[&str] = &[
    "SMS de lembrete enviado. Sem retorno.",
    "SMS pedindo contato com o nosso financeiro.",
    "SMS com o telefone e o horário de atendimento.",
];
const LETTER_SENT: &[&str] = &[
    "Carta de cobrança postada com AR, com a composição do débito de {valor}.",
    "Segunda carta enviada ao endereço do cadastro.",
    "Carta devolvida: mudou-se. Confirmar o endereço.",
];
const LEFT_MESSAGE: &[&str] = &[
    "Falei com {pessoa}, que vai avisar. Não mencionei valores.",
    "{pessoa} atendeu; o responsável está em viagem e volta em {data}.",
    "Recado com a recepção. Pediram para ligar na parte da manhã.",
    "Atendeu um familiar, deixei nome e telefone.",
    "O responsável estava em reunião; {pessoa} anotou o recado.",
];
const CALL_BACK: &[&str] = &[
    "Estava dirigindo, pediu para ligar amanhã às {hora}.",
    "Pediu retorno em {data}, depois que receber do cliente dele.",
    "Não podia falar no trabalho. Ligar depois das 18h.",
    "Vai conferir os documentos e pediu retorno amanhã.",
    "Pediu para tratar só por WhatsApp, à tarde.",
];
const AWAITING_APPROVAL: &[&str] = &[
    "Pagamento lançado, aguardando aprovação da diretoria.",
    "Financeiro confirmou a nota {doc}; entra na programação de {data}.",
    "Só pagam às quintas-feiras. {pessoa} prometeu incluir na próxima.",
    "Falta a assinatura do sócio para liberar.",
    "Aguardando o pedido de compra no sistema deles para liberar a nota {doc}.",
];
const PROMISED: &[&str] = &[
    "Prometeu pagar {valor} em {data}, por Pix.",
    "Vai pagar o documento {doc} em {data}; o restante no mês que vem.",
    "Recebe no quinto dia útil e paga no mesmo dia. Conferir em {data}.",
    "{pessoa} confirmou o pagamento para {data}. Enviada a segunda via.",
    "Paga em {data} se retirarmos a multa. Expliquei que o desconto depende do gerente.",
    "Esqueceu do vencimento, pediu desculpas e paga hoje até o fim do dia.",
];
const AGREEMENT: &[&str] = &[
    "Acertado em 3 vezes, a primeira em {data}. Falta formalizar.",
    "Aceitou parcelar {valor} em 4 parcelas iguais.",
    "Acordo: entrada de 30% em {data} e o resto em 60 dias.",
    "Fechou o parcelamento com o gerente; enviar o termo por e-mail.",
    "Vai pagar os dois mais antigos em {data} e parcelar o restante.",
];
const CLAIMS_PAID: &[&str] = &[
    "Diz que pagou por Pix na semana passada; vai mandar o comprovante.",
    "Alega pagamento do documento {doc} no banco. Pedido o comprovante por e-mail.",
    "Comprovante recebido: pagou em outra conta da empresa. Passado à conciliação.",
    "Diz que a transferência saiu ontem. Conferir o extrato.",
    "Mostrou agendamento, não comprovante. Conferir se foi efetivado.",
];
const NOT_RECEIVED: &[&str] = &[
    "Não recebeu o boleto: o e-mail do cadastro era do antigo funcionário. Corrigido e reenviado.",
    "Diz que a cobrança não chegou. Segunda via do documento {doc} enviada por WhatsApp.",
    "Mudou de endereço e não recebe a correspondência. Cadastro atualizado.",
    "Boleto foi para o spam. Reenviado na hora; paga em {data}.",
    "Pede que as cobranças vão para {pessoa}, do financeiro.",
];
const DISPUTES: &[&str] = &[
    "Contesta o documento {doc}: mercadoria veio com defeito e foi devolvida. Verificar com o comercial.",
    "Diz que o valor combinado era outro. Pedido o contrato ao vendedor.",
    "Não reconhece a compra de {valor}. Enviar o canhoto assinado.",
    "Contesta os juros; diz que o boleto não chegou a tempo.",
    "Serviço não foi concluído, segundo o cliente. Encaminhado à supervisão.",
];
const HARDSHIP: &[&str] = &[
    "Perdeu o emprego no mês passado. Pediu prazo até {data}.",
    "Movimento caiu muito, só consegue pagar metade agora.",
    "Está com problema de saúde na família. Retomar a conversa em {data}.",
    "A empresa perdeu o principal cliente. Propôs pagar por semana.",
    "Conta bloqueada por ação trabalhista. Sem previsão.",
    "Quer pagar, mas não consegue à vista. Ofereci parcelamento, vai pensar.",
];
const REFUSES: &[&str] = &[
    "Disse que não vai pagar e desligou.",
    "Recusa qualquer acordo. Levar ao gerente.",
    "Manda procurar o advogado dele. Anotado o telefone do escritório.",
    "Grosseiro, não deixou explicar. Não ligar de novo antes de falar com a supervisão.",
    "Diz que a dívida é do antigo sócio e que não assume.",
];

/// Comments that belong to nobody's contact.
pub(super) const COMMENTS: &[&str] = &[
    "Cliente antigo, sempre pagou em dia até o começo do ano. Tratar com cuidado.",
    "Comercial pediu para avisar antes de qualquer negativação.",
    "Endereço confirmado pelo vendedor da região.",
    "Sócio novo entrou na empresa; atualizar o contrato social.",
    "Atende melhor de manhã cedo, antes das 9h.",
    "Cuidado: há duas empresas da família com nomes parecidos.",
    "Pediu nota fiscal por e-mail todo mês, no dia 1.",
    "Tem crédito de devolução a compensar, ver com o faturamento.",
    "Prefere WhatsApp. Não atende ligação de número desconhecido.",
    "O contador responde por tudo; falar sempre com ele.",
];

/// Why somebody contacts a client twice on one day.
pub(super) const GUARD_REASONS: &[&str] = &[
    "Cliente pediu para ligar de novo à tarde.",
    "Enviou o comprovante e pediu confirmação.",
    "A ligação da manhã caiu.",
    "Mandar a segunda via que prometemos.",
];

/// Why a contact was voided.
pub(super) const VOID_REASONS: &[&str] = &[
    "Registrado no cliente errado.",
    "Resultado marcado por engano; registrado de novo.",
    "Foi o colega que ligou.",
];

/// What an appointment is for.
pub(super) const TASKS: &[&str] = &[
    "Confirmar o pagamento prometido.",
    "Ligar de novo, falar com o responsável.",
    "Conferir se o comprovante chegou.",
    "Enviar a segunda via e confirmar o recebimento.",
    "Fechar o parcelamento.",
    "Cobrar a aprovação do pagamento.",
    "Retornar no horário que pediu.",
    "",
    "Procurar telefone novo.",
    "Ver com o comercial a devolução e retornar ao cliente.",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_many_different_notes() {
        let mut all: Vec<&str> = SubOutcome::ALL
            .iter()
            .flat_map(|sub| Channel::ALL.iter().flat_map(|channel| of(*sub, *channel)))
            .copied()
            .filter(|note| !note.is_empty())
            .collect();
        all.sort_unstable();
        all.dedup();
        assert!(all.len() >= 60, "{}", all.len());
    }
}
