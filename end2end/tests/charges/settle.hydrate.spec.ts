import { expect, test, visit } from '../../fixtures/test';
import { openClient } from '../../fixtures/client-page';
import { BAKERY } from '../../fixtures/world';

test.describe('settling while somebody types', () => {
  test('the amount follows the chosen charges until another one is typed', async ({ page }) => {
    const client = await openClient(page, BAKERY);
    await client.overdue.getByRole('checkbox', { name: /PAD-1/ }).check();
    await client.overdue.getByRole('button', { name: 'Quitar' }).click();
    await expect(page).toHaveURL(/quitar/);
    await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
    const amount = page.getByLabel('Valor recebido');
    await expect(amount).toHaveValue('1.264,40');
    await page.getByRole('checkbox', { name: /PAD-2/ }).check();
    await expect(amount).toHaveValue('1.622,84');
    await amount.fill('100,00');
    await page.getByRole('checkbox', { name: /PAD-2/ }).uncheck();
    await expect(page.getByRole('button', { name: /Confirmar recebimento/ })).toContainText('100,00');
    await expect(amount).toHaveValue('100,00');
  });

  test('nothing can be confirmed while the figures cannot be had', async ({ page }) => {
    const client = await openClient(page, BAKERY);
    await client.overdue.getByRole('button', { name: 'Quitar' }).click();
    await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
    await page.route(/quitar\?/, (route) => route.fulfill({ status: 414, body: '' }));
    await page.getByLabel('Valor recebido').fill('10,00');
    await expect(page.getByRole('button', { name: /Confirmar recebimento/ })).toBeDisabled();
  });
  test.use({ tolerated: /status of 414/ });
});

test('rows are chosen in ranges, by Ctrl on a row, and all at once', async ({ page }) => {
  await visit(page, '/lancamentos?vencidos=1');
  const boxes = page.locator('tbody input[type=checkbox]');
  const count = await boxes.count();
  await boxes.nth(0).click();
  await boxes.nth(2).click({ modifiers: ['Shift'] });
  await expect(page.locator('tbody input:checked')).toHaveCount(3);
  await page.locator('tbody tr').nth(1).locator('td').last().click({ modifiers: ['Control'] });
  await expect(page.locator('tbody input:checked')).toHaveCount(2);
  await page.locator('thead input[data-all]').check();
  await expect(page.locator('tbody input:checked')).toHaveCount(count);
});
