import { expect, hydrated, type Page, test, visit } from '../../fixtures/test';
import { PASSWORD, USERS } from '../../fixtures/world';

test.use({ user: '' });

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Senha', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
}

test('signing in leads to the agenda', async ({ page }) => {
  await visit(page, '/');
  await expect(page).toHaveURL(/\/entrar$/);
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await signIn(page, USERS.caio.email, PASSWORD);
  await expect(page).toHaveURL(/\/agenda$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Agenda' })).toBeVisible();
});

test('the e-mail address may be typed in capitals and with spaces around it', async ({ page }) => {
  await visit(page, '/entrar');
  await signIn(page, ` ${USERS.caio.email.toUpperCase()} `, PASSWORD);
  await expect(page).toHaveURL(/\/agenda$/);
});

for (const [who, email] of [['a wrong password', USERS.caio.email], ['an unknown user', 'ninguem@example.com']] as const) {
  test(`${who} is told in the same words, and the address stays`, async ({ page }) => {
    await visit(page, '/entrar');
    await signIn(page, email, 'não é esta a senha');
    await expect(page.getByRole('alert')).toContainText('E-mail ou senha incorretos.');
    await expect(page).toHaveURL(/\/entrar/);
    await expect(page.getByLabel('E-mail')).toHaveValue(email);
    await expect(page.getByLabel('Senha', { exact: true })).toHaveValue('');
    await hydrated(page);
    await signIn(page, USERS.caio.email, PASSWORD);
    await expect(page).toHaveURL(/\/agenda$/);
  });
}

test('empty fields are marked', async ({ page }) => {
  await visit(page, '/entrar');
  await signIn(page, '', '');
  await expect(page.getByRole('alert')).toContainText('E-mail: Preencha este campo.');
  await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Senha', { exact: true })).toHaveAttribute('aria-invalid', 'true');
});

test('after five wrong passwords the account waits, even for the right one', async ({ page }) => {
  await visit(page, '/entrar');
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await signIn(page, USERS.caio.email, `errada número ${attempt}`);
    await expect(page.getByRole('alert')).toContainText('E-mail ou senha incorretos.');
    await hydrated(page);
  }
  await signIn(page, USERS.caio.email, PASSWORD);
  await expect(page.getByRole('alert')).toContainText(/Muitas tentativas\. Tente de novo em 1[45] minutos\./);
  await hydrated(page);
  await signIn(page, USERS.bia.email, PASSWORD);
  await expect(page).toHaveURL(/\/agenda$/);
});

test('signing in leads on to the page that was asked for', async ({ page }) => {
  await visit(page, '/inadimplencia?q=padaria&ordem=cliente');
  await expect(page).toHaveURL(/\/entrar\?voltar=/);
  await signIn(page, USERS.caio.email, 'errada, mas o caminho fica');
  await expect(page.getByRole('alert')).toBeVisible();
  await hydrated(page);
  await signIn(page, USERS.caio.email, PASSWORD);
  await expect(page).toHaveURL(/\/inadimplencia\?q=padaria&ordem=cliente$/);
});

test('signing in never leads to another site', async ({ page, app }) => {
  await visit(page, '/entrar?voltar=https%3A%2F%2Fexample.com%2F');
  await signIn(page, USERS.caio.email, PASSWORD);
  await expect(page).toHaveURL(`${app.url}/agenda`);
});

test('signing out ends the session', async ({ page, context }) => {
  await visit(page, '/entrar');
  await signIn(page, USERS.caio.email, PASSWORD);
  await expect(page).toHaveURL(/\/agenda$/);
  await hydrated(page);
  const cookies = await context.cookies();
  await page.getByLabel('Menu do usuário').click();
  await page.getByRole('button', { name: 'Sair' }).click();
  await expect(page).toHaveURL(/\/entrar/);
  await expect(page.getByText('Você saiu.')).toBeVisible();
  await visit(page, '/agenda');
  await expect(page).toHaveURL(/\/entrar\?voltar=%2Fagenda$/);
  // The cookie of before opens nothing any more, wherever somebody kept it.
  await context.addCookies(cookies);
  await visit(page, '/agenda');
  await expect(page).toHaveURL(/\/entrar\?voltar=%2Fagenda$/);
});

test('who has signed in already is led on from the sign-in page', async ({ openAs }) => {
  const page = await openAs('caio');
  await visit(page, '/entrar');
  await expect(page).toHaveURL(/\/agenda$/);
});
