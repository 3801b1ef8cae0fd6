import { openClient } from '../../fixtures/client-page';
import { openList } from '../../fixtures/list-page';
import { brl } from '../../fixtures/money';
import { record, schedule } from '../../fixtures/seed';
import { expect, reload, test } from '../../fixtures/test';
import { BAKERY, JOSE, MARKET, ONLY_BETA, PUNCTUAL, SHARED } from '../../fixtures/world';

test('periods count only what is due in them', async ({ page }) => {
  const list = await openList(page);
  await list.choosePeriod('Ontem');
  await expect(list.rows).toHaveCount(1);
  await expect(list.row(MARKET)).toContainText(brl(250_000));

  await list.choosePeriod('Hoje');
  await expect(list.rows).toHaveCount(1);
  await expect(list.row(BAKERY)).toContainText(brl(9_900));
  await expect(list.row(BAKERY)).toContainText(`4: ${brl(200_000)}`);

  await list.choosePeriod('Amanhã');
  await expect(list.rows).toHaveCount(1);
  await expect(list.row(PUNCTUAL)).toContainText(brl(64_000));

  await list.choosePeriod('Semana passada');
  await expect(list.rows).toHaveCount(2);
  await expect(list.totals).toContainText('2 clientes, 2 cobranças');
  await expect(list.row(SHARED)).toContainText(brl(12_345));

  await list.choosePeriod('Personalizado', '2026-08-01', '2026-08-31');
  await expect(list.rows).toHaveCount(1);
  await expect(list.row(BAKERY)).toContainText(brl(120_000));
  await expect(page).toHaveURL(/periodo=personalizado/);
  await expect(list.filters.getByLabel('Data inicial')).toHaveValue('2026-08-01');
  await reload(page);
  await expect(list.rows).toHaveCount(1);
});

test('a custom period that ends before it starts is refused with a sentence', async ({ page }) => {
  const list = await openList(page);
  await list.choosePeriod('Personalizado', '2026-11-30', '2026-11-01');
  await expect(page.getByText('A data final vem antes da inicial.').first()).toBeVisible();
  await expect(list.filters.getByLabel('Data inicial')).toHaveValue('2026-11-30');
  await expect(list.filters.getByLabel('Data final')).toHaveValue('2026-11-01');
  await expect(list.rows).toHaveCount(0);
  await list.choosePeriod('Personalizado', '2026-11-01', '2026-11-30');
  await expect(list.row(MARKET)).toHaveCount(1);
});

test('a date that is none is refused with a sentence', async ({ page }) => {
  await openList(page, '?periodo=personalizado&de=31%2F02%2F2026');
  await expect(page.getByText(/Data inválida/).first()).toBeVisible();
});

test('showing all adds clients who only have charges to come', async ({ page }) => {
  const list = await openList(page, '?q=otica');
  await expect(list.rows).toHaveCount(0);
  await list.openAdvanced();
  await list.filters.getByLabel(/Mostrar todos os clientes/).check();
  await list.submit();
  await expect(list.row(PUNCTUAL)).toHaveCount(1);
  await expect(list.row(PUNCTUAL)).toContainText('em dia');
  await expect(page).toHaveURL(/todos=1/);
  await reload(page);
  await expect(list.filters.getByLabel(/Mostrar todos os clientes/)).toBeChecked();
});

test('the company is the one that the debt belongs to', async ({ page }) => {
  const list = await openList(page);
  await list.openAdvanced();
  await list.filters.getByLabel('Empresa').selectOption({ label: 'Beta Comércio S.A.' });
  await list.submit();
  await expect(list.rows).toHaveCount(2);
  await expect(list.row(ONLY_BETA)).toContainText(brl(77_700));
  await expect(list.row(SHARED)).toContainText(brl(12_345));
  await expect(list.totals).toContainText(brl(90_045));
});

test('a user sees only the companies that are theirs', async ({ openAs }) => {
  const page = await openAs('otto');
  const list = await openList(page);
  await expect(list.rows).toHaveCount(2);
  await expect(list.row(SHARED)).toContainText(brl(12_345));
  await expect(list.row(SHARED)).not.toContainText(brl(88_000));
  await list.openAdvanced();
  await expect(page.getByText('Alfa Serviços Ltda')).toHaveCount(0);
});

test('the role tells clients from suppliers', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.open(client.data, 'Editar dados');
  await client.data.getByLabel('Fornecedor', { exact: true }).check();
  await client.data.getByRole('button', { name: 'Salvar dados' }).click();
  await expect(page.getByText(/Dados do cliente salvos/)).toBeVisible();
  const list = await openList(page);
  await list.openAdvanced();
  await list.filters.getByLabel('Papel').selectOption({ label: 'Só fornecedores' });
  await list.submit();
  await expect(list.rows).toHaveCount(1);
  await expect(list.row(BAKERY)).toHaveCount(1);
  await list.filters.getByLabel('Papel').selectOption({ label: 'Só clientes' });
  await list.submit();
  await expect(list.row(JOSE)).toHaveCount(1);
});

test('filters add up, and are cleared at once', async ({ page }) => {
  const list = await openList(page);
  await list.openAdvanced();
  await list.filters.getByLabel('Cliente', { exact: true }).fill('padaria');
  await list.filters.getByLabel('Período do vencimento').selectOption({ label: 'Ontem' });
  await list.submit();
  await expect(list.rows).toHaveCount(0);
  await expect(list.filters.locator('summary')).toContainText('2 filtros ativos');
  await page.getByRole('link', { name: 'Limpar filtros' }).first().click();
  await expect(page).toHaveURL(/\/inadimplencia$/);
  await expect(list.rows).toHaveCount(50);
  await expect(list.filters.getByLabel('Pesquisar cliente')).toHaveValue('');
});

test('who was contacted today is marked in words, with the last contact and the next appointment', async ({ page }) => {
  await record(page, BAKERY, { outcome: 'not_effective' });
  await schedule(page, BAKERY, { date: '2026-11-23', time: '14:30' });
  const list = await openList(page, '?q=padaria');
  for (const fact of ['Contatado hoje', '19/11/2026', 'Não efetivo', '23/11/2026', '14:30']) {
    await expect(list.row(BAKERY)).toContainText(fact);
  }
  await list.row(BAKERY).getByRole('link', { name: `Registrar contato com ${BAKERY.name}` }).click();
  await expect(page).toHaveURL(/#contato$/);
});
