import { openClient } from '../../fixtures/client-page';
import { expect, type Page, test, visit } from '../../fixtures/test';
import { BAKERY } from '../../fixtures/world';

test.use({ template: 'demo', user: 'manager', tolerated: /status of 404/ });

/** What a link of the page leads to, fetched with the page's session. */
async function taken(page: Page, name: string): Promise<{ type: string; bytes: Buffer }> {
  const link = page.getByRole('navigation', { name: 'Levar esta lista' }).getByRole('link', { name, exact: true });
  const href = await link.getAttribute('href');
  const answer = await page.request.get(href ?? '');
  expect(answer.ok(), `${href}: ${answer.status()}`).toBe(true);
  return { type: answer.headers()['content-type'] ?? '', bytes: await answer.body() };
}

for (const [path, first] of [
  ['/inadimplencia?ordem=cliente', 'Cliente;'],
  ['/lancamentos?situacao=open', 'Código;'],
  ['/agenda?responsavel=todos', 'Data;'],
  ['/cobrancas', 'Cliente;'],
  ['/mensagens', 'Assunto;'],
  ['/clientes?q=maria', 'Nome ou razão social;'],
] as const) {
  test(`${path} is taken along as it stands on the screen`, async ({ page }) => {
    await visit(page, path);
    const csv = await taken(page, 'CSV');
    expect(csv.type).toContain('text/csv');
    const lines = csv.bytes.toString('utf8').split('\r\n');
    expect(lines[0]).toMatch(new RegExp(`^\uFEFF${first}`));
    expect(lines.at(-2)).toMatch(/^Total/);
    // The agenda shows promises too, which are not appointments.
    const shown = await page.locator('main tr[data-row], main tbody[id^=linha-]').count();
    expect(lines.length - 3).toBeGreaterThanOrEqual(shown);
    const xlsx = await taken(page, 'Excel');
    expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
    if (path.startsWith('/inadimplencia') || path === '/cobrancas') {
      const report = await taken(page, 'Imprimir');
      expect(report.type).toBe('application/pdf');
      expect(report.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });
}

test('the address of a calendar is shown once, works without a session and is revoked', async ({ page, playwright, app }) => {
  await visit(page, '/conta');
  await page.getByRole('button', { name: 'Criar endereço' }).click();
  await expect(page).toHaveURL(/\/conta/);
  const address = await page.getByLabel('Endereço do calendário').inputValue();
  expect(address).toMatch(/\/calendario\/[0-9a-f]{64}\/agenda\.ics$/);
  const calendar = await playwright.request.newContext({ baseURL: app.url });
  const answer = await calendar.get(address);
  expect(answer.headers()['content-type']).toContain('text/calendar');
  expect(await answer.text()).toMatch(/^BEGIN:VCALENDAR\r\n/);
  await visit(page, '/conta');
  await expect(page.getByLabel('Endereço do calendário')).toHaveCount(0);
  await page.getByRole('button', { name: 'Revogar o endereço' }).click();
  await expect(page.getByRole('button', { name: 'Criar endereço' })).toBeVisible();
  expect((await calendar.get(address)).status()).toBe(404);
  await calendar.dispose();
});

test.describe('a creditor of whom too little is known', () => {
  test.use({ template: 'world', user: 'caio' });

  test('is told before a statement is issued', async ({ page }) => {
    const client = await openClient(page, BAKERY);
    const path = new URL(page.url()).pathname;
    await expect(client.overdue.getByRole('button', { name: 'Demonstrativo (PDF)' })).toBeVisible();
    // A letter is a contact: it is written, checked and recorded where contacts are, and then printed.
    await client.overdue.getByRole('button', { name: 'Carta', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Registrar contato' })).toBeVisible();
    await expect(page.getByLabel('Carta', { exact: true })).toBeChecked();
    await expect(page.getByLabel('Título', { exact: true })).not.toHaveValue('');
    await expect(page.getByText(/A lei exige nome, endereço e CPF\/CNPJ/)).toBeVisible();
    await page.goto(`${path}/demonstrativo.pdf`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Este documento ainda não pode ser emitido');
    await expect(page.getByText(/No cadastro da empresa falta/)).toBeVisible();
  });
});
