import { AgendaPage } from '../fixtures/agenda-page';
import { ClientPage } from '../fixtures/client-page';
import { ListPage } from '../fixtures/list-page';
import { brl } from '../fixtures/money';
import { expect, hydrated, test, visit } from '../fixtures/test';
import { BAKERY, PASSWORD, USERS } from '../fixtures/world';

test.use({ user: '' });

test('an agent signs in, finds who owes, reads, records, plans, and finds it in the agenda', async ({ page }) => {
  await visit(page, '/');
  await page.getByLabel('E-mail').fill(USERS.caio.email);
  await page.getByLabel('Senha', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page).toHaveURL(/\/agenda$/);
  await hydrated(page);
  const agenda = new AgendaPage(page);
  await expect(page.getByText('Nada pendente aqui')).toBeVisible();

  await page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Inadimplência' }).click();
  const list = new ListPage(page);
  await expect(list.totals).toContainText('65 clientes, 67 cobranças');
  await list.search('padaria sao joao');
  await expect(list.rows).toHaveCount(1);
  await list.row(BAKERY).getByRole('link', { name: BAKERY.name, exact: true }).click();

  const client = new ClientPage(page);
  await expect(client.heading).toHaveText(BAKERY.name);
  await expect(client.bar).toContainText(brl(162_284));
  await expect(client.bar).toContainText('101 dias');
  await expect(client.history).toContainText('Ainda não há contatos');
  await expect(client.overdue).toContainText('PAD-1');
  await client.form.choose('Não efetivo');
  await client.form.detail.selectOption({ label: 'Pediu retorno' });
  await client.form.notes.fill('A gerente volta segunda.');
  await client.form.nextDate.fill('2026-11-23');
  await client.form.nextTime.fill('10:30');
  await client.form.save();

  await expect(page).toHaveURL(/\/agenda/);
  await expect(page.getByText('Contato registrado.')).toBeVisible();
  const row = agenda.group('Próximos dias').locator('tbody').filter({ hasText: BAKERY.name });
  for (const fact of ['23/11/2026', '10:30', brl(162_284), 'Não efetivo', 'Contatado hoje', USERS.caio.name]) {
    await expect(row).toContainText(fact);
  }

  await row.getByRole('link', { name: `Registrar contato com ${BAKERY.name}` }).click();
  await expect(client.form.root).toContainText('o agendamento de 23/11/2026 10:30 fica concluído');
  await hydrated(page);
  await expect(client.entries).toHaveCount(1);
  await client.form.promise('50,00', '2026-12-01');
  await client.form.guardReason.fill('Ela ligou de volta');
  await client.form.nextDate.fill('');
  await client.form.nextTime.fill('');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await expect(page.getByText('Contato registrado.')).toBeVisible();
  await expect(page.getByText('Nada pendente aqui')).toBeVisible();

  await visit(page, '/inadimplencia?q=padaria');
  await expect(list.row(BAKERY)).toContainText('Contatado hoje');
  await list.row(BAKERY).getByRole('link', { name: BAKERY.name, exact: true }).click();
  await expect(client.entries).toHaveCount(2);
  await expect(client.entries.first()).toContainText('Prometeu pagar');
  await client.openEntry(client.entries.first());
  await expect(client.entries.first().getByText('Ela ligou de volta')).toBeVisible();
});
