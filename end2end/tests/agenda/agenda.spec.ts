import { openAgenda } from '../../fixtures/agenda-page';
import { ClientPage, openClient } from '../../fixtures/client-page';
import { Server } from '../../fixtures/emdia';
import { brl } from '../../fixtures/money';
import { record, schedule } from '../../fixtures/seed';
import { expect, hydrated, reload, test, visit } from '../../fixtures/test';
import { BAKERY, JOSE, MARKET, ONLY_BETA, PASSWORD, SHARED, USERS } from '../../fixtures/world';

test('an empty agenda says so and leads to the list', async ({ page }) => {
  const agenda = await openAgenda(page);
  await expect(page.getByRole('main')).toContainText('quinta-feira, 19/11/2026');
  await expect(page.getByText('Nada pendente aqui')).toBeVisible();
  await page.getByRole('link', { name: 'Ver inadimplência' }).click();
  await expect(page).toHaveURL(/\/inadimplencia$/);
  await visit(page, '/');
  await expect(page).toHaveURL(/\/agenda$/);
  await expect(agenda.group('Hoje')).toHaveCount(0);
});

test('a row shows when, whom, what is owed, the last contact, the assignee and the notes', async ({ page }) => {
  await record(page, BAKERY, { outcome: 'not_effective', date: '2026-11-17', time: '11:20' });
  await schedule(page, BAKERY, { date: '2026-11-19', time: '15:30', notes: 'Falar com a gerente' });
  const agenda = await openAgenda(page);
  const row = agenda.group('Hoje').locator('tbody').filter({ hasText: BAKERY.name });
  for (const fact of [
    '15:30', BAKERY.name, '(11) 98765-4321', brl(162_284), '101 dias de atraso', 'Não efetivo', '17/11/2026 11:20',
    USERS.caio.name, 'Falar com a gerente',
  ]) {
    await expect(row).toContainText(fact);
  }
});

test('what was planned becomes due, and then late', async ({ page, app }) => {
  await schedule(page, BAKERY, { date: '2026-11-19', time: '09:00' });
  await schedule(page, JOSE, { date: '2026-11-20' });
  await schedule(page, MARKET, { date: '2026-11-30', time: '10:00' });
  const agenda = await openAgenda(page);
  await expect(agenda.group('Atrasados')).toHaveCount(0);
  await expect(agenda.group('Hoje').locator('tbody')).toHaveCount(1);
  await expect(agenda.group('Próximos dias').locator('tbody')).toHaveCount(2);

  // A page that listens notices that its server ends, and says so in the console.
  await page.goto('about:blank');
  await app.stop();
  const nextDay = await Server.start({ ...app.settings, today: '2026-11-20' });
  try {
    await visit(page, `${nextDay.url}/agenda`);
    // A night has passed: the session is over.
    await page.getByLabel('E-mail').fill(USERS.caio.email);
    await page.getByLabel('Senha', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Entrar' }).click();
    await expect(agenda.group('Atrasados')).toContainText(BAKERY.name);
    await expect(agenda.group('Atrasados')).toContainText('há 1 dia');
    await expect(agenda.group('Hoje')).toContainText(JOSE.name);
    await expect(agenda.group('Hoje')).toContainText('sem hora');
    await expect(agenda.group('Próximos dias')).toContainText(MARKET.name);
    await expect(agenda.group('Próximos dias')).toContainText('30/11/2026');
  } finally {
    await page.goto('about:blank');
    await nextDay.stop();
  }
});

test('recording from the agenda completes the appointment', async ({ page }) => {
  await schedule(page, JOSE, { date: '2026-11-19', time: '10:00' });
  const agenda = await openAgenda(page);
  await agenda.row(JOSE).getByRole('link', { name: `Registrar contato com ${JOSE.name}` }).click();
  const client = new ClientPage(page);
  await expect(client.heading).toHaveText(JOSE.name);
  await expect(client.form.root).toContainText('o agendamento de 19/11/2026 10:00 fica concluído');
  await hydrated(page);
  await client.form.choose('Efetivo');
  await client.form.reason.selectOption({ label: 'Outros' });
  await client.form.nextDate.fill('');
  await client.form.nextTime.fill('');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await expect(page.getByText('Contato registrado.')).toBeVisible();
  await expect(page.getByText('Nada pendente aqui')).toBeVisible();
  await openClient(page, JOSE);
  await expect(client.appointments).toContainText('Nenhum agendamento pendente.');
});

test('the history is one click away', async ({ page }) => {
  await record(page, JOSE, { date: '2026-11-18', notes: 'Conversa de ontem' });
  await schedule(page, JOSE, { date: '2026-11-19' });
  const agenda = await openAgenda(page);
  await agenda.row(JOSE).getByRole('link', { name: `Histórico de ${JOSE.name}` }).click();
  await expect(page).toHaveURL(/#historico$/);
  await expect(new ClientPage(page).history).toContainText('Conversa de ontem');
});

test('an appointment is rescheduled', async ({ page }) => {
  await schedule(page, JOSE, { date: '2026-11-19', time: '10:00', notes: 'Levar a proposta' });
  const agenda = await openAgenda(page);
  const form = await agenda.act(JOSE, 'Remarcar');
  await form.getByLabel('Nova data').fill('2026-11-01');
  await form.getByRole('button', { name: 'Remarcar' }).click();
  await expect(form.getByRole('alert')).toContainText('Esta data já passou.');
  await expect(form.getByLabel('Nova data')).toHaveValue('2026-11-01');
  await form.getByLabel('Nova data').fill('2026-11-24');
  await form.getByLabel('Nova hora').fill('08:15');
  await form.getByRole('button', { name: 'Remarcar' }).click();
  await expect(page.getByText('Agendamento remarcado.')).toBeVisible();
  await expect(agenda.group('Hoje')).toHaveCount(0);
  const row = agenda.group('Próximos dias').locator('tbody').filter({ hasText: JOSE.name });
  for (const fact of ['24/11/2026', '08:15', 'Levar a proposta']) await expect(row).toContainText(fact);
  await expect(row.locator('form')).toHaveCount(0);
  await reload(page);
  await expect(agenda.row(JOSE)).toHaveCount(1);
});

test('an appointment is given to somebody else', async ({ page, openAs }) => {
  await schedule(page, JOSE, { date: '2026-11-19', time: '10:00' });
  const agenda = await openAgenda(page);
  const form = await agenda.act(JOSE, 'Transferir');
  await form.getByLabel('Novo responsável').selectOption({ label: USERS.bia.name });
  await form.getByRole('button', { name: 'Transferir' }).click();
  await expect(page.getByText('Agendamento transferido.')).toBeVisible();
  await expect(agenda.row(JOSE)).toHaveCount(0);
  const hers = await openAgenda(await openAs('bia'));
  await expect(hers.row(JOSE)).toContainText('10:00');
});

test('an appointment is cancelled with a reason', async ({ page }) => {
  await schedule(page, JOSE, { date: '2026-11-19', time: '10:00' });
  const agenda = await openAgenda(page);
  const form = await agenda.act(JOSE, 'Cancelar');
  await form.getByRole('button', { name: 'Cancelar agendamento' }).click();
  await expect(form.getByRole('alert')).toContainText('Preencha este campo.');
  await form.getByLabel('Motivo do cancelamento').fill('Já pagou');
  await form.getByRole('button', { name: 'Cancelar agendamento' }).click();
  await expect(page.getByText('Agendamento cancelado.')).toBeVisible();
  await expect(agenda.row(JOSE)).toHaveCount(0);
});

test('an opened form is closed again without changing anything', async ({ page }) => {
  await schedule(page, JOSE, { date: '2026-11-19', time: '10:00' });
  const agenda = await openAgenda(page);
  const form = await agenda.act(JOSE, 'Cancelar');
  await form.getByRole('link', { name: 'Manter' }).click();
  await expect(form).toHaveCount(0);
  await expect(agenda.row(JOSE)).toContainText('10:00');
});

test('an agent sees their own agenda first, and everybody’s on request', async ({ page, openAs }) => {
  const bia = await openAs('bia');
  await schedule(bia, MARKET, { date: '2026-11-19', time: '11:00' });
  await schedule(page, JOSE, { date: '2026-11-19', time: '10:00' });
  const agenda = await openAgenda(page);
  await expect(agenda.row(JOSE)).toHaveCount(1);
  await expect(agenda.row(MARKET)).toHaveCount(0);
  await agenda.filter({ Responsável: 'Todos' });
  await expect(agenda.row(MARKET)).toHaveCount(1);
  await expect(page).toHaveURL(/responsavel=todos/);
  await reload(page);
  await expect(agenda.row(MARKET)).toHaveCount(1);
  await agenda.filter({ Responsável: USERS.bia.name });
  await expect(agenda.row(JOSE)).toHaveCount(0);
  await expect(agenda.row(MARKET)).toHaveCount(1);
  await page.getByRole('link', { name: 'Limpar filtros' }).first().click();
  await expect(agenda.row(JOSE)).toHaveCount(1);
  await expect(agenda.row(MARKET)).toHaveCount(0);
});

test('a manager sees everybody’s, with a head line of counts that lead to what they count', async ({ page, openAs }) => {
  await schedule(page, JOSE, { date: '2026-11-19', time: '10:00' });
  await schedule(page, SHARED, { date: '2026-11-26' });
  await schedule(page, MARKET, { date: '2026-11-27' });
  await schedule(await openAs('bia'), BAKERY, { date: '2026-11-23' });
  const agenda = await openAgenda(await openAs('marta'));
  for (const client of [JOSE, SHARED, MARKET, BAKERY]) await expect(agenda.row(client)).toHaveCount(1);
  const caio = agenda.tallies.getByRole('listitem').filter({ hasText: USERS.caio.name });
  await expect(caio.getByRole('link', { name: /: 0 atrasados$/ })).toBeVisible();
  await expect(caio.getByRole('link', { name: /: 1 hoje$/ })).toBeVisible();
  // The 27th is eight days away.
  await expect(caio.getByRole('link', { name: /: 1 nos próximos 7 dias$/ })).toBeVisible();
  await expect(agenda.tallies.getByRole('listitem').filter({ hasText: USERS.bia.name })).toContainText('1');
  await caio.getByRole('link', { name: /: 1 nos próximos 7 dias$/ }).click();
  await expect(agenda.row(SHARED)).toHaveCount(1);
  for (const client of [JOSE, MARKET, BAKERY]) await expect(agenda.row(client)).toHaveCount(0);
});

test('the period and the company narrow the agenda', async ({ page, openAs }) => {
  await schedule(page, JOSE, { date: '2026-11-19' });
  await schedule(page, BAKERY, { date: '2026-11-20' });
  await schedule(page, ONLY_BETA, { date: '2026-12-02' });
  const agenda = await openAgenda(page);
  await agenda.filter({ Período: 'Amanhã' });
  await expect(agenda.row(BAKERY)).toHaveCount(1);
  await expect(agenda.row(JOSE)).toHaveCount(0);
  await agenda.filter({ Período: 'Personalizado', De: '2026-12-01', Até: '2026-12-31' });
  await expect(agenda.row(ONLY_BETA)).toHaveCount(1);
  await expect(agenda.row(BAKERY)).toHaveCount(0);
  await agenda.filter({ Período: 'Personalizado', De: '2026-12-31', Até: '2026-12-01' });
  await expect(page.getByText('A data final vem antes da inicial.')).toBeVisible();
  await openAgenda(page);
  await agenda.filter({ Empresa: 'Beta Comércio S.A.' });
  await expect(agenda.row(ONLY_BETA)).toHaveCount(1);
  await expect(agenda.row(BAKERY)).toHaveCount(0);
  const otto = await openAgenda(await openAs('otto'), '?responsavel=todos');
  await expect(otto.row(ONLY_BETA)).toHaveCount(1);
  await expect(otto.row(JOSE)).toHaveCount(0);
});

test('the month stands beside the list, and a day leads to its contacts', async ({ page }) => {
  await schedule(page, JOSE, { date: '2026-11-24' });
  await schedule(page, BAKERY, { date: '2026-11-24' });
  await schedule(page, MARKET, { date: '2026-12-10' });
  const agenda = await openAgenda(page);
  await expect(agenda.month.getByRole('heading', { name: 'novembro de 2026' })).toBeVisible();
  await expect(agenda.month.getByRole('link', { name: /^20\/11\/2026: nenhum agendamento, .*Consciência Negra/ })).toBeVisible();
  await agenda.month.getByRole('link', { name: '24/11/2026: 2 agendamentos' }).click();
  await expect(agenda.row(JOSE)).toHaveCount(1);
  await expect(agenda.row(BAKERY)).toHaveCount(1);
  await expect(agenda.row(MARKET)).toHaveCount(0);
  await openAgenda(page);
  await agenda.month.getByRole('link', { name: 'Mês seguinte' }).click();
  await expect(agenda.month.getByRole('heading', { name: 'dezembro de 2026' })).toBeVisible();
  await expect(agenda.month.getByRole('link', { name: '10/12/2026: 1 agendamento' })).toBeVisible();
  await reload(page);
  await expect(agenda.month.getByRole('heading', { name: 'dezembro de 2026' })).toBeVisible();
});

test('starting with the next opens what is due before what owes most', async ({ page }) => {
  await schedule(page, JOSE, { date: '2026-11-19', time: '10:00' });
  await openAgenda(page);
  await page.getByRole('button', { name: 'Começar pelo próximo' }).click();
  await expect(new ClientPage(page).heading).toHaveText(JOSE.name);
  await record(page, JOSE);
  await openAgenda(page);
  await page.getByRole('button', { name: 'Começar pelo próximo' }).click();
  await expect(new ClientPage(page).heading).toHaveText(MARKET.name);
});
