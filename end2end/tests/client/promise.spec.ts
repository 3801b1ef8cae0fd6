import { openAgenda } from '../../fixtures/agenda-page';
import { openClient } from '../../fixtures/client-page';
import { command } from '../../fixtures/emdia';
import { expect, hasJavaScript, reload, test } from '../../fixtures/test';
import { BAKERY, USERS } from '../../fixtures/world';

test('a promise needs an amount and a day, and stands on the bar', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.form.promise('', '');
  await client.form.notes.fill('Paga na sexta.');
  await client.form.save();
  await expect(client.form.errors).toContainText('Valor prometido: Preencha este campo.');
  await expect(client.form.errors).toContainText('Paga até: Preencha este campo.');
  await expect(client.form.notes).toHaveValue('Paga na sexta.');

  await client.form.promisedAmount.fill('0');
  await client.form.promisedDate.fill('2026-11-18');
  await client.form.save();
  await expect(client.form.errors).toContainText('Paga até');
  await client.form.promisedAmount.fill('150,50');
  await client.form.promisedDate.fill('2026-11-23');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);

  await openClient(page, BAKERY);
  await expect(client.bar).toContainText('Promessa em aberto');
  await expect(client.bar).toContainText('R$ 150,50 até 23/11/2026');
});

test('another promise takes the place of the open one, which nobody forgets', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.form.promise('80,00', '2026-11-20');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);

  await openClient(page, BAKERY);
  await client.bar.getByRole('link', { name: 'Remarcar' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Remarcar promessa');
  await expect(page.getByRole('main')).toContainText(`R$ 80,00 até 20/11/2026, registrado por ${USERS.caio.name}`);
  const form = page.getByRole('main');
  await expect(form.getByLabel('Valor prometido')).toHaveValue('80,00');
  await form.getByLabel('Valor prometido').fill('95,00');
  await form.getByLabel('Paga até').fill('2026-11-01');
  await form.getByRole('button', { name: 'Salvar nova promessa' }).click();
  await expect(form.getByRole('alert')).toContainText('Paga até');
  await expect(form.getByLabel('Valor prometido')).toHaveValue('95,00');
  await form.getByLabel('Paga até').fill('2026-11-25');
  await form.getByRole('button', { name: 'Salvar nova promessa' }).click();
  await expect(page).toHaveURL(/\/clientes\//);
  await expect(client.bar).toContainText('R$ 95,00 até 25/11/2026');
  await expect(client.bar).not.toContainText('R$ 80,00');
});

test.describe('when its day is over', () => {
  test('a broken promise leads the agenda until somebody contacts the client', async ({ page, app }) => {
    const client = await openClient(page, BAKERY);
    await client.form.promise('60,00', '2026-11-19');
    await client.form.save();
    await expect(page).toHaveURL(/\/agenda/);
    const agenda = await openAgenda(page);
    const promises = page.getByRole('table', { name: 'Promessas de pagamento' });
    await expect(promises).toContainText(BAKERY.name);
    await expect(promises).toContainText('R$ 60,00');

    // Two days of grace later the daily run decides; it may run as often as it likes.
    for (const _ of [1, 2]) await command({ ...app.settings, today: '2026-11-23' }, 'daily');
    await reload(agenda.page);
    await expect(promises).toContainText('Quebrada');
    await openClient(page, BAKERY);
    await expect(client.bar).toContainText('Promessa quebrada');
  });
});

test('the fields of a promise are shown for a promise only', async ({ page }) => {
  test.skip(!hasJavaScript(page), 'without JavaScript nothing can react');
  const client = await openClient(page, BAKERY);
  await expect(client.form.promisedAmount).toBeHidden();
  await client.form.choose('Efetivo');
  await expect(client.form.promisedAmount).toBeHidden();
  await client.form.detail.selectOption({ label: 'Prometeu pagar' });
  await expect(client.form.promisedAmount).toBeVisible();
  await client.form.choose('Sem contato');
  await expect(client.form.promisedAmount).toBeHidden();
});
