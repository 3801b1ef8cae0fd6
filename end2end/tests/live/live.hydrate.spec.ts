import { openClient } from '../../fixtures/client-page';
import { Server } from '../../fixtures/emdia';
import { expect, test, visit } from '../../fixtures/test';
import { BAKERY, JOSE, USERS } from '../../fixtures/world';

/** How soon others must see it, in milliseconds. */
const SOON = { timeout: 2_000 };

/** Connections are made a moment after a page is loaded. */
const connected = (page: import('@playwright/test').Page): Promise<unknown> =>
  page.waitForResponse((response) => response.url().includes('/ao-vivo'));

for (const engine of ['sqlite', 'postgres'] as const) {
  test.describe(`on ${engine}`, () => {
    test.use({ engine });
    test.skip(engine === 'postgres' && !process.env.TEST_POSTGRES_URL, 'there is no PostgreSQL');
    test.slow();

    test('what one does stands in the pages of the others within two seconds', async ({ page, openAs, app }) => {
      // On PostgreSQL the other looks through a server of their own.
      const other = engine === 'postgres' ? await Server.start(app.settings) : undefined;
      const server = other?.url ?? '';
      const list = await openAs('bia');
      const there = connected(list);
      await visit(list, `${server}/inadimplencia`);
      await there;
      const row = list.locator('[data-row]').filter({ hasText: BAKERY.name });
      await expect(row).not.toContainText('Contatado hoje');

      const grid = await openAs('bia');
      const at = connected(grid);
      await visit(grid, `${server}/cobrancas`);
      await at;
      await grid.locator('input[name=linha]').nth(1).check();

      const client = await openClient(page, BAKERY);
      await client.form.choose('Sem contato');
      await client.form.detail.selectOption({ label: 'Não atende' });
      await client.form.save();
      await expect(page).toHaveURL(/\/agenda/);
      await expect(row).toContainText(/contatado hoje/i, SOON);
      await expect(grid.locator('[data-row]').filter({ hasText: BAKERY.name }).first()).toContainText(/contatado hoje/i, SOON);
      await expect(grid.locator('input[name=linha]').nth(1)).toBeChecked();

      // Who is where, and nobody oneself.
      const bia = await openAs('bia');
      const here = connected(bia);
      await visit(bia, `${server}${new URL(await openedPath(page)).pathname}`);
      await here;
      await expect(bia.getByText(/está neste cliente agora/)).toHaveCount(0);
      const caio = connected(page);
      await openClient(page, JOSE);
      await caio;
      await expect(bia.getByText(`${USERS.caio.name} está neste cliente agora`)).toBeVisible(SOON);
      await expect(page.getByText(`${USERS.bia.name} está neste cliente agora`)).toBeVisible(SOON);
      // What somebody is typing stays when others act.
      const shown = await openClient(page, JOSE);
      await shown.form.notes.fill('No meio de uma frase');
      await bia.goto('about:blank');
      await expect(page.getByText(`${USERS.bia.name} está neste cliente agora`)).toBeHidden(SOON);
      await expect(shown.form.notes).toHaveValue('No meio de uma frase');
      await list.close();
      await grid.close();
      if (other) expect(await other.stop()).toBe(0);
    });
  });
}

/** The address of the page of José, without opening it. */
async function openedPath(page: import('@playwright/test').Page): Promise<string> {
  const answer = await page.request.get(`/clientes?q=${encodeURIComponent(JOSE.name)}`);
  const path = /href="(\/clientes\/[0-9a-f-]{36})"/.exec(await answer.text())?.[1];
  if (!path) throw new Error('José is not found');
  return new URL(path, answer.url()).href;
}
