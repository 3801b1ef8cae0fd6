-- Messages: templates, mail servers, the outbox, and what clients do not want.
-- The same tables and columns stand in ../sqlite; only the types' names differ.

-- What the client asked for (LGPD art. 18): no contact at all, or none by this way.
ALTER TABLE clients ADD COLUMN do_not_contact BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE clients ADD COLUMN no_phone BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE clients ADD COLUMN no_whatsapp BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE clients ADD COLUMN no_email BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE clients ADD COLUMN no_sms BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE clients ADD COLUMN no_letter BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE companies ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE companies ADD COLUMN payment_instructions TEXT NOT NULL DEFAULT '';
ALTER TABLE companies ADD COLUMN payment_link TEXT NOT NULL DEFAULT '';

CREATE TABLE message_templates (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL DEFAULT 1,
    name TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'whatsapp', 'sms', 'letter')),
    situation TEXT NOT NULL CHECK (situation IN ('before_due', 'due_today', 'late_1_10', 'late_11_30', 'late_31_60', 'agreement', 'thanks', 'other')),
    subject TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    -- Where it stands among those of its channel.
    place BIGINT NOT NULL DEFAULT 100,
    removed_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX message_templates_name ON message_templates (channel, name) WHERE removed_at IS NULL;

-- The organisation's own server has the nil UUID; the others that of their company.
CREATE TABLE mail_servers (
    id UUID PRIMARY KEY,
    version BIGINT NOT NULL DEFAULT 1,
    company_id UUID UNIQUE REFERENCES companies (id),
    host TEXT NOT NULL,
    port BIGINT NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security TEXT NOT NULL CHECK (security IN ('starttls', 'tls', 'none')),
    user_name TEXT NOT NULL DEFAULT '',
    -- Sealed with the server's key; nothing when there is no password.
    password_sealed BYTEA,
    sender_name TEXT NOT NULL,
    sender_address TEXT NOT NULL,
    reply_to TEXT NOT NULL DEFAULT '',
    hourly_limit BIGINT CHECK (hourly_limit > 0)
);

-- The outbox, and afterwards the record of exactly what was sent.
CREATE TABLE messages (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES clients (id),
    company_id UUID NOT NULL REFERENCES companies (id),
    contact_id UUID NOT NULL REFERENCES contacts (id),
    template_id UUID REFERENCES message_templates (id),
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'held', 'uncertain', 'cancelled')),
    -- A list as JSON.
    recipients TEXT NOT NULL,
    sender TEXT NOT NULL DEFAULT '',
    reply_to TEXT NOT NULL DEFAULT '',
    -- With variables, as they were written: they are filled again on the day of sending.
    subject_source TEXT NOT NULL,
    body_source TEXT NOT NULL,
    -- Filled.
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    -- Whether it asks for money: then it is about charges that are open.
    asks BOOLEAN NOT NULL,
    amounts_on DATE NOT NULL,
    -- Charges with their totals and the number of lines in their ledgers, as JSON: what is compared before sending.
    amounts TEXT NOT NULL,
    total_centavos BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at TIMESTAMPTZ NOT NULL,
    -- Who sends it: a number that is drawn for each attempt, and until when nobody else may.
    lease UUID,
    lease_until TIMESTAMPTZ,
    -- Whether the text was under way to the server in this attempt.
    data_begun BOOLEAN NOT NULL DEFAULT FALSE,
    -- By which server, and when the attempt began that counts for its hourly limit.
    server_id UUID,
    started_at TIMESTAMPTZ,
    answer TEXT NOT NULL DEFAULT '',
    -- Why it is held, as JSON.
    refusal TEXT NOT NULL DEFAULT '',
    idempotency_key UUID NOT NULL UNIQUE,
    user_id UUID NOT NULL REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    CHECK ((state = 'sending') = (lease IS NOT NULL))
);
CREATE INDEX messages_due ON messages (company_id, next_at, id) WHERE state = 'queued';
CREATE INDEX messages_lease ON messages (lease_until) WHERE state = 'sending';
CREATE INDEX messages_server ON messages (server_id, started_at);
CREATE INDEX messages_client ON messages (client_id, created_at DESC);
CREATE INDEX messages_company ON messages (company_id, state, created_at DESC);

CREATE TABLE message_attachments (
    message_id UUID NOT NULL REFERENCES messages (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (message_id, position)
);

-- Templates to begin with: anybody may change them.
INSERT INTO message_templates (id, name, channel, situation, subject, body, place) VALUES
('00000000-0000-7000-8000-000000000001', 'Lembrete antes do vencimento', 'email', 'before_due', 'Lembrete: vencimento em {vencimentos} – {empresa}', 'Olá, {primeiro_nome}!

Passamos para lembrar do vencimento em {vencimentos}:

{titulos}

{pagamento}

{link}

Se o pagamento já foi programado, desconsidere este lembrete. Qualquer dúvida, é só responder a este e-mail.

Obrigado!
Equipe {empresa}', 1),
('00000000-0000-7000-8000-000000000002', 'Vence hoje', 'email', 'due_today', 'Vence hoje: {total} – {empresa}', 'Olá, {primeiro_nome}!

O seu pagamento vence hoje, {data}:

{titulos}

{pagamento}

{link}

Pagando hoje não há multa nem juros. Se já pagou, desconsidere esta mensagem.

Obrigado!
Equipe {empresa}', 2),
('00000000-0000-7000-8000-000000000003', 'Atraso de 1 a 10 dias', 'email', 'late_1_10', 'Pagamento em aberto há {dias_atraso} – {empresa}', 'Olá, {primeiro_nome}!

Ainda não identificamos o pagamento abaixo. Pode ter sido um esquecimento, por isso enviamos os valores atualizados até hoje, {data}:

{titulos}

Total para pagamento hoje: {total}.

{pagamento}

{link}

Se o pagamento já foi feito, desconsidere esta mensagem ou nos envie o comprovante, respondendo a este e-mail.

Atenciosamente,
Equipe {empresa}', 3),
('00000000-0000-7000-8000-000000000004', 'Atraso de 11 a 30 dias', 'email', 'late_11_30', 'Regularize o seu débito de {total} – {empresa}', 'Prezado(a) {cliente},

Consta em nossos registros um débito em aberto há {dias_atraso}. Estes são os valores atualizados até {data}:

{titulos}

Total para pagamento em {data}: {total}.

{pagamento}

{link}

Precisa de outra data ou quer parcelar? Responda a este e-mail ou fale conosco pelo telefone {empresa_telefone}: buscamos juntos a melhor forma.

Se o pagamento já foi feito, por favor nos envie o comprovante.

Atenciosamente,
Equipe {empresa}', 4),
('00000000-0000-7000-8000-000000000005', 'Atraso de 31 a 60 dias', 'email', 'late_31_60', 'Débito em aberto há {dias_atraso}: proposta de acordo – {empresa}', 'Prezado(a) {cliente},

Apesar de nossos contatos, ainda consta em aberto o débito abaixo, com valores atualizados até {data}:

{titulos}

Total para pagamento em {data}: {total}.

Queremos resolver isso com você. Responda a este e-mail ou ligue para {empresa_telefone} para combinarmos uma data ou um parcelamento.

{pagamento}

{link}

Se o pagamento já foi feito, pedimos que nos envie o comprovante para darmos baixa. Se não reconhece o débito, avise-nos: vamos verificar.

Atenciosamente,
Equipe {empresa}', 5),
('00000000-0000-7000-8000-000000000006', 'Lembrete de parcela do acordo', 'email', 'agreement', 'Parcela do seu acordo: {vencimentos} – {empresa}', 'Olá, {primeiro_nome}!

Lembramos da parcela do acordo que fizemos:

{titulos}

{pagamento}

{link}

Mantendo as parcelas em dia, o acordo continua valendo nas condições combinadas. Precisando de ajuda, responda a este e-mail.

Obrigado!
Equipe {empresa}', 6),
('00000000-0000-7000-8000-000000000007', 'Agradecimento pelo pagamento', 'email', 'thanks', 'Recebemos o seu pagamento. Obrigado! – {empresa}', 'Olá, {primeiro_nome}!

Confirmamos o recebimento do seu pagamento. Muito obrigado!

Continuamos à disposição para o que precisar.

Um abraço,
Equipe {empresa}', 7),
('00000000-0000-7000-8000-000000000008', 'Lembrete antes do vencimento', 'whatsapp', 'before_due', '', 'Olá, {primeiro_nome}! Aqui é da {empresa}. Lembrando do vencimento em {vencimentos}:

{titulos}

{pagamento}
{link}

Qualquer dúvida, é só chamar por aqui.', 1),
('00000000-0000-7000-8000-000000000009', 'Vence hoje', 'whatsapp', 'due_today', '', 'Olá, {primeiro_nome}! Aqui é da {empresa}. O seu pagamento de {total} vence hoje, {data}:

{titulos}

{pagamento}
{link}

Se já pagou, desconsidere. Obrigado!', 2),
('00000000-0000-7000-8000-00000000000a', 'Atraso de 1 a 10 dias', 'whatsapp', 'late_1_10', '', 'Olá, {primeiro_nome}! Aqui é da {empresa}. Ainda não identificamos este pagamento:

{titulos}

Total hoje ({data}): {total}.

{pagamento}
{link}

Se já pagou, por favor nos mande o comprovante. Obrigado!', 3),
('00000000-0000-7000-8000-00000000000b', 'Atraso de 11 a 30 dias', 'whatsapp', 'late_11_30', '', 'Olá, {primeiro_nome}! Aqui é da {empresa}. Consta em aberto há {dias_atraso}:

{titulos}

Total hoje ({data}): {total}.

{pagamento}
{link}

Quer combinar outra data ou parcelar? Responda por aqui.', 4),
('00000000-0000-7000-8000-00000000000c', 'Atraso de 31 a 60 dias', 'whatsapp', 'late_31_60', '', 'Olá, {primeiro_nome}. Aqui é da {empresa}. O débito abaixo continua em aberto há {dias_atraso}:

{titulos}

Total hoje ({data}): {total}.

Queremos ajudar a resolver: podemos parcelar. Qual é o melhor horário para falarmos? Se não reconhece o débito, avise-nos.', 5),
('00000000-0000-7000-8000-00000000000d', 'Lembrete de parcela do acordo', 'whatsapp', 'agreement', '', 'Olá, {primeiro_nome}! Aqui é da {empresa}, lembrando da parcela do nosso acordo:

{titulos}

{pagamento}
{link}', 6),
('00000000-0000-7000-8000-00000000000e', 'Agradecimento pelo pagamento', 'whatsapp', 'thanks', '', 'Olá, {primeiro_nome}! Aqui é da {empresa}. Recebemos o seu pagamento. Muito obrigado!', 7),
('00000000-0000-7000-8000-00000000000f', 'Lembrete antes do vencimento', 'sms', 'before_due', '', '{empresa}: lembrete de vencimento em {vencimentos}, valor {total}. {link}', 1),
('00000000-0000-7000-8000-000000000010', 'Vence hoje', 'sms', 'due_today', '', '{empresa}: seu pagamento de {total} vence hoje, {data}. {link}', 2),
('00000000-0000-7000-8000-000000000011', 'Atraso de 1 a 10 dias', 'sms', 'late_1_10', '', '{empresa}: {quantidade} em aberto, vencimento {vencimentos}. Principal {original}, multa {multa}, juros {juros}. Total hoje: {total}. {link} Se já pagou, desconsidere.', 3),
('00000000-0000-7000-8000-000000000012', 'Atraso de 11 a 30 dias', 'sms', 'late_11_30', '', '{empresa}: débito em aberto há {dias_atraso}. Principal {original}, multa {multa}, juros {juros}. Total hoje: {total}. Fale conosco: {empresa_telefone}', 4),
('00000000-0000-7000-8000-000000000013', 'Atraso de 31 a 60 dias', 'sms', 'late_31_60', '', '{empresa}: débito em aberto há {dias_atraso}. Principal {original}, multa {multa}, juros {juros}. Total hoje: {total}. Podemos parcelar: {empresa_telefone}', 5),
('00000000-0000-7000-8000-000000000014', 'Lembrete de parcela do acordo', 'sms', 'agreement', '', '{empresa}: parcela do seu acordo com vencimento em {vencimentos}, valor {total}. {link}', 6),
('00000000-0000-7000-8000-000000000015', 'Carta de cobrança', 'letter', 'late_11_30', 'Débito em aberto', 'Prezado(a) {cliente},

Consta em nossos registros o débito abaixo, com valores atualizados até {data}:

{titulos}

Total para pagamento em {data}: {total}.

{pagamento}

{link}

Pedimos que o pagamento seja feito o quanto antes. Para combinar outra data ou um parcelamento, fale conosco pelo telefone {empresa_telefone} ou pelo e-mail {empresa_email}.

Se o pagamento já foi feito, desconsidere esta carta. Se não reconhece o débito, avise-nos.

Atenciosamente,
{empresa}', 4),
('00000000-0000-7000-8000-000000000016', 'Carta com proposta de acordo', 'letter', 'late_31_60', 'Proposta para regularizar o seu débito', 'Prezado(a) {cliente},

Ainda consta em aberto há {dias_atraso} o débito abaixo, com valores atualizados até {data}:

{titulos}

Total para pagamento em {data}: {total}.

Queremos resolver isso com você, à vista ou em parcelas. Entre em contato pelo telefone {empresa_telefone} ou pelo e-mail {empresa_email}.

{pagamento}

{link}

Se o pagamento já foi feito, desconsidere esta carta. Se não reconhece o débito, avise-nos.

Atenciosamente,
{empresa}', 5);
