import { openClient } from '../../fixtures/client-page';
import { expect, hasJavaScript, test } from '../../fixtures/test';
import { BAKERY, JOSE, MARKET, USERS } from '../../fixtures/world';

// What happens at once must come out the same each time: a second try would hide that it does not.
test.describe.configure({ retries: 0 });

test('every field of a contact is found again in the history', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  const { form } = client;
  await form.promise('100,00', '2026-11-20');
  await form.channel.selectOption({ label: 'WhatsApp' });
  await form.date.fill('2026-11-18');
  await form.time.fill('10:15');
  await form.spokeTo.fill('Dona Lúcia');
  await form.openCharges();
  await form.charge('PAD-1').check();
  await form.notes.fill('Paga a primeira na sexta.\nPediu boleto novo.');
  await form.nextDate.fill('2026-12-01');
  await form.nextTime.fill('09:30');
  await form.nextAssignee.selectOption({ label: USERS.bia.name });
  await form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await expect(page.getByText('Contato registrado.')).toBeVisible();

  await openClient(page, BAKERY);
  await expect(client.entries).toHaveCount(1);
  const entry = client.entries.first();
  for (const fact of ['18/11/2026 10:15', 'Efetivo', 'WhatsApp', USERS.caio.name, 'Prometeu pagar']) {
    await expect(entry).toContainText(fact);
  }
  await client.openEntry(entry);
  for (const fact of ['Problema financeiro', 'Dona Lúcia', 'PAD-1', 'Pediu boleto novo.']) {
    await expect(entry.getByText(fact).last()).toBeVisible();
  }
  await expect(entry).not.toContainText('PAD-2');
  await expect(client.bar).toContainText('18/11/2026 10:15');
  await expect(client.appointments).toContainText('01/12/2026 09:30');
  await expect(client.appointments).toContainText(USERS.bia.name);
  // Yesterday's contact does not make the client one who was contacted today.
  await expect(client.bar).not.toContainText('Contatado hoje');
});

test('a refused form keeps everything that was typed, and says what is wrong', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  const { form } = client;
  await form.choose('Efetivo');
  await form.detail.selectOption({ label: 'Contesta' });
  await form.channel.selectOption({ label: 'Carta' });
  await form.date.fill('2026-12-24');
  await form.time.fill('08:05');
  await form.spokeTo.fill('Seu "Zé" & filhos');
  await form.openCharges();
  await form.charge('PAD-2').check();
  await form.notes.fill('\n  Primeira linha\n<b>segunda</b> linha & mais');
  await form.nextDate.fill('2026-11-02');
  await form.nextTime.fill('16:45');
  await form.nextAssignee.selectOption({ label: USERS.marta.name });
  await form.save();

  await expect(form.errors).toContainText('Motivo da inadimplência: Preencha este campo.');
  await expect(form.errors).toContainText('Data: Esta data ainda não chegou.');
  await expect(form.errors).toContainText('Data do próximo contato: Esta data já passou.');
  await expect(form.reason).toHaveAttribute('aria-invalid', 'true');
  await expect(form.outcome('Efetivo')).toBeChecked();
  await expect(form.detail.locator('option:checked')).toHaveText('Contesta');
  await expect(form.channel.locator('option:checked')).toHaveText('Carta');
  await expect(form.date).toHaveValue('2026-12-24');
  await expect(form.time).toHaveValue('08:05');
  await expect(form.spokeTo).toHaveValue('Seu "Zé" & filhos');
  await expect(form.charge('PAD-2')).toBeChecked();
  await expect(form.charge('PAD-1')).not.toBeChecked();
  await expect(form.notes).toHaveValue('\n  Primeira linha\n<b>segunda</b> linha & mais');
  await expect(form.nextDate).toHaveValue('2026-11-02');
  await expect(form.nextTime).toHaveValue('16:45');
  await expect(form.nextAssignee.locator('option:checked')).toHaveText(USERS.marta.name);
  await expect(client.entries).toHaveCount(0);

  await form.reason.selectOption({ label: 'Não concorda com a cobrança' });
  await form.date.fill('2026-11-19');
  await form.time.fill('00:00');
  await form.nextDate.fill('2026-11-23');
  await form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, BAKERY);
  await expect(client.entries).toHaveCount(1);
  await expect(client.entries.first()).toContainText('Contesta');
});

test('a form without an outcome is refused', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.form.notes.fill('Ainda não escolhi.');
  await client.form.save();
  await expect(client.form.errors).toContainText('Resultado');
  await expect(client.form.notes).toHaveValue('Ainda não escolhi.');
});

test('the form starts with today, now and the telephone', async ({ page, javaScriptEnabled }) => {
  const client = await openClient(page, JOSE);
  await expect(client.form.date).toHaveValue('2026-11-19');
  await expect(client.form.time).toHaveValue(/^\d\d:\d\d$/);
  await expect(client.form.channel.locator('option:checked')).toHaveText('Telefone');
  await expect(client.form.channel.locator('option')).toHaveText([
    'Telefone', 'WhatsApp', 'E-mail', 'SMS', 'Carta', 'Aplicativo de mensagens', 'Outros',
  ]);
  expect(hasJavaScript(page)).toBe(javaScriptEnabled ?? true);
});

test('saving and going on opens the client who owes most and was not contacted today', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.form.choose('Sem contato');
  await client.form.saveAndNext();
  // By the updated amount: Mercearia 2.550,83, Padaria 1.622,84, Transportes 1.032,65.
  await expect(client.heading).toHaveText(MARKET.name);
  await expect(page.getByText('Contato registrado.')).toBeVisible();
  await expect(client.history).toContainText('Ainda não há contatos');
  await expect(client.form.outcome('Sem contato')).not.toBeChecked();
  await client.form.choose('Sem contato');
  await client.form.saveAndNext();
  await expect(client.heading).toHaveText(BAKERY.name);
  await openClient(page, MARKET);
  await expect(client.entries).toHaveCount(1);
});

test('a form that is sent again records nothing more', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.form.choose('Sem contato');
  const fields = await client.form.root.locator('form').evaluate((form: HTMLFormElement) => {
    const entries = Object.fromEntries(new FormData(form)) as Record<string, string>;
    return { action: new URL(form.action).pathname, entries };
  });
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  const here = page.url();
  const again = await page.request.post(fields.action, {
    form: fields.entries,
    headers: { accept: 'text/html', referer: here },
  });
  expect(again.ok()).toBe(true);
  expect(again.url()).toContain('/agenda');
  await openClient(page, JOSE);
  await expect(client.entries).toHaveCount(1);
});

test('a double click on the button records once', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.form.choose('Sem contato');
  await client.form.root.getByRole('button', { name: 'Salvar', exact: true }).dblclick();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, JOSE);
  await expect(client.entries).toHaveCount(1);
});
