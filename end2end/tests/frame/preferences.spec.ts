import { clientPath, openClient } from '../../fixtures/client-page';
import { record, schedule } from '../../fixtures/seed';
import { expect, hydrated, type Page, reload, test, visit } from '../../fixtures/test';
import { BAKERY, CLIENTS, COMPANIES, USERS } from '../../fixtures/world';

async function choose(page: Page, menu: string | RegExp, option: string): Promise<void> {
  await page.getByLabel(menu).click();
  await page.getByRole('button', { name: option, exact: true }).click();
  await hydrated(page);
}

test('the language is changed in the menu, and stays', async ({ page }) => {
  await visit(page, '/inadimplencia?q=padaria');
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR');
  await choose(page, 'Menu do usuário', 'English');
  await expect(page).toHaveURL(/\/inadimplencia\?q=padaria$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('heading', { level: 1, name: 'Delinquent clients' })).toBeVisible();
  await expect(page).toHaveTitle(/Delinquent clients/);
  await visit(page, '/agenda');
  await expect(page.getByText('Nothing pending here')).toBeVisible();
  await choose(page, 'User menu', 'Português');
  await expect(page.getByText('Nada pendente aqui')).toBeVisible();
});

test.describe('a browser that prefers English', () => {
  test.use({ locale: 'en-US', user: '' });

  test('is spoken to in Portuguese until somebody chooses', async ({ page }) => {
    await visit(page, '/entrar');
    await expect(page.getByLabel('Senha', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'English' }).click();
    await hydrated(page);
    await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
    await page.getByLabel('E-mail').fill('ninguem@example.com');
    await page.getByLabel('Password', { exact: true }).fill('wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('Wrong e-mail or password.');
  });
});

test('errors are told in English too', async ({ page }) => {
  await page.context().addCookies([{ name: 'emdia_idioma', value: 'en', url: new URL(await baseOf(page)).origin }]);
  await visit(page, await clientPath(page, BAKERY));
  const form = page.getByRole('region', { name: 'Record contact', exact: true });
  await form.locator('label.choice').filter({ hasText: /^Effective/ }).click();
  await form.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(form.getByRole('alert')).toContainText('Reason for default: ');
});

/** Words that are the same in both languages. */
const SHARED_WORDS = [
  'Em Dia', 'Agenda', 'E-mail', 'WhatsApp', 'SMS', 'Total', 'Original', 'CPF/CNPJ', 'Português', 'English', 'Enter', 'Ctrl',
];

/** Every text of the page that somebody can read or hear. */
async function wording(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const tag = node.parentElement?.tagName ?? '';
      if (!['SCRIPT', 'STYLE', 'NOSCRIPT', 'KBD', 'TEXTAREA'].includes(tag)) found.add(node.textContent ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-label']) {
      for (const element of document.querySelectorAll(`[${name}]`)) found.add(element.getAttribute(name) ?? '');
    }
    found.add(document.title);
    return [...found].map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => /\p{L}{2}/u.test(text));
  });
}

async function baseOf(page: Page): Promise<string> {
  return (await page.request.get('/saude')).url();
}

test('nothing is left in the other language', async ({ page }) => {
  await record(page, BAKERY, { outcome: 'not_effective', notes: 'xyz' });
  await schedule(page, BAKERY, { date: '2026-11-19', time: '10:00', notes: 'xyz' });
  const data = [
    ...SHARED_WORDS,
    ...CLIENTS.flatMap((client) => [
      client.name, client.taxId, client.email, client.city, client.district, client.street, ...client.charges.map((charge) => charge.document),
    ]),
    ...Object.values(USERS).flatMap((user) => [user.name, user.email]),
    ...Object.values(COMPANIES),
    'xyz',
  ]
    .filter((text): text is string => Boolean(text))
    .sort((one, other) => other.length - one.length);
  const isData = (text: string): boolean => {
    // Names of programs and formats are the same in every language.
    if (['CSV', 'Excel'].includes(text)) return true;
    let rest = text;
    for (const piece of data) rest = rest.replaceAll(piece, '');
    return !/\p{L}{3}/u.test(rest);
  };
  const paths = [
    '/agenda', '/inadimplencia', '/inadimplencia?q=zzz', await clientPath(page, BAKERY), '/clientes?q=padaria', '/conta', '/ajuda',
  ];
  const origin = new URL(await baseOf(page)).origin;
  for (const path of paths) {
    await page.context().clearCookies({ name: 'emdia_idioma' });
    await visit(page, path);
    const portuguese = new Set(await wording(page));
    await page.context().addCookies([{ name: 'emdia_idioma', value: 'en', url: origin }]);
    await visit(page, path);
    const english = await wording(page);
    const same = english.filter((text) => portuguese.has(text) && !isData(text));
    expect.soft(same, `texts of ${path} that are the same in both languages`).toEqual([]);
  }
});

test('the theme is changed in the menu, and stays', async ({ page }) => {
  const brightness = (): Promise<number> =>
    page.evaluate(() => {
      const canvas = document.createElement('canvas').getContext('2d');
      if (!canvas) throw new Error('no canvas');
      canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return red + green + blue;
    });
  await page.emulateMedia({ colorScheme: 'light' });
  await visit(page, '/agenda');
  const light = await brightness();
  await choose(page, 'Menu do usuário', 'Escura');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await brightness()).toBeLessThan(light / 2);
  await visit(page, '/ajuda');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'dark' });
  await choose(page, 'Menu do usuário', 'Clara');
  expect(await brightness()).toBe(light);
  await choose(page, 'Menu do usuário', 'Automática');
  await reload(page);
  expect(await brightness()).toBeLessThan(light / 2);
});

test('the help shows the keys', async ({ page }) => {
  await openClient(page, BAKERY);
  await page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Ajuda' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ajuda' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'salvar e abrir o próximo' })).toContainText('Ctrl');
});

test('the skip link leads to the content', async ({ page }) => {
  await visit(page, '/inadimplencia');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Ir para o conteúdo' });
  await expect(skip).toBeFocused();
  await skip.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});
