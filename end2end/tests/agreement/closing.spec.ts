import { ClosingPage, receive, WORKED, WORKED_CHARGES } from '../../fixtures/agreement-page';
import { openAgenda } from '../../fixtures/agenda-page';
import { openClient } from '../../fixtures/client-page';
import { brl } from '../../fixtures/money';
import { expect, hydrated, test, visit } from '../../fixtures/test';
import { BAKERY, SHARED } from '../../fixtures/world';

test('the worked case closes with a surcharge of 26,48', async ({ page, app }) => {
  await receive(app, WORKED, WORKED_CHARGES);
  const closing = await ClosingPage.open(page, WORKED);
  await expect(closing.charge('NEG-1'), 'nothing is overdue').not.toBeChecked();
  await closing.workedCase();
  await closing.surcharge.fill('26,48');
  await closing.recalculate();
  await closing.close();

  const client = await openClient(page, WORKED);
  await expect(client.upcoming).toContainText('AC-1 1/2');
  await expect(client.upcoming).not.toContainText('NEG-1');
  await expect(client.entries).toHaveCount(1);
  await client.openEntry(client.entries.first());
  await expect(client.entries.first()).toContainText('Acordo nº 1 fechado');
  await expect(client.entries.first()).toContainText(brl(40_000));
});

test('the worked case closes with a discount of -26,48, and by the button that offers it', async ({ page, app }) => {
  await receive(app, WORKED, [...WORKED_CHARGES, { document: 'NEG-2', due: '2026-12-01', amount: '373,52' }]);
  const first = await ClosingPage.open(page, WORKED);
  await first.workedCase();
  await first.discount.fill('-26,48');
  await first.recalculate();
  await first.close();

  const second = await ClosingPage.open(page, WORKED);
  await second.charge('NEG-2').check();
  await second.press('Adicionar parcela');
  await expect(second.amount(1)).toHaveValue('373,52');
  await expect(second.due(1)).toHaveValue('2026-12-19');
  await second.amount(1).fill('200,00');
  await second.press('Adicionar parcela');
  await expect(second.amount(2)).toHaveValue('173,52');
  await second.amount(2).fill('200,00');
  await second.recalculate();
  await second.press(/^Pôr R\$\s26,48 no acréscimo$/);
  await expect(second.surcharge).toHaveValue('26,48');
  await second.close();

  await visit(page, '/acordos');
  await expect(page.getByText('2 acordos')).toBeVisible();
  await expect(page.getByText(/Total acordado R\$\s800,00/)).toBeVisible();
});

test('what is overdue is chosen, each with fine, interest and why', async ({ page }) => {
  const closing = await ClosingPage.open(page, BAKERY);
  for (const [document, chosen] of [['PAD-1', true], ['PAD-2', true], ['PAD-3', false], ['PAD-4', false]] as const) {
    await expect(closing.charge(document)).toBeChecked({ checked: chosen });
  }
  const row = closing.charges.getByRole('row').filter({ hasText: 'PAD-1' });
  for (const cell of [brl(120_000), brl(2_400), brl(4_040), brl(126_440)]) await expect(row).toContainText(cell);
  await row.locator('summary').click();
  await expect(row.locator('li').last()).toBeVisible();
  await expect(closing.charges).toContainText('2 lançamentos escolhidos');
  await closing.expectDifference(-162_284);
  // An agent grants up to fine and interest: 31,01 and 41,33.
  await closing.discount.fill('72,35');
  await closing.recalculate();
  await expect(page.getByText(/O desconto vai até multa e juros: R\$\s72,34/)).toBeVisible();
  await closing.discount.fill('72,34');
  await closing.count.fill('3');
  await closing.press('Gerar');
  await expect(closing.amount(1)).toHaveValue('516,84');
  await expect(closing.amount(3)).toHaveValue('516,83');
  await closing.press('Remover a parcela 2');
  await closing.expectDifference(-51_683);
  await closing.press('Ajustar as parcelas');
  await closing.close();
});

test('charges of two companies do not mix', async ({ page }) => {
  const closing = await ClosingPage.open(page, SHARED);
  await expect(closing.charge('TRA-1')).toBeChecked();
  await closing.charge('TRA-B1').check();
  await closing.recalculate();
  await expect(page.getByText('Escolha lançamentos de uma só empresa.')).toBeVisible();
  await expect(closing.confirm).toBeDisabled();
});

test('a forged form that does not balance is refused', async ({ page, app }) => {
  await receive(app, WORKED, WORKED_CHARGES);
  const closing = await ClosingPage.open(page, WORKED);
  await closing.workedCase();
  const value = async (name: string): Promise<string> =>
    (await page.locator(`form#acordo [name="${name}"]`).first().getAttribute('value')) ?? '';
  const form = new URLSearchParams();
  for (const name of ['cmd[client]', 'cmd[key]', 'cmd[on]', 'cmd[seen][]']) form.append(name, await value(name));
  form.append('cmd[charges][]', (await value('cmd[seen][]')).split(' ')[0] ?? '');
  for (const due of ['2026-12-19', '2027-01-19']) {
    form.append('cmd[methods][]', 'pix');
    form.append('cmd[dues][]', due);
    form.append('cmd[amounts][]', '200,00');
  }
  const post = (body: URLSearchParams): Promise<number> =>
    page.request
      .post('/api/agreements/confirm', {
        data: body.toString(),
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        maxRedirects: 0,
      })
      .then((answer) => answer.status());
  expect(await post(form)).toBe(422);
  await visit(page, '/acordos');
  await expect(page.getByText('Nenhum acordo ainda')).toBeVisible();
  // The same form, balanced, is what the page would have sent; sent twice it closes one agreement.
  form.append('cmd[surcharge]', '26,48');
  expect(await post(form)).toBeLessThan(400);
  expect(await post(form)).toBeLessThan(400);
  await visit(page, '/acordos');
  await expect(page.getByText('1 acordo', { exact: true })).toBeVisible();
});

test('an agreement closed from a contact is linked to it', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.form.choose('Efetivo');
  await client.form.reason.selectOption({ label: 'Problema financeiro' });
  await client.form.notes.fill('Quer parcelar.');
  await client.form.root.getByRole('button', { name: 'Salvar e fazer acordo' }).click();
  await expect(page).toHaveURL(/\/acordo\?/);
  await hydrated(page);
  await expect(page.getByText('O acordo fica ligado ao contato')).toBeVisible();
  const closing = new ClosingPage(page);
  await closing.count.fill('2');
  await closing.press('Gerar');
  await closing.close();
  await openClient(page, BAKERY);
  // The contact of the call and, beside it, the figures: not a second contact.
  await expect(client.entries).toHaveCount(2);
  await expect(client.entries.filter({ hasText: 'Comentário' })).toContainText('Acordo nº 1 fechado');
});

test('bank slips become tasks of the agenda', async ({ page, app }) => {
  await receive(app, WORKED, WORKED_CHARGES);
  const first = await ClosingPage.open(page, WORKED);
  await first.charge('NEG-1').check();
  await page.locator('#acordo-method').selectOption({ label: 'Boleto' });
  await first.count.fill('2');
  await first.press('Gerar');
  await first.close();
  const second = await ClosingPage.open(page, WORKED);
  await second.charge('AC-1 1/2').check();
  await second.count.fill('1');
  await second.press('Gerar');
  await second.close();
  const agenda = await openAgenda(page);
  await expect(agenda.group('Hoje')).toContainText('emitir e enviar os boletos novos (2 parcelas)');
  await expect(agenda.group('Hoje')).toContainText('pedir ao banco o cancelamento dos boletos substituídos, se houve remessa: AC-1 1/2');
});
