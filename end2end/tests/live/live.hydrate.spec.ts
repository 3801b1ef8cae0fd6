import { chargeRow, openSettle } from '../../fixtures/charges';
import { openClient } from '../../fixtures/client-page';
import { Server } from '../../fixtures/emdia';
import { brl } from '../../fixtures/money';
import { schedule } from '../../fixtures/seed';
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

      // The pane shows another client than the one that something happens with.
      const grid = await openAs('bia');
      await visit(grid, `${server}/cobrancas`);
      const open = grid.locator('[data-row]').filter({ hasText: JOSE.name }).locator('[data-open]').first();
      const chosen = new URL((await open.getAttribute('href')) ?? '', grid.url()).href;
      const at = connected(grid);
      await grid.goto(chosen);
      await at;
      await expect(grid.locator('[data-row][aria-current]')).toContainText(JOSE.name);
      await grid.locator('input[name=linha]').nth(1).check();

      await schedule(page, BAKERY, { date: '2026-11-19', time: '15:00' });
      const agenda = await openAs('marta');
      const planned = connected(agenda);
      await visit(agenda, `${server}/agenda`);
      await planned;
      const late = agenda.getByRole('main').locator('tbody').filter({ hasText: BAKERY.name }).first();
      await expect(late).toContainText('15:00');

      const client = await openClient(page, BAKERY);
      await client.form.choose('Sem contato');
      await client.form.detail.selectOption({ label: 'Não atende' });
      await client.form.save();
      await expect(page).toHaveURL(/\/agenda/);
      await expect(row).toContainText(/contatado hoje/i, SOON);
      await expect(grid.locator('[data-row]').filter({ hasText: BAKERY.name }).first()).toContainText(/contatado hoje/i, SOON);
      await expect(grid.locator('input[name=linha]').nth(1)).toBeChecked();
      await expect(late).toContainText(/contatado hoje/i, SOON);

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

      // So does what was ticked, although the amounts change, and the form of one person while another is added.
      const charges = await openAs('bia');
      const around = connected(charges);
      await visit(charges, `${server}/lancamentos?documento=PAD-2`);
      await around;
      const listening = connected(page);
      const bakery = await openClient(page, BAKERY);
      await listening;
      await bakery.form.openCharges();
      await bakery.form.charge('PAD-1').check();
      await bakery.form.charge('PAD-2').check();
      await bakery.overdue.getByRole('checkbox', { name: 'Escolher PAD-1', exact: true }).check();
      await bakery.open(bakery.people, 'Adicionar pessoa');
      await bakery.people.getByLabel('Nome').fill('Rui Prado');
      await bakery.people.getByRole('button', { name: 'Salvar pessoa' }).click();
      const rui = bakery.people.getByRole('listitem').filter({ hasText: 'Rui Prado' });
      await bakery.open(rui, /Editar/);
      await rui.getByLabel('Cargo').fill('Sócio');

      const marta = await openAs('marta');
      const second = await openClient(marta, BAKERY);
      await second.open(second.people, 'Adicionar pessoa');
      await second.people.getByLabel('Nome').fill('Lia Prado');
      await second.people.getByRole('button', { name: 'Salvar pessoa' }).click();
      await expect(bakery.people).toContainText('Lia Prado', SOON);
      await expect(rui.getByLabel('Cargo')).toHaveValue('Sócio');
      const settling = await openSettle(marta, BAKERY, ['PAD-2']);
      await settling.amount.fill('58,44');
      await settling.method('Pix');
      await settling.recalculate();
      await settling.confirm.click();
      await expect(bakery.overdue).toContainText(brl(30_000), SOON);
      await expect(chargeRow(charges, 'PAD-2')).toContainText(brl(30_000), SOON);
      for (const document of ['PAD-1', 'PAD-2']) await expect(bakery.form.charge(document)).toBeChecked();
      await expect(bakery.overdue.getByRole('checkbox', { name: 'Escolher PAD-1', exact: true })).toBeChecked();
      await expect(bakery.overdue.getByRole('checkbox', { name: 'Escolher PAD-2', exact: true })).not.toBeChecked();

      // Saved, the form is made anew from what is stored.
      await rui.getByRole('button', { name: 'Salvar pessoa' }).click();
      await expect(rui).toContainText('Sócio');
      await bakery.open(rui, /Editar/);
      await rui.getByLabel('Cargo').fill('Sócia');
      await rui.getByRole('button', { name: 'Salvar pessoa' }).click();
      await expect(rui).toContainText('Sócia');
      // A page that hears of a change asks its server once more.
      for (const open of [list, grid, agenda, bia, charges]) await open.close();
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
