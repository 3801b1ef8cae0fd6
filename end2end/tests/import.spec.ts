import { readFileSync } from 'node:fs';
import path from 'node:path';
import { attempt, command } from '../fixtures/emdia';
import { data } from '../fixtures/environment';
import { ListPage, openList } from '../fixtures/list-page';
import { brl } from '../fixtures/money';
import { expect, hydrated, test, visit } from '../fixtures/test';
import { addUser, PASSWORD } from '../fixtures/world';

const FILE = path.join(data, 'receivables-2013-06-30.csv');
const COMPANY = 'Amostra Ltda';
const MAP = [
  'client_id=customerID', 'document=invoiceNumber', 'issued=InvoiceDate', 'due=DueDate', 'amount=InvoiceAmount',
  'paid_on=SettledDate',
].join(',');
const IMPORT = ['import', 'receivables', FILE, '--company', COMPANY, '--map', MAP, '--date-format', 'mdy', '--format', 'json'];
const REPORT = ['report', 'delinquency', '--company', COMPANY, '--format', 'json'];

test.use({ template: 'empty', user: '', today: '2013-06-30' });

/** The customers of the file with an invoice due before the day and not settled. */
function delinquents(): string[] {
  const day = (text: string): number => {
    const [month, date, year] = text.split('/').map(Number);
    return Date.UTC(year ?? 0, (month ?? 1) - 1, date);
  };
  const rows = readFileSync(FILE, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(','));
  const late = rows.filter((row) => row[7] === '' && day(row[4] ?? '') < Date.UTC(2013, 5, 30));
  return [...new Set(late.map((row) => row[1] ?? ''))].sort();
}

test('the shared file is imported as it is, and its figures are on the screen', async ({ page, app }) => {
  await command(app.settings, 'company', 'add', '--name', COMPANY);
  await addUser(app.settings, { name: 'Ada', email: 'ada@example.com', role: 'manager', companies: [] }, PASSWORD);

  const trial = JSON.parse(await command(app.settings, ...IMPORT, '--dry-run')) as Record<string, unknown>;
  expect(trial).toMatchObject({ dry_run: true, imported: false, bad_rows: 0 });
  expect(JSON.parse(await command(app.settings, ...REPORT))).toMatchObject({ open_charges: 0 });

  const first = JSON.parse(await command(app.settings, ...IMPORT)) as Record<string, unknown>;
  expect(first).toMatchObject({ imported: true, bad_rows: 0, rows: trial['rows'], created: trial['rows'] });
  const figures = {
    open_charges: 84,
    open_centavos: 511_985,
    overdue_charges: 12,
    overdue_centavos: 83_556,
    delinquent_clients: 12,
  };
  expect(JSON.parse(await command(app.settings, ...REPORT))).toMatchObject(figures);

  const again = JSON.parse(await command(app.settings, ...IMPORT)) as Record<string, unknown>;
  expect(again).toMatchObject({ imported: false, created: 0, settled: 0, unchanged: trial['rows'] });
  expect(JSON.parse(await command(app.settings, ...REPORT))).toMatchObject(figures);

  await visit(page, '/inadimplencia');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Senha', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await hydrated(page);
  const list = new ListPage(page);
  await expect(list.totals).toContainText('12 clientes, 12 cobranças');
  await expect(list.totals).toContainText(brl(83_556));
  await expect(list.rows).toHaveCount(12);
  const names = await list.rows.locator('[data-open]').allTextContents();
  const expected = delinquents();
  expect(expected).toHaveLength(12);
  for (const customer of expected) expect(names.filter((name) => name.includes(customer))).toHaveLength(1);

  // With those who only have charges to come: everybody with an open invoice.
  const all = await openList(page, '?todos=1');
  await expect(all.totals).toBeVisible();
  await list.row({ name: expected[0] ?? '' }).first().getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(expected[0] ?? '');
});

test('a payment that arrives later settles the charge, and a bad row keeps the whole file out', async ({ page, app }, info) => {
  const write = async (name: string, lines: string[]): Promise<string> => {
    const file = info.outputPath(name);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(file, `${lines.join('\n')}\n`);
    return file;
  };
  const heading = 'client_id;client_name;document;due;amount;paid_on';
  await command(app.settings, 'company', 'add', '--name', COMPANY);
  await addUser(app.settings, { name: 'Ada', email: 'ada@example.com', role: 'manager', companies: [] }, PASSWORD);
  const load = (file: string, ...more: string[]): ReturnType<typeof attempt> =>
    attempt(app.settings, 'import', 'receivables', file, '--company', COMPANY, '--format', 'json', ...more);

  const bad = await load(await write('bad.csv', [heading, 'C1;Um;D-1;01/06/2013;100,00;', 'C2;Dois;D-2;31/02/2013;50,00;']));
  expect(bad.code).not.toBe(0);
  expect(bad.stderr).toMatch(/3\b.*due.*31\/02\/2013/s);
  expect(JSON.parse(await command(app.settings, ...REPORT))).toMatchObject({ open_charges: 0 });

  const open = await load(await write('open.csv', [heading, 'C1;Um;D-1;01/06/2013;1.100,00;', 'C2;Dois;D-2;20/06/2013;50,00;']));
  expect(open.code).toBe(0);
  expect(JSON.parse(await command(app.settings, ...REPORT))).toMatchObject({ overdue_charges: 2, overdue_centavos: 115_000 });

  await visit(page, '/inadimplencia');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Senha', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrar' }).click();
  const list = new ListPage(page);
  await expect(list.totals).toContainText('2 clientes, 2 cobranças');

  // The server that is running learns of it at once.
  const paid = await load(await write('paid.csv', [heading, 'C1;Um;D-1;01/06/2013;1.100,00;28/06/2013', 'C2;Dois;D-2;20/06/2013;50,00;']));
  expect(JSON.parse(paid.stdout)).toMatchObject({ settled: 1, unchanged: 1, created: 0 });
  await openList(page);
  await expect(list.totals).toContainText('1 cliente, 1 cobrança');
  await expect(list.row({ name: 'Dois' })).toContainText(brl(5_000));
});
