import { chargeRow, openCharge, openCharges } from '../../fixtures/charges';
import { clientPath, openClient } from '../../fixtures/client-page';
import { brl } from '../../fixtures/money';
import { expect, test, visit } from '../../fixtures/test';
import { BAKERY, CLIENTS, isOverdue, JOSE, sum } from '../../fixtures/world';

test('the list covers everything with totals of all pages, and filters narrow it', async ({ page }) => {
  await visit(page, '/lancamentos');
  const totals = page.locator('.list-summary');
  const all = CLIENTS.flatMap((client) => client.charges).length;
  await expect(totals).toContainText(`${all} lançamentos`);
  await expect(totals).toContainText(brl(sum(CLIENTS, () => true)));
  await expect(page.getByRole('navigation', { name: 'Páginas' })).toBeVisible();
  await page.getByLabel('Só vencidos em aberto').check();
  await page.getByLabel('Documento ou código').fill('PAD');
  await page.getByRole('button', { name: 'Filtrar' }).click();
  await expect(totals).toContainText('2 lançamentos');
  await expect(totals).toContainText(brl(sum([BAKERY], isOverdue)));
  await page.getByRole('link', { name: 'Valor', exact: true }).click();
  await expect(page).toHaveURL(/ordem=valor/);
  await expect(page.locator('tbody tr').first()).toContainText('PAD-1');
});

test('a wrong day is said at its field', async ({ page }) => {
  await visit(page, '/lancamentos?vencimento=personalizado&venc_de=ontem');
  await expect(page.getByLabel('Vencimento de')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Data inválida.')).toBeVisible();
});

test('the arrow of a delinquent client and the document on its page lead to the charges', async ({ page }) => {
  await visit(page, '/inadimplencia?q=padaria');
  await page.getByRole('link', { name: `Lançamentos de ${BAKERY.name}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Lançamentos de ${BAKERY.name}`);
  const client = await openClient(page, BAKERY);
  await client.overdue.getByRole('link', { name: 'PAD-2', exact: true }).click();
  await expect(page.locator('#calculo')).toContainText(brl(35_844));
  await expect(page.locator('#calculo')).toContainText('CDC art. 52');
});

test('an agent sees a charge and is told why it cannot be changed', async ({ page }) => {
  await openCharge(page, BAKERY, 'PAD-2');
  await expect(page.getByText('Seu perfil vê este lançamento')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Salvar alterações' })).toHaveCount(0);
});

test.describe('as a manager', () => {
  test.use({ user: 'marta' });

  test('a change is told with before and after, and a closed charge says why it stays', async ({ page }) => {
    await openCharge(page, JOSE, 'JOS-1');
    await page.getByLabel('Vencimento', { exact: true }).fill('2026-11-30');
    await page.getByLabel('Valor', { exact: true }).fill('400,00');
    await page.getByRole('button', { name: 'Salvar alterações' }).click();
    await expect(page.getByText('Lançamento salvo.')).toBeVisible();
    const timeline = page.getByRole('region', { name: 'Histórico do lançamento' });
    for (const told of ['Lançamento alterado', 'Marta Gestora', '20/10/2026', '30/11/2026', brl(45_990), brl(40_000)]) {
      await expect(timeline).toContainText(told);
    }
    await page.locator('summary').filter({ hasText: 'Cancelar lançamento' }).click();
    await page.getByRole('button', { name: 'Cancelar lançamento' }).click();
    await expect(page.getByRole('alert')).toContainText('Motivo do cancelamento');
    await page.getByLabel('Motivo do cancelamento').fill('Cobrado em dobro');
    await page.getByRole('button', { name: 'Cancelar lançamento' }).click();
    await expect(page.getByText('Foi cancelado e não pode mais ser alterado')).toBeVisible();
    await expect(timeline).toContainText('Cobrado em dobro');
  });

  test('monthly charges fall on the last day of shorter months and add up', async ({ page }) => {
    const path = await clientPath(page, JOSE);
    await visit(page, `/lancamentos/novo?cliente=${path.split('/').pop()}`);
    await page.getByLabel('Documento', { exact: true }).fill('MENSAL');
    await page.getByLabel('Vencimento', { exact: true }).fill('2026-12-31');
    await page.getByLabel('Valor', { exact: true }).fill('100,00');
    await page.getByLabel('Parcelas mensais').fill('3');
    await page.getByRole('button', { name: 'Ver parcelas' }).click();
    const plan = page.getByRole('table', { name: 'Parcelas que serão criadas' });
    for (const told of ['31/12/2026', brl(3_334), '31/01/2027', '28/02/2027', brl(3_333)]) {
      await expect(plan).toContainText(told);
    }
    await page.getByRole('button', { name: 'Criar lançamento' }).click();
    await expect(page.getByText('Lançamentos criados.')).toBeVisible();
    await expect(chargeRow(page, 'MENSAL 3/3')).toContainText('28/02/2027');
  });

  test('a copy starts from the charge, without its document', async ({ page }) => {
    await openCharge(page, JOSE, 'JOS-1');
    await page.getByRole('link', { name: 'Copiar' }).click();
    await expect(page.getByLabel('Valor', { exact: true })).toHaveValue('459,90');
    await page.getByRole('button', { name: 'Criar lançamento' }).click();
    await expect(page.getByRole('alert')).toContainText('Documento');
    await page.getByLabel('Documento', { exact: true }).fill('JOS-2');
    await page.getByRole('button', { name: 'Criar lançamento' }).click();
    await expect(page.getByText('Lançamento criado.')).toBeVisible();
    await openCharges(page, JOSE);
    await expect(chargeRow(page, 'JOS-2')).toBeVisible();
  });
});
