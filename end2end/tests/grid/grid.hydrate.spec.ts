import { expect, hydrated, type Page, test, visit } from '../../fixtures/test';

test.use({ template: 'demo', user: 'agent' });

const rows = (page: Page) => page.locator('table.grid tbody tr');
const current = (page: Page) => page.locator('table.grid tr[aria-current="true"]');

/** Moves down until the row of somebody whom nobody contacted today. */
async function toSomebodyWaiting(page: Page): Promise<string> {
  for (let turn = 0; turn < 50; turn += 1) {
    const row = current(page);
    const green = await row.evaluate((element) => element.classList.contains('row--contacted'));
    if (!green) return (await row.locator('th a').innerText()).trim();
    await page.keyboard.press('j');
    await expect(page.locator('[data-pane]:not([inert])')).toBeVisible();
  }
  throw new Error('everybody was contacted today');
}

test('a filter is made, and five clients of it are worked with the keyboard alone', async ({ page }) => {
  test.slow();
  const opened: string[] = [];
  await page.context().route('https://wa.me/**', async (route) => {
    opened.push(route.request().url());
    await route.fulfill({ contentType: 'text/html', body: '<title>WhatsApp</title>' });
  });
  await visit(page, '/cobrancas');
  await page.getByRole('link', { name: 'Novo filtro' }).click();
  await hydrated(page);
  await page.getByLabel('Descrição').fill('De 1 a 12 dias');
  await page.getByLabel('Forma de contato padrão').selectOption({ label: 'WhatsApp' });
  await page.getByLabel('Dias de atraso, de').fill('12');
  await page.getByLabel('Dias de atraso, até').fill('1');
  await expect(page.getByText('Corrija os campos marcados no filtro.')).toBeVisible();
  await page.getByLabel('Dias de atraso, de').fill('1');
  await page.getByLabel('Dias de atraso, até').fill('12');
  const found = page.locator('[data-live-part="contagem"] strong');
  await expect(found).toHaveText(/^\d+ títulos de \d+ clientes$/);
  const count = await found.innerText();
  await page.getByRole('button', { name: 'Gravar', exact: true }).click();
  await expect(page).toHaveURL(/\/cobrancas\?filtro=/);
  await expect(page.getByText('Filtro gravado.')).toBeVisible();
  await expect(page.locator('.list-summary strong')).toHaveText(count);
  const choice = page.getByRole('navigation', { name: 'Filtros salvos' }).locator('[aria-current="page"]');
  await expect(choice).toContainText('De 1 a 12 dias');
  await hydrated(page);

  for (let turn = 1; turn <= 5; turn += 1) {
    const name = await toSomebodyWaiting(page);
    await expect(page.locator('.grid-pane__name')).toContainText(name);
    await page.keyboard.press('c');
    await expect(page).toHaveURL(/\/contatar/);
    await hydrated(page);
    await expect(page.getByLabel('WhatsApp', { exact: true })).toBeChecked();
    // It comes from the client's data; who has none gets one.
    const phone = page.getByLabel('Fone', { exact: true });
    if ((await phone.inputValue()) === '') await phone.fill('(11) 98765-4321');
    else await expect(phone).toHaveValue(/^\(\d\d\) \d{4,5}-\d{4}$/);
    await expect(page.getByLabel('Mensagem', { exact: true })).toHaveValue(/R\$/);
    // Whether the clock of the machine is within the hours of the state decides whether a reason is asked for.
    const reason = page.getByLabel('Motivo para contatar mesmo assim');
    if (await reason.isVisible()) await reason.pressSequentially('combinado com o cliente');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { name: 'A mensagem foi enviada?' })).toBeVisible();
    await expect.poll(() => opened.length).toBe(turn);
    expect(opened.at(-1)).toMatch(/^https:\/\/wa\.me\/55\d+\?text=[^+]*R%24/);
    await hydrated(page);
    await page.keyboard.press('s');
    await expect(page.getByText('Envio confirmado.')).toBeVisible();
    await hydrated(page);
    await expect(current(page)).toContainText(name);
    await expect(current(page)).toContainText('Contatado hoje');
    await expect(page.locator('.grid-pane__history li').first()).toContainText('WhatsApp');
  }

  // The last one was not sent after all: it is cancelled with a reason, and does not count.
  await page.keyboard.press('u');
  await page.keyboard.type('era o cliente errado');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Contato cancelado; ele continua no histórico, riscado.')).toBeVisible();
  await hydrated(page);
  await expect(current(page)).not.toContainText('Contatado hoje');

  await page.keyboard.press('m');
  await page.keyboard.type('Ligar depois do almoço');
  await page.getByRole('button', { name: 'Salvar comentário' }).click();
  await expect(page.locator('.grid-pane__history li').first()).toContainText('Ligar depois do almoço');
});

test('arrows, clicks and the right button move the row, and the pane follows', async ({ page }) => {
  await visit(page, '/cobrancas');
  const name = async (place: number) => (await rows(page).nth(place).locator('th a').innerText()).trim();
  const pane = page.locator('.grid-pane__name');
  await expect(pane).toContainText(await name(0));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(pane).toContainText(await name(2));
  await page.keyboard.press('k');
  await expect(pane).toContainText(await name(1));
  await rows(page).nth(4).locator('td').nth(2).click();
  await expect(pane).toContainText(await name(4));
  await expect(page).toHaveURL(/titulo=/);
  const menu = page.locator('[data-context] .menu__panel');
  await rows(page).nth(5).click({ button: 'right' });
  await expect(pane).toContainText(await name(5));
  await expect(menu.getByRole('link', { name: 'Acordo' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();

  // Chosen with Ctrl and Shift: one message for each client.
  await rows(page).nth(0).locator('td').nth(2).click({ modifiers: ['Control'] });
  await rows(page).nth(3).locator('td').nth(2).click({ modifiers: ['Shift'] });
  await expect(page.locator('tbody input[type="checkbox"]:checked')).toHaveCount(4);
  await page.getByRole('button', { name: 'Mensagem aos escolhidos' }).click();
  await expect(page.locator('.list-summary')).toContainText('4 títulos');

  await page.goBack();
  await hydrated(page);
  await page.locator('[data-row] [data-open]').first().focus();
  await expect(page.locator('[data-pane]:not([inert])')).toBeVisible();
  const who = await name(0);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/clientes\/[0-9a-f-]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(who);
});
