import { openClient } from '../../fixtures/client-page';
import { expect, test } from '../../fixtures/test';
import { BAKERY, JOSE, USERS } from '../../fixtures/world';

test('a comment stands in the history and does not count as a contact', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.open(client.history, 'Comentar');
  await client.history.getByLabel('Comentário').fill('Mudou de gerente em outubro.');
  await client.history.getByRole('button', { name: 'Salvar comentário' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Comentário' })).toBeVisible();
  await expect(client.entries).toHaveCount(1);
  await expect(client.entries.first()).toContainText('Comentário');
  await expect(client.entries.first()).toContainText('Mudou de gerente em outubro.');
  await expect(client.bar).toContainText('Nenhum ainda');
  await expect(client.bar).not.toContainText('Contatado hoje');
  await expect(client.form.guardReason).toHaveCount(0);

  // A second one right away is a second comment.
  await client.open(client.history, 'Comentar');
  await client.history.getByLabel('Comentário').fill('Novo telefone com a filha.');
  await client.history.getByRole('button', { name: 'Salvar comentário' }).click();
  await expect(client.entries).toHaveCount(2);
  await expect(client.entries.first()).toContainText('Novo telefone com a filha.');
});

test('an empty comment is refused', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.open(client.history, 'Comentar');
  await client.history.getByRole('button', { name: 'Salvar comentário' }).click();
  await expect(client.history.getByRole('alert')).toContainText('Preencha este campo.');
  await expect(client.history.getByLabel('Comentário')).toBeVisible();
  await expect(client.entries).toHaveCount(0);
});

test('a voided contact stays, struck through with its reason, and no longer counts', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.form.choose('Sem contato');
  await client.form.notes.fill('Liguei para o cliente errado.');
  await client.form.nextDate.fill('2026-11-23');
  await client.form.nextTime.fill('09:00');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);

  await openClient(page, JOSE);
  await expect(client.bar).toContainText('Contatado hoje');
  const entry = client.entries.first();
  await client.openEntry(entry);
  await client.open(entry, 'Cancelar este contato');
  await entry.getByRole('button', { name: 'Cancelar contato' }).click();
  await expect(entry.getByText('Preencha este campo.').first()).toBeVisible();
  await expect(client.bar).toContainText('Contatado hoje');

  await entry.getByLabel('Motivo do cancelamento').fill('Número trocado');
  await entry.getByRole('button', { name: 'Cancelar contato' }).click();
  await expect(client.bar).not.toContainText('Contatado hoje');
  await expect(client.entries).toHaveCount(1);
  await expect(entry).toContainText('Cancelado');
  await expect(entry.getByText('Sem contato')).toHaveCSS('text-decoration-line', /line-through/);
  await expect(client.form.guardReason).toHaveCount(0);
  await expect(client.bar).toContainText('Nenhum ainda');
  // What it planned will not take place.
  await expect(client.appointments).toContainText('Nenhum agendamento pendente.');

  await openClient(page, JOSE);
  await client.openEntry(client.entries.first());
  await expect(client.entries.first()).toContainText(new RegExp(`Cancelado por ${USERS.caio.name} em .*: Número trocado`));
  await expect(client.entries.first().locator('summary').filter({ hasText: 'Cancelar este contato' })).toHaveCount(0);
  // A new contact on the same day needs no reason any more.
  await client.form.choose('Sem contato');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
});

test('only the last contact can be voided', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.form.choose('Sem contato');
  await client.form.date.fill('2026-11-17');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, JOSE);
  await client.form.choose('Não efetivo');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, JOSE);
  await expect(client.entries).toHaveCount(2);
  await expect(client.entries.first()).toContainText('Não efetivo');
  await expect(client.entries.nth(0).locator('summary', { hasText: 'Cancelar este contato' })).toHaveCount(1);
  await expect(client.entries.nth(1).locator('summary', { hasText: 'Cancelar este contato' })).toHaveCount(0);
});

test('whatever was typed is shown as text', async ({ page }) => {
  const notes = `<script>document.title = 'tomado'</script><img src=x onerror="document.title='tomado'"> 🧾 ${'é'.repeat(300)} fim`;
  const client = await openClient(page, JOSE);
  await client.form.choose('Não efetivo');
  await client.form.spokeTo.fill('"><script>alert(1)</script>');
  await client.form.notes.fill(notes);
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, JOSE);
  await client.openEntry(client.entries.first());
  await expect(client.entries.first().getByText('"><script>alert(1)</script>')).toBeVisible();
  await expect(client.entries.first()).toContainText(notes);
  await expect(page).toHaveTitle(/José/);
  expect(await page.locator('main script, main img').count()).toBe(0);
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(window ?? 0);
});
