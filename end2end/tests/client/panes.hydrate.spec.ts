import { clientPath, openClient } from '../../fixtures/client-page';
import { expect, test, visit } from '../../fixtures/test';
import { JOSE } from '../../fixtures/world';

for (const [width, height] of [[1440, 900], [390, 844]] as const) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height } });

    test('what was done is seen where the next contact begins', async ({ page }) => {
      const client = await openClient(page, JOSE);
      await page.keyboard.press('c');
      await page.keyboard.press('3');
      await page.keyboard.press('Control+Enter');
      await expect(client.heading).not.toHaveText(JOSE.name);
      await expect(page.getByText('Contato registrado.')).toBeInViewport({ ratio: 1 });
      await expect(client.form.outcome('Efetivo')).toBeInViewport();
      // Beside the form where there is room.
      if (width > 1000) await expect(client.overdue.getByRole('heading')).toBeInViewport();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  });
}

test.describe('a wide screen', () => {
  test.use({ viewport: { width: 1440, height: 700 } });

  test('shows the newest history beside the form, and turns its pages', async ({ page }) => {
    const client = await openClient(page, JOSE);
    await client.form.choose('Sem contato');
    await client.form.save();
    await expect(page).toHaveURL(/\/agenda/);
    await visit(page, `${await clientPath(page, JOSE)}#contato`);
    await expect(client.form.root.locator(':focus')).toHaveCount(1);
    await expect(client.entries.first()).toBeInViewport();
    await expect(client.bar).toBeInViewport();
    await openClient(page, JOSE);
    await page.keyboard.press('PageDown');
    await expect(client.appointments).toBeInViewport();
  });
});
