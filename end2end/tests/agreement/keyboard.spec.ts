import { ClosingPage, receive, WORKED, WORKED_CHARGES } from '../../fixtures/agreement-page';
import { expect, hydrated, type Page, test } from '../../fixtures/test';

/** Tabs until the focus is on an element whose name says so. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator('*:focus').getAttribute('id')) === id) return;
  }
  throw new Error(`the keyboard does not reach ${id}`);
}

test('the worked case, by keyboard alone', async ({ page, app }) => {
  await receive(app, WORKED, WORKED_CHARGES);
  const closing = await ClosingPage.open(page, WORKED);
  for (let steps = 0; steps < 40 && !(await closing.charge('NEG-1').evaluate((box) => box === document.activeElement)); steps += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  await expect(closing.charge('NEG-1')).toBeChecked();
  await tabTo(page, 'acordo-count');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  // The instalments are made and the agreement could be confirmed at once; they are to be of 200,00 though.
  await expect(closing.confirm).toBeFocused();
  await hydrated(page);
  for (const number of [2, 1]) {
    for (let steps = 0; steps < 40 && !(await closing.amount(number).evaluate((input) => input === document.activeElement)); steps += 1) {
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('200');
  }
  await page.keyboard.press('Enter');
  await closing.expectDifference(2_648);
  await hydrated(page);
  const surcharge = page.getByRole('button', { name: /no acréscimo$/ });
  for (let steps = 0; steps < 80 && !(await surcharge.evaluate((button) => button === document.activeElement)); steps += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(closing.confirm).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Negociação foi realizada com sucesso')).toBeVisible();
});
