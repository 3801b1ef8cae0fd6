/** The text of a message that another program sends: it follows the choice, and goes out only as long as it is true. */
import { clientPath } from '../../fixtures/client-page';
import { expect, hydrated, test, visit } from '../../fixtures/test';
import { BAKERY } from '../../fixtures/world';

test('the text follows charges and channel; what was changed by hand stays, and goes out only if one insists', async ({ page }) => {
  const opened: string[] = [];
  await page.context().route('https://wa.me/**', async (route) => {
    opened.push(route.request().url());
    await route.fulfill({ contentType: 'text/html', body: '<title>WhatsApp</title>' });
  });
  await visit(page, `${await clientPath(page, BAKERY)}/contatar`);
  await hydrated(page);
  const body = page.getByLabel('Mensagem', { exact: true });
  const second = page.getByRole('checkbox', { name: /PAD-2/ });
  await expect(body).toHaveValue(/PAD-1[^]*PAD-2/);
  await second.uncheck();
  await expect(body).not.toHaveValue(/PAD-2/);
  await page.getByLabel('E-mail', { exact: true }).check();
  await expect(page.getByLabel('Título', { exact: true })).toHaveValue(/./);
  await page.getByLabel('Telefone', { exact: true }).check();
  await expect(page.getByRole('button', { name: 'Ligar', exact: true })).toBeVisible();
  await page.getByLabel('WhatsApp', { exact: true }).check();
  await expect(page.getByRole('button', { name: 'Enviar', exact: true })).toBeVisible();
  await expect(page.getByLabel('Título', { exact: true })).toHaveCount(0);
  await page.getByLabel('Fone', { exact: true }).fill('(11) 98765-4321');

  await body.fill('Oi, José: R$ 1.264,40');
  await second.check();
  await expect(page.getByText('O texto foi alterado à mão')).toBeVisible();
  await expect(body).toHaveValue('Oi, José: R$ 1.264,40');
  const reason = page.getByLabel('Motivo para contatar mesmo assim');
  if (await reason.isVisible()) await reason.pressSequentially('pediu retorno');
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('A mensagem não foi enviada');
  await hydrated(page);
  await expect(body).toHaveValue('Oi, José: R$ 1.264,40');
  expect(opened).toEqual([]);
  await page.getByLabel('Enviar o meu texto assim mesmo').check();
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'A mensagem foi enviada?' })).toBeVisible();
  await expect.poll(() => opened).toEqual(['https://wa.me/5511987654321?text=Oi%2C%20Jos%C3%A9%3A%20R%24%201.264%2C40']);

  await page.getByRole('button', { name: 'Sim, foi enviada' }).click();
  await expect(page.getByRole('status').getByText('Envio confirmado.')).toBeVisible();
  await expect(page).toHaveURL(/\/clientes\/[0-9a-f-]{36}$/);
  await hydrated(page);
});
