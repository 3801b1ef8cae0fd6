import { COLUMNS, openList } from '../../fixtures/list-page';
import { brl, centavos } from '../../fixtures/money';
import { expect, reload, test, visit } from '../../fixtures/test';
import { CLIENTS, isOverdue, MARKET, sum } from '../../fixtures/world';

test('the totals line is the sum over all pages', async ({ page }) => {
  const list = await openList(page);
  await expect(list.totals).toContainText('65 clientes, 67 cobranças');
  await expect(list.totals).toContainText(brl(sum(CLIENTS, isOverdue)));
  const [total, updated] = await centavos(list.totals);
  expect(total).toBe(sum(CLIENTS, isOverdue));

  await expect(list.rows).toHaveCount(50);
  const first = [await list.amounts('Total'), await list.amounts('Atualizado')];
  await page.getByRole('navigation', { name: 'Páginas' }).getByRole('link', { name: 'Próxima' }).click();
  await expect(list.rows).toHaveCount(15);
  await expect(list.totals).toContainText('65 clientes, 67 cobranças');
  const second = [await list.amounts('Total'), await list.amounts('Atualizado')];
  const all = (column: number): number => [...(first[column] ?? []), ...(second[column] ?? [])].reduce((a, b) => a + b, 0);
  expect(all(0)).toBe(total);
  expect(all(1)).toBe(updated);
});

test('figures are ordered from the greatest at the first click, and from the least at the second', async ({ page }) => {
  const list = await openList(page);
  // As it comes: by the updated amount.
  await expect(list.header('Atualizado')).toHaveAttribute('aria-sort', 'descending');
  await expect(list.rows.first()).toContainText(MARKET.name);
  for (const column of ['Total', 'Atualizado'] as const) {
    await list.sortBy(column);
    if (column === 'Total') {
      await expect(list.header(column)).toHaveAttribute('aria-sort', 'descending');
      const down = await list.amounts(column);
      expect(down).toEqual(down.slice().sort((a, b) => b - a));
      await list.sortBy(column);
    }
    await expect(list.header(column)).toHaveAttribute('aria-sort', /ascending|descending/);
  }
  await list.sortBy('Atraso');
  await expect(list.rows.first()).toContainText('101 dias');
  await list.sortBy('Atraso');
  await expect(list.rows.first()).toContainText('1 dia');
});

test('names are ordered as in a dictionary', async ({ page }) => {
  const list = await openList(page);
  await list.sortBy('Cliente');
  await expect(list.header('Cliente')).toHaveAttribute('aria-sort', 'ascending');
  const names = await list.rows.locator('[data-open]').allTextContents();
  expect(names).toEqual(names.slice().sort(new Intl.Collator('pt-BR').compare));
  await list.sortBy('Cliente');
  await expect(list.header('Cliente')).toHaveAttribute('aria-sort', 'descending');
  await expect(list.rows.first()).toContainText('Transportes');
});

test('every column orders the list', async ({ page }) => {
  const list = await openList(page);
  for (const column of COLUMNS) {
    await list.sortBy(column);
    await expect(list.header(column)).toHaveAttribute('aria-sort', /^(ascending|descending)$/);
    await expect(list.rows).toHaveCount(50);
    await expect(list.totals).toContainText('65 clientes, 67 cobranças');
  }
});

test('pages are counted, and a page that does not exist is the last one', async ({ page }) => {
  const list = await openList(page, '?ordem=cliente');
  const pages = page.getByRole('navigation', { name: 'Páginas' });
  await expect(pages).toContainText('Página 1 de 2');
  await pages.getByRole('link', { name: 'Última' }).click();
  await expect(pages).toContainText('Página 2 de 2');
  await expect(page).toHaveURL(/ordem=cliente.*pagina=2|pagina=2.*ordem=cliente/);
  await pages.getByRole('link', { name: 'Anterior' }).click();
  await expect(pages).toContainText('Página 1 de 2');
  await visit(page, '/inadimplencia?pagina=99');
  await expect(pages).toContainText('Página 2 de 2');
  await expect(list.rows).toHaveCount(15);
});

test('the address keeps the whole state: reload, back, share', async ({ page, openAs }) => {
  const list = await openList(page);
  await list.search('pequeno');
  await expect(list.totals).toContainText('60 clientes, 60 cobranças');
  await list.sortBy('Cidade');
  await expect(list.header('Cidade')).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('navigation', { name: 'Páginas' }).getByRole('link', { name: 'Próxima' }).click();
  await expect(list.rows).toHaveCount(10);
  const names = await list.rows.locator('[data-open]').allTextContents();

  await reload(page);
  await expect(list.rows.locator('[data-open]')).toHaveText(names);
  await expect(list.filters.getByLabel('Pesquisar cliente')).toHaveValue('pequeno');

  const shared = await openAs('marta');
  const theirs = await openList(shared, new URL(page.url()).search);
  await expect(theirs.rows.locator('[data-open]')).toHaveText(names);

  await page.goBack();
  await expect(list.rows).toHaveCount(50);
  await expect(list.header('Cidade')).toHaveAttribute('aria-sort', 'ascending');
  await page.goBack();
  await expect(list.header('Atualizado')).toHaveAttribute('aria-sort', 'descending');
  await expect(list.filters.getByLabel('Pesquisar cliente')).toHaveValue('pequeno');
  await page.goBack();
  await expect(list.totals).toContainText('65 clientes, 67 cobranças');
  await expect(list.filters.getByLabel('Pesquisar cliente')).toHaveValue('');
});
