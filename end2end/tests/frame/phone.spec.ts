import { openAgenda } from '../../fixtures/agenda-page';
import { expectNoSidewaysScroll } from '../../fixtures/axe';
import { openClient } from '../../fixtures/client-page';
import { openList } from '../../fixtures/list-page';
import { schedule } from '../../fixtures/seed';
import { expect, test } from '../../fixtures/test';
import { BAKERY } from '../../fixtures/world';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('on a phone form and history are both within reach, and a contact is recorded', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await expectNoSidewaysScroll(page, 'client');
  const links = page.getByRole('navigation', { name: 'Nesta página' });
  await links.getByRole('link', { name: 'Histórico' }).click();
  await expect(client.history.getByRole('heading', { level: 2 })).toBeInViewport();
  await links.getByRole('link', { name: 'Contato' }).click();
  await expect(client.form.root.getByRole('heading', { level: 2 })).toBeInViewport();
  // The bar with what is owed stays in view.
  await expect(client.heading).toBeInViewport();
  await client.form.choose('Sem contato');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
});

test('on a phone the list shows each client as a card with everything in it', async ({ page }) => {
  const list = await openList(page, '?q=padaria');
  await expectNoSidewaysScroll(page, 'list');
  for (const fact of [BAKERY.taxId ?? '', '101 dias', 'São Paulo']) {
    await expect(list.row(BAKERY).getByText(fact).first()).toBeVisible();
  }
  await page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Agenda' }).click();
  await expect(page).toHaveURL(/\/agenda$/);
});

test('on a phone an appointment is rescheduled', async ({ page }) => {
  await schedule(page, BAKERY, { date: '2026-11-19', time: '10:00', notes: 'Na rua' });
  const agenda = await openAgenda(page);
  await expectNoSidewaysScroll(page, 'agenda');
  const form = await agenda.act(BAKERY, 'Remarcar');
  await form.getByLabel('Nova data').fill('2026-11-24');
  await form.getByRole('button', { name: 'Remarcar' }).click();
  await expect(page.getByText('Agendamento remarcado.')).toBeVisible();
  await expect(agenda.row(BAKERY)).toContainText('24/11/2026');
});
