import { expect, hydrated, type Page, test, visit } from '../../fixtures/test';
import { COMPANIES, PASSWORD, USERS } from '../../fixtures/world';

const NEW = 'outra senha bem comprida';

async function change(page: Page, current: string, fresh: string, again: string): Promise<void> {
  await page.getByLabel('Senha atual').fill(current);
  await page.getByLabel('Nova senha', { exact: true }).fill(fresh);
  await page.getByLabel('Repita a nova senha').fill(again);
  await page.getByRole('button', { name: 'Trocar a senha' }).click();
}

test('the account page says who is signed in', async ({ page }) => {
  await visit(page, '/conta');
  await expect(page.getByRole('heading', { level: 1, name: 'Minha conta' })).toBeVisible();
  const main = page.getByRole('main');
  for (const fact of [USERS.caio.name, USERS.caio.email, 'Cobrador', COMPANIES.alfa, COMPANIES.beta]) {
    await expect(main.getByText(fact).first()).toBeVisible();
  }
});

test('a changed password is the one that counts, and other sessions end', async ({ page, openAs }) => {
  const elsewhere = await openAs('caio');
  // A session of its own: contexts of one user share the one that was signed in beforehand.
  await elsewhere.context().clearCookies();
  await visit(elsewhere, '/entrar');
  await elsewhere.getByLabel('E-mail').fill(USERS.caio.email);
  await elsewhere.getByLabel('Senha', { exact: true }).fill(PASSWORD);
  await elsewhere.getByRole('button', { name: 'Entrar' }).click();
  await expect(elsewhere).toHaveURL(/\/agenda$/);

  await visit(page, '/conta');
  await change(page, PASSWORD, NEW, NEW);
  await expect(page.getByText('Senha alterada')).toBeVisible();
  await expect(page.getByLabel('Senha atual')).toHaveValue('');
  await visit(page, '/agenda');
  await expect(page).toHaveURL(/\/agenda$/);

  await visit(elsewhere, '/agenda');
  await expect(elsewhere).toHaveURL(/\/entrar/);
  await elsewhere.getByLabel('E-mail').fill(USERS.caio.email);
  await elsewhere.getByLabel('Senha', { exact: true }).fill(PASSWORD);
  await elsewhere.getByRole('button', { name: 'Entrar' }).click();
  await expect(elsewhere.getByRole('alert')).toContainText('E-mail ou senha incorretos.');
  await hydrated(elsewhere);
  await elsewhere.getByLabel('E-mail').fill(USERS.caio.email);
  await elsewhere.getByLabel('Senha', { exact: true }).fill(NEW);
  await elsewhere.getByRole('button', { name: 'Entrar' }).click();
  await expect(elsewhere).toHaveURL(/\/agenda$/);
});

for (const [case_, current, fresh, again, error] of [
  ['the current password is wrong', 'não é esta', NEW, NEW, 'A senha atual não é esta.'],
  ['the new ones differ', PASSWORD, NEW, `${NEW}!`, 'As duas senhas são diferentes.'],
  ['the new one is short', PASSWORD, 'curta', 'curta', 'A senha precisa de pelo menos 10 caracteres.'],
] as const) {
  test(`the password stays as it is when ${case_}`, async ({ page }) => {
    await visit(page, '/conta');
    await change(page, current, fresh, again);
    await expect(page.getByRole('alert')).toContainText(error);
    await expect(page.getByText('Senha alterada')).toHaveCount(0);
  });
}
