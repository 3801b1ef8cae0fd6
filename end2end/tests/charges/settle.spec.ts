import { chargeRow, openCharge, openCharges, openSettle, Settling } from '../../fixtures/charges';
import { openClient } from '../../fixtures/client-page';
import { brl } from '../../fixtures/money';
import { expect, test } from '../../fixtures/test';
import { BAKERY, ONLY_BETA } from '../../fixtures/world';
import { clientPath } from '../../fixtures/client-page';

// PAD-1: 1.200,00 + 24,00 + 40,40. PAD-2: 350,50 + 7,01 + 0,93. PAD-3 is due today: 99,00.
const [PAD1, PAD2, PAD3] = [126_440, 35_844, 9_900];

test('three charges are settled together from the page of the client', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  for (const document of ['PAD-1', 'PAD-2', 'PAD-3']) {
    await page.getByRole('checkbox', { name: `Escolher ${document}`, exact: true }).check();
  }
  await client.overdue.getByRole('button', { name: 'Quitar' }).click();
  const form = new Settling(page);
  await expect(form.amount).toHaveValue('1.721,84');
  await expect(form.summary).toContainText(brl(PAD1 + PAD2 + PAD3));
  await expect(form.summary.getByText('quitado', { exact: true })).toHaveCount(3);
  await form.method('Pix');
  await form.confirm.click();
  await expect(page.getByText('Pagamento registrado.')).toBeVisible();
  await expect(page).toHaveURL(/\/clientes\/[0-9a-f-]{36}/);
  await expect(client.overdue).toContainText('Nada vencido');
});

test('without any chosen, all that is overdue is proposed', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.overdue.getByRole('button', { name: 'Quitar' }).click();
  await expect(new Settling(page).amount).toHaveValue('1.622,84');
});

test('a part goes to the oldest first, and is shown before it is confirmed', async ({ page }) => {
  const form = await openSettle(page, BAKERY, ['PAD-1', 'PAD-2']);
  await form.amount.fill('1.300,00');
  await form.method('Dinheiro');
  await form.recalculate();
  await expect(form.amount).toHaveValue('1.300,00');
  await expect(form.summary).toContainText(brl(PAD1 + PAD2 - 130_000));
  await form.confirm.click();
  await expect(page.getByText('Pagamento registrado.')).toBeVisible();
  await openCharges(page, BAKERY);
  await expect(chargeRow(page, 'PAD-1')).toContainText('Quitado');
  await expect(chargeRow(page, 'PAD-2')).toContainText(brl(PAD2 - (130_000 - PAD1)));
});

test.describe('as a manager', () => {
  test.use({ user: 'marta' });

  test('a payment is taken back, and the charge is exactly as before', async ({ page }) => {
    await openCharge(page, BAKERY, 'PAD-2');
    const owed = page.locator('#calculo');
    const before = await owed.innerText();
    await page.getByRole('link', { name: 'Quitar', exact: true }).click();
    const form = new Settling(page);
    await form.amount.fill('100,00');
    await form.method('Pix');
    await form.confirm.click();
    const payments = page.getByRole('region', { name: 'Pagamentos' });
    await expect(payments).toContainText(brl(10_000));
    await expect(owed).toContainText(brl(PAD2 - 10_000));
    await payments.locator('summary').filter({ hasText: 'Estornar' }).click();
    await payments.getByLabel('Motivo do estorno').fill('Pix devolvido');
    await payments.getByRole('button', { name: 'Estornar pagamento' }).click();
    await expect(payments).toContainText('Pix devolvido');
    expect(await owed.innerText()).toBe(before);
    await expect(page.getByRole('region', { name: 'Histórico do lançamento' })).toContainText('Pagamento estornado');
  });

  test('fine and interest are waived with a reason only', async ({ page }) => {
    const form = await openSettle(page, BAKERY, ['PAD-2']);
    await page.getByLabel('Dispensar a multa').check();
    await page.getByLabel('Dispensar os juros').check();
    await form.recalculate();
    await expect(form.amount).toHaveValue('350,50');
    await form.method('Pix');
    await form.confirm.click();
    await expect(page.getByRole('alert').first()).toContainText('Motivo da dispensa');
    await page.getByLabel('Motivo da dispensa').fill('Cliente antigo');
    await form.confirm.click();
    await expect(page.getByText('Pagamento registrado.')).toBeVisible();
  });
});

test('more than what is owed is refused with the exact figure', async ({ page }) => {
  const form = await openSettle(page, BAKERY, ['PAD-2']);
  await form.amount.fill('358,45');
  await form.method('Pix');
  await form.recalculate();
  await expect(form.summary).toContainText(brl(PAD2));
  await expect(form.confirm).toBeDisabled();
  await expect(form.amount).toHaveValue('358,45');
});

test('a form that is sent again settles once', async ({ page, openAs }) => {
  const form = await openSettle(page, BAKERY, ['PAD-2']);
  await form.amount.fill('58,44');
  await form.method('Pix');
  await form.recalculate();
  const filled = page.url();
  const key = await page.locator('input[name="cmd[key]"]').inputValue();
  await form.confirm.click();
  await expect(page.getByText('Pagamento registrado.')).toBeVisible();
  const other = await openAs('caio');
  await other.goto(filled);
  await expect(other.locator('input[name="cmd[key]"]')).toHaveValue(key);
  await other.locator('form#quitar').evaluate((form: HTMLFormElement) => form.submit());
  await expect(other.getByText('Pagamento registrado.')).toBeVisible();
  await openCharges(page, BAKERY);
  await expect(chargeRow(page, 'PAD-2')).toContainText(brl(5_844));
});

test('of two at once the second learns who was first, and keeps what was typed', async ({ page, openAs }) => {
  const mine = await openSettle(page, BAKERY, ['PAD-2']);
  await mine.method('Dinheiro');
  await page.getByLabel('Observação').fill('na loja');
  const other = await openAs('bia');
  const theirs = await openSettle(other, BAKERY, ['PAD-2']);
  await theirs.method('Pix');
  await theirs.confirm.click();
  await expect(other.getByText('Pagamento registrado.')).toBeVisible();
  await mine.confirm.click();
  await expect(page.getByRole('alert').first()).toContainText('Bia Cobradora');
  await expect(page.getByLabel('Observação')).toHaveValue('na loja');
  await expect(mine.amount).toHaveValue('358,44');
});

test.describe('somebody of another company', () => {
  test.use({ user: 'otto', tolerated: /status of 404/ });

  test('finds neither the list, nor the charge, nor the form', async ({ page, openAs }) => {
    const caio = await openAs('caio');
    const path = await clientPath(caio, BAKERY);
    await caio.goto(`${path}/lancamentos`);
    const charge = (await caio.locator('[data-open]').first().getAttribute('href')) ?? '';
    for (const hidden of [`${path}/lancamentos`, charge, `/lancamentos/quitar?cobranca=${charge.split('/').pop()}`]) {
      expect((await page.goto(hidden))?.status(), hidden).toBe(404);
    }
    await openCharges(page, ONLY_BETA);
    await expect(chargeRow(page, 'GRA-1')).toBeVisible();
  });
});
