import { openClient } from '../../fixtures/client-page';
import { brl } from '../../fixtures/money';
import { expect, hasJavaScript, test } from '../../fixtures/test';
import { BAKERY, JOSE, PUNCTUAL, SHARED } from '../../fixtures/world';

test('overdue charges carry fine and interest to the centavo, and the bar their sum', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  // 1.200,00 due 101 days ago: 24,00 + 40,40. 350,50 due 8 days ago: 7,01 + 0,93.
  const first = client.overdue.getByRole('row').filter({ hasText: 'PAD-1' });
  for (const cell of ['10/08/2026', '101 dias', brl(120_000), brl(2_400), brl(4_040), brl(126_440)]) {
    await expect(first).toContainText(cell);
  }
  const second = client.overdue.getByRole('row').filter({ hasText: 'PAD-2' });
  for (const cell of ['11/11/2026', '8 dias', brl(35_050), brl(701), brl(93), brl(35_844)]) {
    await expect(second).toContainText(cell);
  }
  const sum = client.overdue.getByRole('row').filter({ hasText: 'Total de 2 cobranças' });
  for (const cell of [brl(155_050), brl(3_101), brl(4_133), brl(162_284)]) {
    await expect(sum).toContainText(cell);
  }
  await expect(client.bar).toContainText(brl(162_284));
  await expect(client.bar).toContainText('101 dias');
  await expect(client.bar).toContainText(BAKERY.taxId ?? '');
});

test('the calculation is explained on demand', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  const row = client.overdue.getByRole('row').filter({ hasText: 'PAD-1' });
  await row.getByRole('link', { name: 'Cálculo de PAD-1' }).click();
  // In place with JavaScript, on the page of the charge without.
  const told = hasJavaScript(page) ? page.getByRole('dialog') : page.locator('#calculo');
  await expect(told.getByText(/^Multa: 2\s?% de R\$\s1\.200,00 = R\$\s24,00/)).toBeVisible();
  await expect(told.getByText(/R\$\s1\.200,00 × 1\s?% × 101 ÷ 30/)).toBeVisible();
  await expect(told.getByText(/R\$\s1\.264,40\.$/)).toBeVisible();
  if (hasJavaScript(page)) {
    await page.keyboard.press('Escape');
    await expect(told).toBeHidden();
    await expect(row.getByRole('link', { name: 'Cálculo de PAD-1' })).toBeFocused();
  }
});

test('what is due today or later is not overdue', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await expect(client.upcoming.locator('tbody tr')).toHaveCount(2);
  await expect(client.upcoming).toContainText('PAD-3');
  await expect(client.upcoming).toContainText('19/11/2026');
  await expect(client.upcoming).toContainText('PAD-4');
  await expect(client.overdue).not.toContainText('PAD-3');

  await openClient(page, PUNCTUAL);
  await expect(client.overdue).toContainText('Nada vencido');
  await expect(client.bar).toContainText(brl(0));
  await expect(client.bar).toContainText('Nada vencido');
});

test('charges of two companies say whose they are', async ({ page }) => {
  const client = await openClient(page, SHARED);
  await expect(client.overdue.getByRole('row').filter({ hasText: 'TRA-1' })).toContainText('Alfa Serviços Ltda');
  await expect(client.overdue.getByRole('row').filter({ hasText: 'TRA-B1' })).toContainText('Beta Comércio S.A.');
  // 880,00 with 17,60 and 8,80; 123,45 with 2,47 and 0,33.
  await expect(client.bar).toContainText(brl(90_640 + 12_625));
});

test('links call, write and open WhatsApp', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await expect(client.data.getByRole('link', { name: '(11) 3000-1234' })).toHaveAttribute('href', 'tel:+551130001234');
  await expect(client.data.getByRole('link', { name: '(11) 98765-4321', exact: true })).toHaveAttribute('href', 'tel:+5511987654321');
  await expect(client.data.getByRole('link', { name: /WhatsApp.*98765-4321/ })).toHaveAttribute('href', /^https:\/\/wa\.me\/5511987654321/);
  await expect(client.data.getByRole('link', { name: /financeiro@saojoao\.example/ })).toHaveAttribute('href', /^mailto:financeiro@saojoao\.example/);
  await expect(client.data).toContainText('Rua das Flores, 120');
  await expect(client.data).toContainText('01310-100');
  // A landline has no WhatsApp link.
  await expect(client.data.getByRole('link', { name: /WhatsApp.*3000-1234/ })).toHaveCount(0);
  await openClient(page, JOSE);
  await expect(client.bar).toContainText('529.982.247-25');
});
