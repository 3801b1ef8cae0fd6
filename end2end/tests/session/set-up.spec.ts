import { expect, hydrated, test, visit } from '../../fixtures/test';

test.use({ template: 'empty', user: '' });

const FORM = {
  'Nome da empresa': 'Primeira Empresa Ltda',
  'CNPJ (ou CPF)': '11.222.333/0001-81',
  Nome: 'Ada Administradora',
  'E-mail': 'ada@example.com',
  Senha: 'senha do começo',
  'Repita a senha': 'senha do começo',
};

test('an empty database is set up with the code from the console', async ({ page, app }) => {
  await visit(page, '/');
  await expect(page).toHaveURL(/\/configurar$/);
  const code = /the code to set it up is (\S+)/.exec(app.console)?.[1] ?? '';
  expect(code).not.toBe('');

  const send = page.getByRole('button', { name: 'Criar e entrar' });
  const fill = async (fields: Record<string, string>): Promise<void> => {
    for (const [label, value] of Object.entries(fields)) {
      await page.getByRole('main').getByLabel(label, { exact: label === 'Nome' || label === 'Senha' }).fill(value);
    }
  };

  await fill({ ...FORM, 'Código de configuração': 'não é este' });
  await page.getByLabel('UF').selectOption('SP');
  await send.click();
  await expect(page.getByRole('alert')).toContainText('Código incorreto');
  await expect(page.getByLabel('Nome da empresa')).toHaveValue(FORM['Nome da empresa']);
  await expect(page.getByLabel('UF')).toHaveValue('SP');
  await expect(page.getByLabel('E-mail')).toHaveValue(FORM['E-mail']);

  await hydrated(page);
  await fill({ 'Código de configuração': code, 'CNPJ (ou CPF)': '11.222.333/0001-80', Senha: 'curta', 'Repita a senha': 'curta' });
  await send.click();
  await expect(page.getByRole('alert')).toContainText('CPF ou CNPJ inválido');
  await expect(page.getByRole('alert')).toContainText('pelo menos 10 caracteres');

  await hydrated(page);
  await fill({ ...FORM, 'Código de configuração': code });
  await send.click();
  await expect(page).toHaveURL(/\/agenda/);
  await expect(page.getByText('Tudo pronto: empresa e administrador criados.')).toBeVisible();
  await expect(page.getByText(FORM.Nome).first()).toBeVisible();

  // There is no second time.
  await visit(page, '/configurar');
  await expect(page).toHaveURL(/\/agenda/);
  await page.context().clearCookies();
  await visit(page, '/configurar');
  await expect(page).toHaveURL(/\/entrar/);
  await page.getByLabel('E-mail').fill(FORM['E-mail']);
  await page.getByLabel('Senha', { exact: true }).fill(FORM.Senha);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page).toHaveURL(/\/agenda$/);
});
