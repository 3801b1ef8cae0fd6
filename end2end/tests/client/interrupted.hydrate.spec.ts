import { openClient } from '../../fixtures/client-page';
import { expect, test } from '../../fixtures/test';
import { JOSE } from '../../fixtures/world';

// What happens at once must come out the same each time: a second try would hide that it does not.
test.describe.configure({ retries: 0 });

test.use({ tolerated: /ERR_FAILED|Failed to fetch/ });

test('a contact that could not be sent stays in the form and is sent again', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.form.choose('Não efetivo');
  await client.form.notes.fill('A rede caiu aqui.');
  await page.route('**/api/contacts/record', (route) => route.abort());
  await client.form.save();
  await expect(client.form.errors).toContainText('Não foi possível falar com o servidor.');
  await expect(client.form.notes).toHaveValue('A rede caiu aqui.');
  await page.unroute('**/api/contacts/record');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, JOSE);
  await expect(client.entries).toHaveCount(1);
});

test('a contact whose answer was lost is not recorded twice', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.form.choose('Não efetivo');
  await page.route('**/api/contacts/record', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await client.form.save();
  await expect(client.form.errors).toContainText('Não foi possível falar com o servidor.');
  await page.unroute('**/api/contacts/record');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, JOSE);
  await expect(client.entries).toHaveCount(1);
});

test('who was signed out meanwhile is told, and keeps what was typed', async ({ page, context }) => {
  const client = await openClient(page, JOSE);
  const cookies = await context.cookies();
  await client.form.choose('Não efetivo');
  await client.form.notes.fill('Escrevi muito aqui.');
  await context.clearCookies();
  await client.form.save();
  await expect(client.form.errors).toContainText('Sua sessão terminou.');
  await expect(client.form.notes).toHaveValue('Escrevi muito aqui.');
  // Signed in again in another window, the form is still good.
  await context.addCookies(cookies);
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
});
