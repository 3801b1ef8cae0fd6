/** Bringing data in on the page: the same figures as on the command line, problems by line, and taking it back. */
import path from 'node:path';
import { command } from '../../fixtures/emdia';
import { data } from '../../fixtures/environment';
import { expect, hydrated, type Page, test, visit } from '../../fixtures/test';
import { addUser, COMPANIES, PASSWORD } from '../../fixtures/world';

const FILE = path.join(data, 'receivables-2013-06-30.csv');
const COMPANY = 'Amostra Ltda';

/** Sends a file; the page of its columns is shown. */
async function send(page: Page, file: string | { name: string; contents: string }, kind?: string): Promise<void> {
  await visit(page, '/importar');
  const company = page.getByLabel('Empresa');
  if (await company.count()) await company.selectOption({ label: COMPANIES.alfa });
  if (kind) await page.getByRole('radio', { name: kind }).check();
  const given =
    typeof file === 'string' ? file : { name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.contents) };
  await page.getByLabel('Arquivo CSV ou XLSX').setInputFiles(given);
  await page.getByRole('button', { name: 'Enviar arquivo' }).click();
  await expect(page.getByRole('heading', { name: 'O que há em cada coluna' })).toBeVisible();
}

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Conferir' }).click();
  await expect(page.getByRole('heading', { name: 'Resumo' })).toBeVisible({ timeout: 20_000 });
}

async function take(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Importar', exact: true }).click();
  await expect(page.getByText('Importado', { exact: true })).toBeVisible({ timeout: 20_000 });
}

async function undo(page: Page): Promise<void> {
  await page.locator('summary').filter({ hasText: 'Desfazer importação' }).click();
  await page.getByLabel('Motivo').fill('arquivo errado');
  await page.getByRole('button', { name: 'Desfazer importação' }).click();
}

const figure = (page: Page, name: string) =>
  page.locator('.imports__figures > div').filter({ has: page.getByText(name, { exact: true }) }).locator('dd');

test.describe('the shared file', () => {
  test.use({ template: 'empty', user: '', today: '2013-06-30' });

  test('gives on the page what it gives on the command line, and again nothing', async ({ page, app }) => {
    test.slow();
    await command(app.settings, 'company', 'add', '--name', COMPANY);
    await addUser(app.settings, { name: 'Ada', email: 'ada@example.com', role: 'manager', companies: [] }, PASSWORD);
    await visit(page, '/importar');
    await page.getByLabel('E-mail').fill('ada@example.com');
    await page.getByLabel('Senha', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Entrar' }).click();
    await hydrated(page);

    await send(page, FILE);
    await expect(page.getByLabel('Campo da coluna customerID')).toHaveValue('client_id');
    await expect(page.getByText('Como no arquivo (mês/dia/ano)')).toBeAttached();
    await check(page);
    await expect(figure(page, 'Cobranças novas')).toHaveText('1.930');
    await take(page);
    const report = JSON.parse(
      await command(app.settings, 'report', 'delinquency', '--company', COMPANY, '--format', 'json'),
    ) as Record<string, unknown>;
    expect(report).toMatchObject({
      open_charges: 84,
      open_centavos: 511_985,
      overdue_charges: 12,
      overdue_centavos: 83_556,
      delinquent_clients: 12,
    });

    await send(page, FILE);
    await expect(page.getByText('Este mesmo arquivo já foi importado')).toBeVisible();
    await check(page);
    await expect(page.getByText('Nada de novo neste arquivo')).toBeVisible();
    await expect(figure(page, 'Já conhecidas, sem mudança')).toHaveText('1.930');
  });
});

test.describe('a manager', () => {
  test.use({ user: 'marta' });

  test('sees every problem by line and imports the good rows only when asked', async ({ page }) => {
    const contents =
      'cliente;cnpj;documento;vencimento;valor\nNovo Um;;N-1;01/12/2026;10,00\nNovo Dois;11222333000180;N-2;31/02/2026;abc\n';
    await send(page, { name: 'ruim.csv', contents });
    await check(page);
    const bad = page.getByRole('table', { name: 'Linhas com erro' });
    for (const text of ['11222333000180', '31/02/2026', 'abc']) await expect(bad).toContainText(text);
    await expect(bad.getByRole('row')).toHaveCount(4);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Baixar tudo (CSV)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('problemas.csv');
    await page.getByRole('button', { name: 'Importar só as linhas boas' }).click();
    await expect(page.getByText('Importado', { exact: true })).toBeVisible({ timeout: 20_000 });
    await expect(figure(page, 'Cobranças novas')).toHaveText('1');
  });

  test('says what the columns hold, and is asked for what lacks', async ({ page }) => {
    await send(page, { name: 'mudo.csv', contents: 'a;b;c;d\nZeta;Z-1;01/12/2026;7,00\n' });
    await page.getByRole('button', { name: 'Conferir' }).click();
    await expect(page.getByRole('alert')).toContainText('Diga qual coluna tem: Documento.');
    for (const [column, field] of [['a', 'Nome do cliente'], ['b', 'Documento'], ['c', 'Vencimento'], ['d', 'Valor']] as const) {
      await page.getByLabel(`Campo da coluna ${column}`, { exact: true }).selectOption({ label: field });
    }
    await check(page);
    await expect(figure(page, 'Cobranças novas')).toHaveText('1');
    // The next file with these headings begins where this one ended.
    await send(page, { name: 'outro.csv', contents: 'a;b;c;d\nZeta;Z-2;01/12/2026;8,00\n' });
    await expect(page.getByLabel('Campo da coluna d', { exact: true })).toHaveValue('amount');
  });

  test('takes an import back as long as nobody touched it', async ({ page }) => {
    const contents = 'cliente;documento;vencimento;valor\nCliente de Uma Hora;H-1;01/10/2026;10,00\n';
    await send(page, { name: 'engano.csv', contents });
    await check(page);
    await take(page);
    await visit(page, '/inadimplencia?q=Uma+Hora');
    await expect(page.getByRole('link', { name: 'Cliente de Uma Hora', exact: true })).toBeVisible();
    await visit(page, '/importar');
    await page.getByRole('link', { name: 'engano.csv' }).click();
    await undo(page);
    await expect(page.getByText('Importação desfeita')).toBeVisible();
    await visit(page, '/inadimplencia?q=Uma+Hora');
    await expect(page.getByRole('link', { name: 'Cliente de Uma Hora', exact: true })).toHaveCount(0);
  });

  test('brings payments in, which settle late charges first', async ({ page }) => {
    const contents = 'documento;data pagamento;valor pago\nPEQ-1;19/11/2026;10,00\nNADA-9;19/11/2026;5,00\n';
    await send(page, { name: 'pagos.csv', contents }, 'Pagamentos');
    await check(page);
    await expect(page.getByRole('table', { name: 'Linhas com erro' })).toContainText('Não há cobrança com este documento.');
    await page.getByRole('button', { name: 'Importar só as linhas boas' }).click();
    await expect(page.getByText('Importado', { exact: true })).toBeVisible({ timeout: 20_000 });
    await expect(figure(page, 'Pagas em parte')).toHaveText('1');
  });
});

test.describe('an agent', () => {
  test.use({ user: 'caio', tolerated: /status of 403/ });

  test('may not import', async ({ page }) => {
    const answer = await page.goto('/importar');
    expect(answer?.status()).toBe(403);
  });
});
