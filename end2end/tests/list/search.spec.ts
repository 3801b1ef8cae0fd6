import { openList } from '../../fixtures/list-page';
import { brl } from '../../fixtures/money';
import { expect, test, visit } from '../../fixtures/test';
import { BAKERY, JOSE, MARKET, PUNCTUAL } from '../../fixtures/world';

for (const [what, text, client] of [
  ['a part of the name without accents', 'padaria sao', BAKERY],
  ['parts of the name in another order', 'conceicao jose', JOSE],
  ['capitals', 'AÇAÍ', MARKET],
  ['a CNPJ with its mask', '11.222.333/0001-81', BAKERY],
  ['a CNPJ without its mask', '11222333000181', BAKERY],
  ['a part of a CPF', '982.247', JOSE],
  ['an alphanumeric CNPJ in small letters', '12abc34501de35', MARKET],
  ['a telephone with its mask', '(11) 3000-1234', BAKERY],
  ['a mobile without its mask', '11987654321', BAKERY],
  ['the end of a telephone', '3222-4455', MARKET],
  ['an e-mail address', 'jose@conceicao', JOSE],
] as const) {
  test(`the quick search finds by ${what}`, async ({ page }) => {
    const list = await openList(page);
    await list.search(text);
    await expect(list.rows).toHaveCount(1);
    await expect(list.row(client)).toHaveCount(1);
  });
}

test('the search of the frame leads to the list from anywhere', async ({ page }) => {
  await visit(page, '/agenda');
  await page.getByRole('searchbox', { name: 'Buscar cliente' }).fill('padaria');
  await page.getByRole('searchbox', { name: 'Buscar cliente' }).press('Enter');
  const list = await openList(page, new URL(page.url()).search);
  await expect(page).toHaveURL(/\/inadimplencia\?q=padaria$/);
  await expect(list.rows).toHaveCount(1);
  await list.row(BAKERY).getByRole('link', { name: BAKERY.name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(BAKERY.name);
});

test('who owes nothing is found in the search over all clients', async ({ page }) => {
  const list = await openList(page);
  await list.search('otica pontual');
  await expect(page.getByText('Nenhum inadimplente encontrado com “otica pontual”')).toBeVisible();
  await page.getByRole('link', { name: 'Procurar entre todos os clientes' }).click();
  await expect(page).toHaveURL(/\/clientes\?q=otica/);
  await page.getByRole('main').getByRole('link', { name: PUNCTUAL.name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(PUNCTUAL.name);
});

test('a row says everything the list promises', async ({ page }) => {
  const list = await openList(page, '?q=padaria');
  const facts = [
    BAKERY.name, '11.222.333/0001-81', 'financeiro@saojoao.example', '(11) 3000-1234', 'São Paulo', 'SP', '01310-100',
    '2', brl(155_050), brl(162_284), '101 dias', 'Nunca',
  ];
  for (const fact of facts) await expect(list.row(BAKERY)).toContainText(fact);
  // All that is open, in the period or not, stands beside the figure of the period.
  await expect(list.row(BAKERY)).toContainText(`4: ${brl(200_000)}`);
});

test('a hostile search is only a search', async ({ page }) => {
  const list = await openList(page);
  const text = `"><script>alert(1)</script> %' OR 1=1 -- 🧾 ${'x'.repeat(300)}`;
  await list.search(text);
  await expect(page.getByText(/Nenhum inadimplente encontrado com “"><script>/)).toBeVisible();
  await expect(list.filters.getByLabel('Pesquisar cliente')).toHaveValue(text);
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(window ?? 0);
});

test('a filter in the address that cannot be read is named, and nothing else is shown in its place', async ({ page }) => {
  await visit(page, '/inadimplencia?empresa=abc');
  await expect(page.getByText('Corrija a busca avançada.')).toBeVisible();
  await expect(page.getByText('Empresa: Escolha uma das opções.')).toBeVisible();
  await visit(page, '/agenda?responsavel=zzz');
  await expect(page.getByText('Responsável: Escolha uma das opções.')).toBeVisible();
});
