import { type ClientPage, openClient } from '../../fixtures/client-page';
import { expect, reload, test, visit } from '../../fixtures/test';
import { BAKERY, JOSE, MARKET, USERS } from '../../fixtures/world';

async function edit(client: ClientPage, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await client.data.getByLabel(label, { exact: false }).first().fill(value);
  }
}

const save = (client: ClientPage): Promise<void> => client.data.getByRole('button', { name: 'Salvar dados' }).click();

test('changed data are shown at once and found by search', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.open(client.data, 'Editar dados');
  await edit(client, {
    'E-mail': 'Jose.Novo@Example.com',
    Celular: '21 91234 5678',
    Telefone: '2126543210',
    CEP: '24020001',
    Logradouro: 'Rua do Ouvidor',
    Bairro: 'Icaraí',
    Cidade: 'Niterói',
  });
  await client.data.getByLabel('UF').selectOption('RJ');
  await save(client);
  await expect(page.getByText(/Dados do cliente salvos/)).toBeVisible();
  await expect(client.data.getByRole('link', { name: '(21) 91234-5678', exact: true })).toBeVisible();
  await expect(client.data).toContainText('24020-001');
  await reload(page);
  await expect(client.data.getByRole('link', { name: /jose\.novo@example\.com/i })).toBeVisible();
  await visit(page, '/inadimplencia?q=21912345678');
  await expect(page.getByRole('main').getByRole('link', { name: JOSE.name }).first()).toBeVisible();

  // The form of the page that stayed open knows the new version: a second change is no conflict.
  await openClient(page, JOSE);
  await client.open(client.data, 'Editar dados');
  await edit(client, { Cidade: 'Maricá' });
  await save(client);
  await expect(client.data).toContainText('Maricá');
  await client.open(client.data, 'Editar dados');
  await edit(client, { Cidade: 'Itaboraí' });
  await save(client);
  await expect(client.data).toContainText('Itaboraí');
});

test('wrong data are refused with a sentence each, and stay as typed', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.open(client.data, 'Editar dados');
  const wrong = {
    'CPF/CNPJ': '11.222.333/0001-82',
    'E-mail': 'financeiro@',
    Telefone: '(20) 3000-1234',
    Celular: '11 8765-4321',
    CEP: '123',
  };
  await edit(client, wrong);
  await save(client);
  const errors = client.data.getByRole('alert');
  for (const sentence of [
    'CPF ou CNPJ inválido',
    'E-mail inválido',
    'O DDD 20 não existe.',
    'Celular tem nove dígitos. Seria (11) 98765-4321?',
    'CEP inválido',
  ]) {
    await expect(errors).toContainText(sentence);
  }
  for (const [label, value] of Object.entries(wrong)) {
    const field = client.data.getByLabel(label).first();
    await expect(field).toHaveValue(value);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
  }
  await reload(page);
  await expect(client.bar).toContainText(BAKERY.taxId ?? '');
});

test('a name is needed, and one role', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.open(client.data, 'Editar dados');
  await edit(client, { 'Nome ou razão social': ' ' });
  await client.data.getByLabel('Cliente', { exact: true }).uncheck();
  await client.data.getByLabel('Fornecedor', { exact: true }).uncheck();
  await save(client);
  await expect(client.data.getByRole('alert')).toContainText('Preencha este campo.');
  await expect(client.data.getByRole('alert')).toContainText('Marque cliente, fornecedor ou ambos.');
});

test('the CNPJ of another client is refused; an alphanumeric one is accepted', async ({ page }) => {
  const client = await openClient(page, JOSE);
  await client.open(client.data, 'Editar dados');
  await edit(client, { 'CPF/CNPJ': '12abc34501de35' });
  await save(client);
  await expect(client.data.getByRole('alert')).toContainText('Já está em uso.');
  await openClient(page, MARKET);
  await expect(client.bar).toContainText('12.ABC.345/01DE-35');
});

test('of two editors the second learns that the first was there, and overwrites nothing', async ({ page, openAs }) => {
  const second = await openClient(page, BAKERY);
  await second.open(second.data, 'Editar dados');
  await edit(second, { Bairro: 'Bela Vista' });

  const first = await openClient(await openAs('bia'), BAKERY);
  await first.open(first.data, 'Editar dados');
  await edit(first, { Bairro: 'Liberdade' });
  await save(first);
  await expect(first.data).toContainText('Liberdade');

  await save(second);
  await expect(second.data.getByRole('alert')).toContainText(`${USERS.bia.name} mudou isto enquanto você editava.`);
  await expect(second.data.getByLabel('Bairro')).toHaveValue('Bela Vista');
  await openClient(page, BAKERY);
  await expect(second.data).toContainText('Liberdade');
});

test('a name of markup and emoji is shown as text everywhere', async ({ page }) => {
  const name = `<script>alert('x')</script> & "Cia" 🏦 ${'ã'.repeat(120)}`;
  const client = await openClient(page, JOSE);
  await client.open(client.data, 'Editar dados');
  await edit(client, { 'Nome ou razão social': name });
  await save(client);
  await expect(client.heading).toHaveText(name);
  await client.form.choose('Não efetivo');
  await client.form.nextDate.fill('2026-11-23');
  await client.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await expect(page.getByRole('main')).toContainText("<script>alert('x')</script>");
  await visit(page, '/inadimplencia?q=%3Cscript%3E');
  await expect(page.getByRole('main')).toContainText("<script>alert('x')</script>");
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(window ?? 0);
});
