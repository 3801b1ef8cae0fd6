import { useMailbox } from '../../fixtures/mail';
import { Mailbox } from '../../fixtures/mailbox';
import { expect, reload, test, visit } from '../../fixtures/test';

test.use({ template: 'demo', user: 'administrator' });

test('a filter’s clients get one e-mail each; whoever was contacted today gets none, and the report says so', async ({ page }) => {
  test.setTimeout(120_000);
  const mailbox = await Mailbox.start('none');
  try {
    await useMailbox(page, mailbox);
    await visit(page, '/cobrancas/envio?ajuste=1&atraso_de=1&atraso_ate=40&todos=1');
    const summary = await page.locator('.list-summary').innerText();
    const clients = Number(/(\d+) clientes?/.exec(summary)?.[1]);
    const contacted = Number(/(\d+) já contatados? hoje/.exec(summary)?.[1]);
    expect(contacted).toBeGreaterThan(0);
    expect(clients).toBeGreaterThan(contacted);

    await page.getByLabel('Modelo').selectOption({ label: 'Atraso de 11 a 30 dias' });
    await page.getByRole('button', { name: 'Simular envio' }).click();
    await expect(page).toHaveURL(/\/envio\/[0-9a-f-]{36}/);
    const state = page.locator('.bulk__state');
    await expect(async () => {
      await reload(page);
      await expect(state).toHaveText('Simulação pronta, nada enviado', { timeout: 500 });
    }).toPass({ timeout: 30_000 });
    expect(mailbox.mails).toHaveLength(0);
    const count = async (words: RegExp): Promise<number> => {
      const text = await page.locator('.bulk__counts').innerText();
      return Number(words.exec(text)?.[1] ?? 0);
    };
    const [ready, refused] = [await count(/(\d+) clientes? receberiam?/), await count(/(\d+) recusados?/)];
    expect(ready + refused).toBe(clients);
    const group = page.locator('.bulk__group').filter({ hasText: 'Já contatados hoje' });
    // Of those contacted today some have a reason that counts before it: no address, or no wish for e-mails.
    const today = Number(/(\d+)$/.exec((await group.locator('summary').innerText()).trim())?.[1]);
    expect(today).toBeGreaterThan(0);
    expect(today).toBeLessThanOrEqual(contacted);

    await page.getByRole('button', { name: /^Enviar a / }).click();
    await expect(state).not.toHaveText('Simulação pronta, nada enviado');
    await expect(async () => {
      await reload(page);
      await expect(state).toHaveText('Concluído', { timeout: 500 });
    }).toPass({ timeout: 60_000 });
    expect(await count(/(\d+) enviados?/)).toBe(ready);
    await expect.poll(() => mailbox.mails.length, { timeout: 60_000 }).toBe(ready);
    const addresses = mailbox.mails.flatMap((mail) => mail.to);
    expect(new Set(addresses).size, 'one for each client').toBe(ready);
    for (const mail of mailbox.mails) {
      expect(mail.subject).toMatch(/R\$/);
      expect(mail.text).toMatch(/CNPJ [0-9A-Z]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{3}\/[0-9A-Z]{4}-\d{2}/);
    }

    // Now all of them were contacted today: the next run refuses every one.
    await visit(page, '/cobrancas/envio?ajuste=1&atraso_de=1&atraso_ate=40&todos=1');
    await page.getByLabel('Modelo').selectOption({ label: 'Atraso de 11 a 30 dias' });
    await page.getByRole('button', { name: 'Simular envio' }).click();
    await expect(page).toHaveURL(/\/envio\/[0-9a-f-]{36}/);
    await expect(async () => {
      await reload(page);
      await expect(state).toHaveText('Simulação pronta, nada enviado', { timeout: 500 });
    }).toPass({ timeout: 30_000 });
    expect(await count(/(\d+) clientes? receberiam?/)).toBe(0);
    expect(await count(/(\d+) recusados?/)).toBe(clients);
  } finally {
    await mailbox.stop();
  }
});
