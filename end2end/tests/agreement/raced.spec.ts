import { ClosingPage, openNewest, settle } from '../../fixtures/agreement-page';
import { clientPath } from '../../fixtures/client-page';
import { brl } from '../../fixtures/money';
import { expect, hasJavaScript, test, visit } from '../../fixtures/test';
import { BAKERY, USERS } from '../../fixtures/world';

// What happens at once must come out the same each time: a second try would hide that it does not.
test.describe.configure({ retries: 0 });

test('of two who agree on the same charge one succeeds, and the other learns who and keeps the figures', async ({ page, openAs }) => {
  const quick = await ClosingPage.open(page, BAKERY);
  const slow = await ClosingPage.open(await openAs('bia'), BAKERY);
  for (const closing of [quick, slow]) {
    await closing.count.fill('2');
    await closing.press('Gerar');
    await closing.expectDifference(0);
  }
  await slow.page.getByLabel('Observações do acordo').fill('Paga na quinta.');
  // What is computed while they type is there before the other is faster.
  const computed = hasJavaScript(slow.page) ? slow.page.waitForResponse((answer) => answer.url().includes('811')) : undefined;
  await slow.amount(1).fill('811,42');
  await computed;
  await quick.close();

  await slow.confirm.click();
  const refusal = slow.page.getByRole('alert');
  await expect(refusal).toContainText(`${USERS.caio.name} foi mais rápido`);
  await expect(slow.page.getByText('Um lançamento escolhido não está mais em aberto').first()).toBeVisible();
  await expect(slow.amount(1)).toHaveValue('811,42');
  await expect(slow.amount(2)).toHaveValue('811,42');
  await expect(slow.page.getByLabel('Observações do acordo')).toHaveValue('Paga na quinta.');
  await expect(slow.confirm).toBeDisabled();
  await visit(page, '/acordos');
  await expect(page.getByText('1 acordo', { exact: true })).toBeVisible();
});

test('a payment that arrives while the agreement is made is named with both amounts', async ({ page, openAs }) => {
  const other = await openAs('bia');
  await visit(other, '/agenda');
  const closing = await ClosingPage.open(page, BAKERY);
  await closing.charge('PAD-2').uncheck();
  await closing.count.fill('2');
  await closing.press('Gerar');
  await closing.expectDifference(0);
  const charge = (await closing.charge('PAD-1').getAttribute('value')) ?? '';
  const client = (await clientPath(page, BAKERY)).slice('/clientes/'.length);
  await settle(other, client, charge, '64,40', '2026-11-19');

  await closing.confirm.click();
  await expect(page.getByRole('alert')).toContainText(`${USERS.bia.name} foi mais rápido`);
  await expect(page.getByText(`PAD-1: a página mostrava ${brl(126_440)}; agora são ${brl(120_000)}.`)).toBeVisible();
  await expect(closing.amount(1)).toHaveValue('632,20');
  await closing.expectDifference(6_440);
  await closing.press('Ajustar as parcelas');
  await closing.close();
  await expect((await openNewest(page)).sources).toContainText(brl(120_000));
});
