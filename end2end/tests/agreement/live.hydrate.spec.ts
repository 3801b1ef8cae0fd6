import { ClosingPage, receive, WORKED, WORKED_CHARGES } from '../../fixtures/agreement-page';
import { expect, test } from '../../fixtures/test';

test('the difference follows what is typed, and nothing typed is touched', async ({ page, app }) => {
  await receive(app, WORKED, WORKED_CHARGES);
  const closing = await ClosingPage.open(page, WORKED);
  await closing.charge('NEG-1').check();
  await closing.expectDifference(-37_352);
  await closing.count.fill('2');
  await closing.press('Gerar');
  await expect(closing.confirm).toBeEnabled();
  await closing.amount(1).fill('200,00');
  await closing.amount(2).fill('200,00');
  await closing.expectDifference(2_648);
  await expect(closing.confirm).toBeDisabled();
  await expect(closing.amount(2)).toBeFocused();
  await closing.amount(2).fill('abc');
  await expect(page.getByText('Não é um valor em reais')).toBeVisible();
  await closing.amount(2).fill('200,00');
  await closing.discount.fill('-26,48');
  await closing.expectDifference(0);
  await expect(closing.confirm).toBeEnabled();
  await expect(closing.discount).toHaveValue('-26,48');
});
