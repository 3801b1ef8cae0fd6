import { AgreementPage, ClosingPage, openNewest, receive, settle, signIn, WORKED, WORKED_CHARGES } from '../../fixtures/agreement-page';
import { ClientPage, clientPath, openClient } from '../../fixtures/client-page';
import { Server } from '../../fixtures/emdia';
import { brl, centavos } from '../../fixtures/money';
import { expect, test, visit } from '../../fixtures/test';
import { BAKERY, USERS } from '../../fixtures/world';

test.use({ user: 'marta' });

test('undoing restores exactly what was owed', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  const before = await centavos(client.overdue);
  const closing = await ClosingPage.open(page, BAKERY);
  await closing.count.fill('2');
  await closing.press('Gerar');
  await closing.close();
  await openClient(page, BAKERY);
  await expect(client.overdue).toContainText('Nada vencido');

  const agreement = await openNewest(page);
  await expect(page.getByText('Em dia', { exact: true }).last()).toBeVisible();
  await expect(agreement.sources).toContainText(brl(162_284));
  await agreement.undo('');
  await expect(agreement.ending.getByRole('alert')).toBeVisible();
  await agreement.ending.getByLabel('Motivo para desfazer').fill('Fechado por engano');
  await agreement.ending.getByRole('button', { name: 'Desfazer', exact: true }).click();
  await expect(page.getByText('Acordo desfeito: os lançamentos voltaram como estavam.')).toBeVisible();
  await expect(page.getByText(`Desfeito em 19/11/2026 por ${USERS.marta.name}. Motivo: Fechado por engano`)).toBeVisible();
  await expect(agreement.ending).toHaveCount(0);

  await openClient(page, BAKERY);
  expect(await centavos(client.overdue)).toEqual(before);
  await expect(client.upcoming).not.toContainText('AC-1');
});

test('an agent sees the agreement but cannot end it', async ({ page, openAs }) => {
  const closing = await ClosingPage.open(page, BAKERY);
  await closing.count.fill('1');
  await closing.press('Gerar');
  await closing.close();
  const agent = await openAs('caio');
  await visit(agent, '/agenda');
  const agreement = await openNewest(agent);
  await expect(agreement.instalments).toContainText('AC-1 1/1');
  await expect(agreement.ending).toHaveCount(0);
});

test('after missed instalments the agreement is broken, and nothing that was paid is lost', async ({ page, app }) => {
  await receive(app, WORKED, WORKED_CHARGES);
  const closing = await ClosingPage.open(page, WORKED);
  await closing.workedCase();
  await closing.surcharge.fill('26,48');
  await closing.recalculate();
  await closing.close();
  // A part of the first instalment is paid on the same day: 100,00 before the old charge was due.
  const first = (await openNewest(page)).instalments.getByRole('link', { name: 'AC-1 1/2', exact: true });
  const charge = ((await first.getAttribute('href')) ?? '').split('/').pop() ?? '';
  await settle(page, (await clientPath(page, WORKED)).slice('/clientes/'.length), charge, '100,00', '2026-11-19');

  const later = await Server.start({ ...app.settings, today: '2027-02-01' });
  try {
    await signIn(page, later.url, 'marta');
    await page.goto(`${later.url}/acordos?situacao=atrasado`);
    await expect(page.getByText('2 parcelas atrasadas, há 44 dias')).toBeVisible();
    await expect(page.getByText('Quebra proposta')).toBeVisible();
    const agreement = await openNewest(page, later.url);
    await expect(page.getByText('o sistema propõe quebrar este acordo')).toBeVisible();
    // 273,52 left, due on 30 November, 63 days late: 2 % and 1 % a month are 5,47 and 5,74.
    await expect(agreement.ending).toContainText(`Total a cobrar${brl(28_473)}`);
    await expect(agreement.ending).toContainText(`Pagamento de ${brl(10_000)} em 19/11/2026: ${brl(10_000)} em NEG-1.`);
    await expect(agreement.ending).toContainText(`O que foi recebido não muda: ${brl(10_000)} antes, ${brl(10_000)} depois.`);
    await agreement.breakUp('Duas parcelas vencidas');
    await expect(page.getByText('Acordo quebrado: os lançamentos voltaram a ser cobrados.')).toBeVisible();
    await expect(page.getByText('Motivo: Duas parcelas vencidas')).toBeVisible();
    await expect(new AgreementPage(page).instalments).toContainText('Cancelado');
    const client = new ClientPage(page);
    await page.goto(later.url + (await clientPath(page, WORKED, later.url)));
    await expect(client.overdue).toContainText('NEG-1');
    await expect(client.overdue).toContainText(brl(28_473));
  } finally {
    // A page that listens notices that its server ends, and says so in the console.
    await page.goto('about:blank');
    await later.stop();
  }
});

