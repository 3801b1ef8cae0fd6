import { openClient } from '../../fixtures/client-page';
import { expect, hydrated, test, visit } from '../../fixtures/test';
import { BAKERY, JOSE, MARKET } from '../../fixtures/world';
import { NEXT_BUSINESS_DAY } from '../../fixtures/environment';

test('a call without answer takes two keys once the form has the focus', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await page.keyboard.press('c');
  await expect(client.form.root.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('3');
  await expect(client.form.outcome('Sem contato')).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/agenda/);
  await expect(page.getByText('Contato registrado.')).toBeVisible();
  await openClient(page, JOSE);
  await expect(client.entries).toHaveCount(1);
  await expect(client.entries.first()).toContainText('Sem contato');
  await expect(client.appointments).toContainText('23/11/2026');
});

test('an outcome proposes the next contact until somebody decides otherwise', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await expect(client.form.nextDate).toHaveValue('');
  await client.form.choose('Sem contato');
  // The day after today is a holiday, then comes the weekend.
  await expect(client.form.nextDate).toHaveValue(NEXT_BUSINESS_DAY);
  const first = await client.form.nextTime.inputValue();
  expect(['09:00', '14:00']).toContain(first);
  await client.form.choose('Não efetivo');
  await expect(client.form.nextTime).toHaveValue(first === '09:00' ? '14:00' : '09:00');
  await client.form.choose('Efetivo');
  await expect(client.form.nextDate).toHaveValue(NEXT_BUSINESS_DAY);
  await client.form.nextDate.fill('2026-12-03');
  await client.form.choose('Sem contato');
  await expect(client.form.nextDate).toHaveValue('2026-12-03');
  await client.form.root.getByRole('button', { name: 'Sem próximo contato' }).click();
  await expect(client.form.nextDate).toHaveValue('');
  await client.form.choose('Não efetivo');
  await expect(client.form.nextDate).toHaveValue('');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, JOSE);
  await expect(client.appointments).toContainText('Nenhum agendamento pendente.');
});

test('Ctrl+Enter saves from the notes and opens the next client, ready for the next call', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await page.keyboard.press('c');
  await page.keyboard.press('2');
  await client.form.notes.fill('Recado com a filha: 1, 2 e 3 não escolhem nada aqui.');
  await page.keyboard.press('3');
  await expect(client.form.outcome('Não efetivo')).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(client.heading).toHaveText(MARKET.name);
  await expect(client.form.notes).toHaveValue('');
  await page.keyboard.press('c');
  await page.keyboard.press('3');
  await page.keyboard.press('Control+Enter');
  await expect(client.heading).toHaveText(BAKERY.name);
});

test('ten clients in a row are called with the keyboard alone', async ({ page }) => {
  await visit(page, '/inadimplencia');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(MARKET.name);
  const called = new Set<string>();
  for (let call = 1; call <= 10; call += 1) {
    const name = await heading.innerText();
    called.add(name);
    await page.keyboard.press('c');
    await page.keyboard.press('3');
    await page.keyboard.press('Control+Enter');
    await expect(heading).not.toHaveText(name);
  }
  expect(called.size).toBe(10);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('table', { name: 'Próximos dias' }).locator('tbody')).toHaveCount(10);
});

test('the reason is asked only when the outcome is effective, and details follow the outcome', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.form.choose('Sem contato');
  await expect(client.form.reason).toBeHidden();
  await expect(client.form.detail.locator('option')).toHaveText([
    'Não informado', 'Não atende', 'Caixa postal', 'Número errado', 'Mensagem enviada sem resposta',
  ]);
  await client.form.choose('Efetivo');
  await expect(client.form.reason).toBeVisible();
  await client.form.detail.selectOption({ label: 'Prometeu pagar' });
  await expect(client.form.outcome('Efetivo')).toBeChecked();
});

test('keys lead through the product', async ({ page }) => {
  await visit(page, '/agenda');
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await expect(page).toHaveURL(/\/inadimplencia$/);
  await expect(page.getByRole('main').getByRole('link', { name: MARKET.name }).first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(MARKET.name);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Buscar cliente' })).toBeFocused();
  await page.keyboard.type('padaria sao');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/inadimplencia\?q=padaria/);
  await expect(page.getByRole('main').getByRole('link', { name: BAKERY.name }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  await expect(page).toHaveURL(/\/ajuda$/);
  await hydrated(page);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/agenda$/);
});

test('what was typed survives that something else on the page is saved', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.form.choose('Efetivo');
  await client.form.notes.fill('Ainda estou falando com ele.');
  await client.open(client.history, 'Comentar');
  await client.history.getByLabel('Comentário').fill('Um comentário no meio da ligação.');
  await client.history.getByRole('button', { name: 'Salvar comentário' }).click();
  await expect(client.entries).toHaveCount(1);
  await expect(client.form.notes).toHaveValue('Ainda estou falando com ele.');
  await expect(client.form.outcome('Efetivo')).toBeChecked();
  await client.open(client.data, 'Editar dados');
  await client.data.getByLabel('Bairro').fill('Mooca');
  await client.data.getByRole('button', { name: 'Salvar dados' }).click();
  await expect(client.data).toContainText('Mooca');
  await expect(client.form.notes).toHaveValue('Ainda estou falando com ele.');
});

test('notes that were not saved are there again on the way back, until they are', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.form.notes.fill('Aguardando retorno do contador');
  await page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Agenda' }).click();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, BAKERY);
  await expect(client.form.notes).toHaveValue('');
  await openClient(page, JOSE);
  await expect(client.form.notes).toHaveValue('Aguardando retorno do contador');
  await client.form.save();
  await expect(client.form.errors).toBeVisible();
  await openClient(page, JOSE);
  await expect(client.form.notes).toHaveValue('Aguardando retorno do contador');
  await client.form.choose('Sem contato');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, JOSE);
  await expect(client.form.notes).toHaveValue('');
});
