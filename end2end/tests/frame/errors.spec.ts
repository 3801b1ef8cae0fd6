import { clientPath } from '../../fixtures/client-page';
import { expect, hydrated, test } from '../../fixtures/test';
import { BAKERY } from '../../fixtures/world';

test.use({ tolerated: /status of 404/ });

for (const path of ['/nao-existe', '/clientes/nao-e-um-id', '/clientes/0198c5a0-0000-7000-8000-000000000001', '/agenda/mais']) {
  test(`${path} is answered with a page of our own`, async ({ page }) => {
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await hydrated(page);
    await expect(page.getByRole('heading', { level: 1, name: 'Página não encontrada' })).toBeVisible();
    await page.getByRole('link', { name: 'Ir para a agenda' }).click();
    await expect(page).toHaveURL(/\/agenda$/);
  });
}

test('a client of another company is out of reach', async ({ page, openAs }) => {
  const path = await clientPath(page, BAKERY);
  const other = await openAs('otto');
  const answer = await other.goto(path);
  expect(answer?.status()).toBe(404);
  await expect(other.getByRole('heading', { level: 1, name: 'Página não encontrada' })).toBeVisible();
  await expect(other.locator('body')).not.toContainText(BAKERY.name);
});

test('a server function needs a session', async ({ page }) => {
  await page.context().clearCookies();
  const answer = await page.request.post('/api/contacts/comment', { form: { 'cmd[text]': 'Padaria' } });
  expect(answer.status()).toBe(401);
  expect(await answer.text()).not.toContain('Padaria');
});

test('a form from another site is refused', async ({ page }) => {
  const answer = await page.request.post('/api/session/sign-out', { form: {}, headers: { origin: 'https://example.com' } });
  expect(answer.status()).toBe(403);
  const still = await page.request.get('/agenda', { maxRedirects: 0 });
  expect(still.status()).toBe(200);
});
