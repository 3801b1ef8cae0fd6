import { expect, test, visit } from '../../fixtures/test';
import { BAKERY } from '../../fixtures/world';

test('without a script: rows lead to their pane, a message takes two steps, and hours ask for a reason', async ({ page, openAs }) => {
  // The administrator closes every day for the client's state, whatever the clock of the machine says.
  const admin = await openAs('ana');
  await visit(admin, '/configuracoes/horarios?uf=SP');
  for (const [place, days] of ['Segunda a sexta, das', 'Sábado, das', 'Domingo e feriado, das'].entries()) {
    await admin.getByLabel(days).fill('00:00');
    await admin.getByLabel('até as').nth(place).fill('00:01');
  }
  await admin.getByRole('button', { name: 'Salvar' }).click();
  await expect(admin.getByRole('row', { name: /^SP/ })).toContainText('00:00–00:01');

  await visit(page, '/cobrancas');
  await page.getByRole('link', { name: BAKERY.name }).first().click();
  const pane = page.locator('#painel');
  await expect(pane.getByRole('heading', { level: 2 })).toContainText(BAKERY.name);
  await pane.getByRole('link', { name: /Registrar contato/ }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Registrar contato' })).toBeVisible();
  await page.getByLabel('Fone', { exact: true }).fill('(11) 98765-4321');
  await page.getByLabel('Mensagem', { exact: true }).fill('Olá, José! Consta R$ 1,00.');
  const reason = page.getByLabel('Motivo para contatar mesmo assim');
  await expect(reason).toHaveValue('');
  await page.route('https://wa.me/**', (route) => route.fulfill({ body: 'WhatsApp' }));
  await page.context().route('https://wa.me/**', (route) => route.fulfill({ body: 'WhatsApp' }));
  await page.getByRole('button', { name: 'Enviar' }).click();
  await expect(page.getByText('Para continuar, informe o motivo.').last()).toBeVisible();
  await expect(page.getByLabel('Mensagem', { exact: true })).toHaveValue('Olá, José! Consta R$ 1,00.');
  await reason.fill('pediu retorno');
  await page.getByRole('button', { name: 'Enviar' }).click();
  const link = page.getByRole('link', { name: 'Abrir o WhatsApp' });
  await expect(link).toHaveAttribute(
    'href',
    'https://wa.me/5511987654321?text=Ol%C3%A1%2C%20Jos%C3%A9%21%20Consta%20R%24%201%2C00.',
  );
  await page.getByText('Não foi enviada: cancelar o contato').click();
  await page.getByLabel('Por que não').fill('número errado');
  await page.getByRole('button', { name: 'Cancelar contato' }).click();
  await expect(page.getByText('Contato cancelado: o cliente não conta')).toBeVisible();
  await expect(page.locator('#painel')).toContainText('número errado');

  // Nobody but an administrator changes the hours.
  await visit(page, '/configuracoes/horarios');
  await expect(page.getByRole('rowheader', { name: 'RJ' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Salvar' })).toHaveCount(0);
  await admin.getByRole('button', { name: /Restaurar|Voltar/ }).first().click();
  await expect(admin.getByRole('row', { name: /^SP/ })).toContainText('08:00–20:00');
});
