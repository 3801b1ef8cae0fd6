/** From nothing to the first e-mail, all on the screen: company, server, template, composer. */
import { openClient } from '../../fixtures/client-page';
import { COMPANY } from '../../fixtures/mail';
import { Mailbox, MAIL_PASSWORD, MAIL_USER } from '../../fixtures/mailbox';
import { hydrated, expect, test, visit } from '../../fixtures/test';
import { BAKERY } from '../../fixtures/world';

test.use({ user: 'ana' });
test.setTimeout(90_000);

test('an administrator sets e-mail up and sends the first one', async ({ page }) => {
  const mailbox = await Mailbox.start('starttls');
  try {
    await test.step('without anything the composer says what is missing and leads there', async () => {
      const shown = await openClient(page, BAKERY);
      await shown.overdue.getByRole('button', { name: 'Enviar e-mail' }).click();
      await hydrated(page);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enviar e-mail');
      const missing = page.getByRole('status').filter({ hasText: 'CPF/CNPJ' });
      await expect(missing).toContainText('falta: CPF/CNPJ, logradouro, cidade, CEP');
      await expect(page.getByRole('button', { name: 'Enviar e-mail' })).toBeHidden();
      await missing.getByRole('link', { name: 'Completar os dados da empresa' }).click();
    });

    await test.step('company', async () => {
      await hydrated(page);
      await page.getByLabel('CPF ou CNPJ').fill('11.444.777/0001-62');
      await page.getByLabel('CEP').fill(COMPANY.cep);
      await page.getByLabel('Logradouro').fill(COMPANY.street);
      await page.getByLabel('Cidade').fill(COMPANY.city);
      await page.getByLabel('Instruções de pagamento').fill(COMPANY.payment_instructions);
      await page.getByLabel('Link de pagamento').fill('javascript:alert(1)');
      await page.getByRole('button', { name: 'Salvar dados' }).click();
      const errors = page.getByRole('alert');
      await expect(errors).toContainText('CPF ou CNPJ');
      await expect(errors).toContainText('https://');
      await expect(page.getByLabel('Logradouro')).toHaveValue(COMPANY.street);
      await page.getByLabel('CPF ou CNPJ').fill(COMPANY.tax_id);
      await page.getByLabel('Link de pagamento').fill(COMPANY.payment_link);
      await page.getByRole('button', { name: 'Salvar dados' }).click();
      await expect(page.getByText('Dados da empresa salvos.')).toBeVisible();
    });

    await test.step('without a server there is the way through one’s own mail program', async () => {
      const shown = await openClient(page, BAKERY);
      await shown.overdue.getByRole('button', { name: 'Enviar e-mail' }).click();
      await expect(page.getByText('Não há servidor de e-mail configurado')).toBeVisible();
      const link = page.getByRole('link', { name: 'Abrir no meu programa de e-mail' });
      const href = (await link.getAttribute('href')) ?? '';
      expect(href).toMatch(/^mailto:financeiro@saojoao\.example\?subject=/);
      expect(href.length).toBeLessThanOrEqual(1600);
      expect(decodeURIComponent(href)).toContain('PAD-1');
      expect(href).not.toContain('+');
      await page.getByRole('link', { name: 'Configurar servidor de e-mail' }).click();
    });

    await test.step('server', async () => {
      await hydrated(page);
      await page.getByLabel('Empresa', { exact: true }).selectOption({ label: 'Toda a organização' });
      await page.getByRole('button', { name: 'Mostrar' }).click();
      await page.getByLabel('Servidor SMTP').fill('localhost');
      await page.getByLabel('Porta').fill(String(mailbox.port));
      await page.getByLabel(/^Usuário/).fill(MAIL_USER);
      await page.getByLabel('Senha').fill('errada');
      await page.getByLabel('Nome do remetente').fill('Cobrança Alfa');
      await page.getByLabel('Endereço do remetente').fill('cobranca@alfa');
      await page.getByRole('button', { name: 'Salvar configuração' }).click();
      await expect(page.getByRole('alert')).toContainText('Endereço do remetente');
      await expect(page.getByLabel('Senha')).toHaveValue('');
      await page.getByLabel('Endereço do remetente').fill('cobranca@alfa.example');
      await page.getByLabel('Senha').fill('errada');
      await page.getByRole('button', { name: 'Salvar configuração' }).click();
      await expect(page.getByText('Configuração de e-mail salva.')).toBeVisible();

      await page.getByLabel('Enviar para').fill('teste@exemplo.example');
      await page.getByRole('button', { name: 'Enviar mensagem de teste' }).click();
      await expect(page.getByRole('alert')).toContainText('535 5.7.8 Usuario ou senha nao conferem');

      await page.getByLabel('Senha').fill(MAIL_PASSWORD);
      await page.getByRole('button', { name: 'Salvar configuração' }).click();
      await expect(page.getByText('Configuração de e-mail salva.')).toBeVisible();
      expect(await page.content()).not.toContain(MAIL_PASSWORD);
      // Saved once more without a password, the old one stays.
      await page.getByLabel('Responder para').fill('respostas@alfa.example');
      await page.getByRole('button', { name: 'Salvar configuração' }).click();
      await expect(page.getByText('Configuração de e-mail salva.')).toBeVisible();
      await page.getByLabel('Enviar para').fill('teste@exemplo.example');
      await page.getByRole('button', { name: 'Enviar mensagem de teste' }).click();
      await expect(page.getByText('O servidor aceitou a mensagem de teste.')).toBeVisible();
      expect(mailbox.to('teste@exemplo.example')[0]?.text).toContain('(ç, ã, é, ü)');
    });

    await test.step('template', async () => {
      await visit(page, '/configuracoes/modelos');
      for (const name of ['Lembrete antes do vencimento', 'Vence hoje', 'Atraso de 31 a 60 dias', 'Agradecimento pelo pagamento']) {
        await expect(page.getByRole('link', { name }).first()).toBeVisible();
      }
      await page.getByRole('link', { name: 'Atraso de 31 a 60 dias' }).first().click();
      await hydrated(page);
      await page.getByLabel('Assunto').fill('Débito de {totall}');
      await page.getByRole('button', { name: 'Salvar modelo' }).click();
      await expect(page.getByRole('alert')).toContainText('Assunto: {totall} não é uma variável.');
      await page.getByLabel('Assunto').fill('Débito de {total} – {empresa}');
      await page.getByLabel('Cliente da prévia').fill('Padaria');
      await page.getByRole('button', { name: 'Atualizar prévia' }).click();
      await expect(page.getByRole('region', { name: 'Prévia' })).toContainText('Padaria São João Ltda');
      await expect(page.getByRole('region', { name: 'Prévia' })).toContainText(/Débito de R\$ 1\.[0-9]{3},[0-9]{2} – Alfa/);
      await page.getByRole('button', { name: 'Salvar modelo' }).click();
      await expect(page.getByText('Modelo salvo.')).toBeVisible();
    });

    await test.step('composer', async () => {
      const shown = await openClient(page, BAKERY);
      await shown.overdue.getByRole('button', { name: 'Enviar e-mail' }).click();
      await hydrated(page);
      // What fits the days late is proposed, about all that is overdue.
      await expect(page.getByLabel('Assunto')).toHaveValue('Débito de {total} – {empresa}');
      await expect(page.getByRole('checkbox', { name: /PAD-1/ })).toBeChecked();
      await expect(page.getByRole('checkbox', { name: /PAD-3/ })).not.toBeChecked();
      await page.getByLabel('E-mail de Padaria São João Ltda').fill('contas@saojoao');
      await page.getByRole('button', { name: 'Enviar e-mail' }).click();
      await expect(page.getByRole('alert')).toContainText('E-mail de Padaria São João Ltda');
      await page.getByLabel('E-mail de Padaria São João Ltda').fill('contas@saojoao.example');
      await page.getByLabel('Salvar no cadastro').check();
      await page.getByLabel('Outro endereço').fill('diretoria@saojoao.example');
      await page.getByRole('button', { name: 'Enviar e-mail' }).click();
      await expect(page.getByText('E-mail na fila de envio; o contato foi registrado.')).toBeVisible();
      await expect(shown.history).toContainText('Débito de');
      await expect(shown.data).toContainText('contas@saojoao.example');
    });

    await test.step('what was sent', async () => {
      await expect.poll(() => mailbox.to('contas@saojoao.example').length).toBe(1);
      const mail = mailbox.to('contas@saojoao.example')[0];
      expect(mail?.to).toEqual(['contas@saojoao.example', 'diretoria@saojoao.example']);
      expect(mail?.subject).toMatch(/^Débito de R\$ 1\.\d{3},\d{2} – Alfa Serviços Ltda$/);
      expect(mail?.headers.from).toContain('Cobrança Alfa');
      expect(mail?.headers['reply-to']).toContain('respostas@alfa.example');
      for (const part of [mail?.text ?? '', mail?.html ?? '']) {
        for (const words of ['PAD-1', 'PAD-2', 'Prezado(a) Padaria São João Ltda', COMPANY.payment_instructions, COMPANY.payment_link]) {
          expect(part).toContain(words);
        }
        // Who collects (CDC 42-A).
        for (const words of ['Alfa Serviços Ltda', 'CNPJ 11.444.777/0001-61', COMPANY.street, 'São Paulo/SP', 'CEP 01310-100']) {
          expect(part).toContain(words);
        }
        expect(part).not.toContain('PAD-3');
      }
      await page.reload();
      await hydrated(page);
      const sent = page.getByRole('region', { name: 'E-mails enviados' });
      await expect(sent).toContainText('Enviado');
      const [window] = await Promise.all([page.waitForEvent('popup'), sent.getByRole('link').click()]);
      await expect(window.getByRole('heading', { level: 1 })).toHaveText(mail?.subject ?? '');
      await expect(window.getByRole('code')).toHaveText('250 2.0.0 aceita');
      await expect(window.getByText('contas@saojoao.example, diretoria@saojoao.example')).toBeVisible();
      const frame = window.frameLocator('iframe');
      await expect(frame.getByRole('cell', { name: 'PAD-1' })).toBeVisible();
    });
  } finally {
    await mailbox.stop();
  }
});
