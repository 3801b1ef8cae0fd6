/** The settings of late charges: what is typed is tried, versions begin on their day, warnings do not block. */
import { expect, hasJavaScript, type Page, test, visit } from '../../fixtures/test';
import { COMPANIES } from '../../fixtures/world';

const PAGE = '/configuracoes/encargos';

test.use({ user: 'ana' });

/** What the example says is owed. */
const owed = (page: Page) => page.locator('.policy__total .money');

async function recalculate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Recalcular' }).click();
}

async function choose(page: Page, company: string): Promise<void> {
  await page.getByLabel('Empresa').selectOption({ label: company });
  await page.getByRole('button', { name: 'Mostrar' }).click();
}

test('the worked example is computed by the policy as it is typed, line by line with its sources', async ({ page }) => {
  await visit(page, PAGE);
  await choose(page, COMPANIES.alfa);
  await expect(owed(page)).toHaveAttribute('value', '38734');
  const steps = page.locator('.policy__result .why__steps');
  await expect(steps).toContainText('CDC art. 52 §1');
  await expect(steps).toContainText('51 dias');

  await page.getByLabel('Multa (%)').fill('10');
  await recalculate(page);
  await expect(owed(page)).toHaveAttribute('value', '41722');
  await expect(page.getByText('Multa acima de 2 %')).toBeVisible();
  await expect(page.getByLabel('Multa (%)')).toHaveValue('10');

  await page.getByLabel('Multa (%)').fill('muita');
  await recalculate(page);
  await expect(page.locator('.policy__result')).toContainText('Multa (%): Taxa inválida');
});

test('a version of a future day changes nothing today, and a past calculation is repeated', async ({ page }) => {
  await visit(page, PAGE);
  await choose(page, COMPANIES.alfa);
  await page.getByLabel('Multa (%)').fill('5');
  await page.getByLabel('Vale a partir de').fill('2026-12-01');
  await page.getByRole('button', { name: 'Salvar nova versão' }).click();
  await expect(page.getByText('Nova versão gravada.')).toBeVisible();
  const versions = page.getByRole('table', { name: 'Versões' });
  await expect(versions).toContainText('Futura');
  await expect(versions).toContainText('Acima de 2 %');
  await expect(page.getByLabel('Multa (%)')).toHaveValue('2');

  await page.getByLabel('Política', { exact: true }).selectOption({ label: 'a gravada que vale nesse dia' });
  await recalculate(page);
  await expect(owed(page)).toHaveAttribute('value', '38734');
  // 373,52, 18,68 and 63 days of 1 % a month.
  await page.getByLabel('Calcular em').fill('2026-12-01');
  await recalculate(page);
  await expect(owed(page)).toHaveAttribute('value', String(37_352 + 1_868 + 784));
  await page.getByLabel('Calcular em').fill('2026-11-19');
  await recalculate(page);
  await expect(owed(page)).toHaveAttribute('value', '38734');
});

test('a version cannot begin in the past, and nothing typed is lost', async ({ page }) => {
  await visit(page, PAGE);
  await page.getByLabel('Vale a partir de').fill('2026-11-18');
  await page.getByLabel('Juros (% ao mês)').fill('0,5');
  await page.getByRole('button', { name: 'Salvar nova versão' }).click();
  await expect(page.getByRole('alert').first()).toContainText('Esta data já passou.');
  await expect(page.getByLabel('Juros (% ao mês)')).toHaveValue('0,5');
});

test('the rules of agreements and promises are kept', async ({ page }) => {
  await visit(page, PAGE);
  await page.getByLabel('Propor quebra após parcelas vencidas').fill('3');
  await page.getByLabel('Propor quebra após dias de atraso').fill('');
  await page.getByRole('button', { name: 'Salvar regras' }).click();
  await expect(page.getByText('Regras gravadas.')).toBeVisible();
  await expect(page.getByLabel('Propor quebra após parcelas vencidas')).toHaveValue('3');
  await expect(page.getByLabel('Propor quebra após dias de atraso')).toHaveValue('');
});

test('holidays are struck out, restored, added and removed', async ({ page }) => {
  await visit(page, '/configuracoes/feriados');
  const row = (day: string) => page.getByRole('row').filter({ hasText: day });
  await page.getByRole('button', { name: 'Retirar Consciência Negra' }).click();
  await expect(row('20/11/2026')).toContainText('Retirado');
  await page.getByRole('button', { name: 'Restaurar Consciência Negra' }).click();
  await expect(row('20/11/2026')).toContainText('Nacional');
  await page.getByLabel('Dia', { exact: true }).fill('2026-01-25');
  await page.getByLabel('Nome').fill('Aniversário de São Paulo');
  await page.getByRole('button', { name: 'Incluir', exact: true }).click();
  await expect(row('25/01/2026')).toContainText('Incluído');
  await page.getByRole('button', { name: 'Remover Aniversário de São Paulo' }).click();
  await expect(row('25/01/2026')).toHaveCount(0);
  await page.getByRole('link', { name: 'Ano de 2027' }).click();
  await expect(page.getByRole('heading', { name: 'Feriados de 2027' })).toBeVisible();
});

test('an index table names the months that lack, and so does a calculation', async ({ page }) => {
  await visit(page, '/configuracoes/indices');
  await page.getByLabel('Índice', { exact: true }).selectOption('ipca');
  await page.getByLabel('Tabela', { exact: true }).fill('data;valor\n01/07/2026;0,10\n01/09/2026;0,20');
  await page.getByRole('button', { name: 'Importar', exact: true }).click();
  await expect(page.getByText('Faltam: 10/2026, 08/2026.')).toBeVisible();
  await visit(page, PAGE);
  await page.getByLabel('Correção monetária').selectOption('ipca');
  await recalculate(page);
  await expect(page.locator('.policy__result')).toContainText('Falta o índice IPCA de 10/2026');
});

test.describe('other roles', () => {
  test.use({ user: 'caio', tolerated: /status of 403/ });

  test('an agent sees the holidays but not the policy', async ({ page }) => {
    await visit(page, '/configuracoes/feriados');
    await expect(page.getByText('Natal')).toBeVisible();
    await expect(page.getByRole('button', { name: /Retirar/ })).toHaveCount(0);
    const answer = await page.goto(PAGE);
    expect(answer?.status()).toBe(403);
    if (hasJavaScript(page)) await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});
