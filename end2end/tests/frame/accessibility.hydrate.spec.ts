import { expectAccessible, expectNoSidewaysScroll } from '../../fixtures/axe';
import { expect, type Page, test, visit } from '../../fixtures/test';

interface Look {
  width: 1440 | 390;
  theme: 'light' | 'dark';
  language: 'pt-BR' | 'en';
}

/** Every width with both themes and both languages, every theme with both languages. */
const LOOKS: Look[] = [
  { width: 1440, theme: 'light', language: 'pt-BR' },
  { width: 390, theme: 'dark', language: 'en' },
];

async function dress(page: Page, url: string, { width, theme, language }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.context().addCookies([
    { name: 'emdia_idioma', value: language, url },
    { name: 'emdia_tema', value: theme, url },
  ]);
}

async function examine(page: Page, where: string): Promise<void> {
  // What lies half below the bar that stays in view is no small target.
  await page.evaluate(() => window.scrollTo(0, 0));
  await expectAccessible(page, where);
  await expectNoSidewaysScroll(page, where);
}

/** Opens everything that opens on demand. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.querySelectorAll('main details').forEach((part) => part.setAttribute('open', ''));
    document.querySelectorAll<HTMLElement>('a.disclosure__summary[aria-expanded="false"]').forEach((link) => link.click());
  });
}

for (const look of LOOKS) {
  const title = `${look.width} px, ${look.theme}, ${look.language}`;

  test.describe(title, () => {
    test.use({ template: 'demo', user: 'manager', tolerated: /status of 404/ });
    test.slow();

    test('the frame, the agenda and the list', async ({ page, app }) => {
      await dress(page, app.url, look);
      await visit(page, '/agenda');
      await examine(page, 'agenda');
      await page.locator('[data-row] a[aria-expanded]').first().click();
      await page.locator('[data-row] form').first().waitFor();
      await examine(page, 'agenda with a form');
      await visit(page, '/inadimplencia');
      await examine(page, 'list');
      await visit(page, '/inadimplencia?periodo=personalizado&de=2026-11-30&ate=2026-11-01');
      await unfold(page);
      await examine(page, 'list with errors');
      await visit(page, '/inadimplencia?q=zzzz');
      await examine(page, 'list of nobody');
    });

    test('a client', async ({ page, app }) => {
      await dress(page, app.url, look);
      await visit(page, '/inadimplencia?ordem=contato');
      await page.locator('[data-open]').first().click();
      await expect(page.locator('#contato-form')).toBeVisible();
      await examine(page, 'client');
      await unfold(page);
      await page.locator('#contato label.choice').first().click();
      await page.locator('#contato button[type=submit]').first().click();
      await page.locator('#contato [role=alert]').waitFor();
      await examine(page, 'client with everything open and errors');
    });

    test('charges', async ({ page, app }) => {
      await dress(page, app.url, look);
      await visit(page, '/lancamentos?vencimento=personalizado&venc_de=ontem');
      await examine(page, 'charges with errors');
      await visit(page, '/lancamentos?vencidos=1&marcar=vencidos');
      await examine(page, 'charges');
      const settle = await page.locator('[name=cobranca]').first().getAttribute('value');
      await page.locator('[data-open]').first().click();
      await page.locator('#calculo').waitFor();
      await unfold(page);
      await examine(page, 'a charge');
      await page.locator('#lancamento button[type=submit]').first().click();
      await visit(page, `/lancamentos/quitar?cobranca=${settle}`);
      await examine(page, 'settling');
      await page.locator('#quitar button[type=submit]').last().click();
      await page.locator('.form-errors').waitFor();
      await examine(page, 'settling with errors');
      await visit(page, `/lancamentos/novo?copia=${settle}`);
      await examine(page, 'a new charge');
    });

    test('collections', async ({ page, app }) => {
      await dress(page, app.url, look);
      await visit(page, '/cobrancas?ajuste=1&atraso_de=x');
      await examine(page, 'the working grid with errors');
      await visit(page, '/cobrancas');
      await unfold(page);
      await examine(page, 'the working grid');
      const contact = await page.locator('a[data-hotkey="c"]').first().getAttribute('href');
      await visit(page, '/cobrancas/filtro');
      await page.locator('#filtro button[type=submit].button--primary').click();
      await page.locator('.form-errors').waitFor();
      await examine(page, 'a filter with errors');
      await visit(page, '/cobrancas/envio');
      await examine(page, 'a message to many');
      await page.locator('#envio button[type=submit]').click();
      await page.locator('.bulk__counts').waitFor();
      await unfold(page);
      await examine(page, 'a dry run');
      await visit(page, String(contact));
      await examine(page, 'contacting a client');
      const reason = page.locator('[name="cmd[reason]"]');
      if (await reason.isVisible()) await reason.fill('x');
      const follows = page.waitForResponse((answer) => answer.url().includes('/contatar?'));
      await page.locator('input[value="phone"]').check({ force: true });
      await follows;
      await expect(page.getByLabel(/^(O que dizer|What to say)$/)).toBeVisible();
      await page.locator('[data-send-now]').click();
      await page.locator('.sent-question').waitFor();
      await unfold(page);
      await examine(page, 'a call under way');
    });

    test.describe('of an administrator', () => {
      test.use({ user: 'administrator' });

      test('messages', async ({ page, app }) => {
        await dress(page, app.url, look);
        await visit(page, '/mensagens');
        await examine(page, 'messages');
        const message = await page.locator('[data-open]').nth(3).getAttribute('href');
        await visit(page, message ?? '');
        await unfold(page);
        await examine(page, 'a message');
        await visit(page, '/inadimplencia');
        const client = await page.locator('[data-open]').first().getAttribute('href');
        await visit(page, `${client}/mensagem`);
        await unfold(page);
        await examine(page, 'composer');
        await visit(page, '/configuracoes/modelos');
        await examine(page, 'templates');
        await page.locator('.templates__list a').first().click();
        await unfold(page);
        await page.locator('#modelo-body').fill('{nada}');
        await page.locator('#modelo button[type=submit]').nth(1).click();
        await page.locator('.form-errors').waitFor();
        await examine(page, 'a template with errors');
        await visit(page, '/configuracoes/empresa');
        await examine(page, 'company');
        await visit(page, '/configuracoes/email');
        await page.locator('#servidor button[type=submit]').click();
        await page.locator('.form-errors').waitFor();
        await examine(page, 'mail server with errors');
      });
    });

    test('agreements', async ({ page, app }) => {
      await dress(page, app.url, look);
      await visit(page, '/acordos');
      await examine(page, 'no agreements');
      await visit(page, '/inadimplencia?ordem=quantidade');
      const client = await page.locator('[data-open]').first().getAttribute('href');
      await visit(page, `${client}/acordo`);
      await examine(page, 'a new agreement');
      await page.locator('#acordo-count').fill('x');
      await page.locator('button[name="gerar"]').click();
      await page.locator('#acordo-count').fill('3');
      await page.locator('button[name="gerar"]').click();
      await page.locator('#acordo-amounts\\[0\\]').fill('abc');
      await page.locator('button[name="adicionar"]').click();
      await unfold(page);
      await examine(page, 'a new agreement with errors');
      await page.locator('#acordo-amounts\\[0\\]').fill('1,00');
      await page.locator('button[name="recalcular"]').last().click();
      await page.locator('button[name="fechar"]').last().click();
      await page.locator('.agreement__confirm').click();
      await expect(page.locator('.flash__message')).toBeVisible();
      await visit(page, '/acordos?periodo=personalizado&de=x');
      await examine(page, 'agreements with errors');
      await visit(page, '/acordos');
      await examine(page, 'agreements');
      await page.locator('main tbody th a').first().click();
      await page.locator('.agreement__aside').waitFor();
      await unfold(page);
      await examine(page, 'an agreement');
    });

    test('the other pages', async ({ page, app, openAs }) => {
      await dress(page, app.url, look);
      for (const path of ['/clientes?q=ma', '/conta', '/documento?falta=creditor_street&voltar=/agenda', '/ajuda', '/nao-existe']) {
        await visit(page, path);
        await examine(page, path);
      }
      await page.locator('summary[aria-label]').first().click();
      await examine(page, 'the menu of the user');
      const stranger = await openAs('');
      await dress(stranger, app.url, look);
      await visit(stranger, '/entrar');
      await examine(stranger, 'sign-in');
      await stranger.getByRole('main').locator('button[type=submit]').first().click();
      await stranger.locator('[role=alert]').waitFor();
      await examine(stranger, 'sign-in with errors');
    });
  });

  test.describe(`${title}, settings and imports`, () => {
    test.use({ template: 'demo', user: 'administrator' });
    test.slow();

    test('the settings of money', async ({ page, app }) => {
      await dress(page, app.url, look);
      for (const path of ['/configuracoes/encargos', '/configuracoes/feriados', '/configuracoes/indices', '/configuracoes/horarios?uf=RJ']) {
        await visit(page, path);
        await examine(page, path);
      }
      await visit(page, '/configuracoes/encargos');
      await page.locator('[name="cmd[fine_percent]"]').fill('5');
      await page.locator('[name="cmd[valid_from]"]').fill('2020-01-01');
      await page.locator('.policy__save button[type=submit]').click();
      await page.locator('[role=alert]').first().waitFor();
      await examine(page, 'late charges with errors and warnings');
    });

    test('an import, from the file to its report', async ({ page, app }) => {
      await dress(page, app.url, look);
      await visit(page, '/importar');
      await page.locator('select[name="cmd[company]"]').selectOption({ index: 1 });
      const contents = 'cliente;cnpj;documento;vencimento;valor\nUm;;AX-1;01/12/2026;10,00\nDois;1;AX-2;31/02/2026;abc\n';
      await page.locator('input[type=file]').setInputFiles({ name: 'axe.csv', mimeType: 'text/csv', buffer: Buffer.from(contents) });
      await page.locator('#arquivo button[type=submit]').click();
      await page.locator('#colunas-form').waitFor();
      await examine(page, 'columns of a file');
      await page.locator('#colunas-form button[type=submit]').click();
      await page.locator('.imports__figures').waitFor();
      await examine(page, 'a checked file with problems');
      await page.locator('#importar button[type=submit]').click();
      await page.locator('#desfazer').waitFor();
      await unfold(page);
      await examine(page, 'a finished import');
      await visit(page, '/importar');
      await examine(page, 'imports');
    });
  });

  test.describe(`${title}, first start`, () => {
    test.use({ template: 'empty', user: '' });

    test('the set-up page', async ({ page, app }) => {
      await dress(page, app.url, look);
      await visit(page, '/configurar');
      await examine(page, 'set-up');
    });
  });
}
