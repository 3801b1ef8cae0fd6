/** Delivery against a real mail server: what arrives, what does not, and what nobody knows. No page is needed. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copySqlite } from '../../fixtures/databases';
import { command, Server } from '../../fixtures/emdia';
import { fillCompany, post, queueFor, reached, sendTo, states, useMailbox } from '../../fixtures/mail';
import { Mailbox } from '../../fixtures/mailbox';
import { expect, test } from '../../fixtures/test';
import { BAKERY, COMPANIES, JOSE, MARKET, PUNCTUAL, SMALL } from '../../fixtures/world';

test.use({ user: 'ana' });

const small = (place: number): { name: string } => SMALL[place] ?? JOSE;

test('what the server says decides what becomes of a message', async ({ page }) => {
  test.setTimeout(120_000);
  await fillCompany(page);
  const mailbox = await Mailbox.start('tls');
  try {
    await useMailbox(page, mailbox);
    await test.step('taken, over TLS, with every letter', async () => {
      const text = 'Atenção: ação, über, ñandú, "aspas" & <b>nada</b>\n.ponto no começo\n\n{titulos}';
      const message = await sendTo(page, JOSE, { subject: 'Cobrança – ação de José', body: text });
      const seen = await reached(page, message, 'Enviado');
      expect(seen).toContain('250 2.0.0 aceita');
      const [mail] = mailbox.to('cliente@exemplo.example');
      expect(mail?.subject).toBe('Cobrança – ação de José');
      expect(mail?.text).toContain('Atenção: ação, über, ñandú, "aspas" & <b>nada</b>\n.ponto no começo');
      expect(mail?.html).toContain('&lt;b&gt;nada&lt;/b&gt;');
      expect(mail?.html).not.toContain('<b>nada');
      const frame = await page.request.get(`${message}/html`);
      expect(await frame.text()).toBe(mail?.html.trimEnd());
      expect(frame.headers()['content-security-policy']).toContain("default-src 'none'");
      expect(frame.headers()['content-security-policy']).toContain('sandbox');
    });
    await test.step('with the statement of debt, as its page has it', async () => {
      const message = await sendTo(page, small(1), { '[to][0][email]': 'anexo@exemplo.example', statement: 'on' });
      const seen = await reached(page, message, 'Enviado');
      const href = /href="(\/mensagens\/[0-9a-f-]{36}\/anexos\/\d+)"/.exec(seen)?.[1] ?? '';
      const file = await (await page.request.get(href)).body();
      const [mail] = mailbox.to('anexo@exemplo.example');
      // Everything that is encoded this way in the message, one of which is the file.
      const parts = [...(mail?.raw ?? '').matchAll(/base64\r\n(?:[\w-]+:[^\r]*\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/g)];
      const sent = parts.map((part) => Buffer.from(part[1] ?? '', 'base64'));
      expect(sent.some((part) => part.equals(file)), 'what was sent is what the page keeps').toBe(true);
      const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: file, encoding: 'utf8' });
      expect(text).toContain('Demonstrativo de débito');
      expect(text).toContain(small(1).name);
      const total = /R\$[^0-9]*([\d.]+,\d{2})/.exec(mail?.subject ?? '')?.[1] ?? 'no total';
      expect(text).toContain(total);
    });
    await test.step('a recipient that is refused', async () => {
      const message = await sendTo(page, MARKET, { '[to][0][email]': 'recusado@exemplo.example' });
      expect(await reached(page, message, 'Falhou')).toContain('550 5.1.1');
      const again = await post(page, '/api/messages/resolve', {
        message: message.slice('/mensagens/'.length),
        resolution: 'cancel',
        reason: 'Endereço não existe',
      });
      expect(again.status).toBeLessThan(400);
      expect(await reached(page, message, 'Cancelado')).toContain('Endereço não existe');
    });
    await test.step('not now, then later', async () => {
      const message = await sendTo(page, PUNCTUAL, { '[to][0][email]': 'ocupado@exemplo.example' });
      const seen = await reached(page, message, 'Enviado');
      expect(seen).toContain('451 4.2.1 try again later');
      expect(mailbox.to('ocupado@exemplo.example')).toHaveLength(1);
    });
    await test.step('no answer to the text', async () => {
      const message = await sendTo(page, small(0), { '[to][0][email]': 'queda@exemplo.example' });
      await reached(page, message, 'Incerto');
      // A person looks, and says that it arrived.
      expect(mailbox.to('queda@exemplo.example')).toHaveLength(1);
      await post(page, '/api/messages/resolve', {
        message: message.slice('/mensagens/'.length),
        resolution: 'mark_sent',
        reason: 'Cliente confirmou',
      });
      await reached(page, message, 'Enviado');
      expect(mailbox.to('queda@exemplo.example')).toHaveLength(1);
    });
  } finally {
    await mailbox.stop();
  }

  await test.step('nobody answers; meanwhile a payment arrives, and the message is held', async () => {
    const message = await sendTo(page, BAKERY, { '[to][0][email]': 'pago@exemplo.example' });
    await expect
      .poll(async () => (await page.request.get(message)).text(), { timeout: 20_000 })
      .toContain('Falha temporária');
    const client = /href="(\/clientes\/[0-9a-f-]{36})"/.exec(await (await page.request.get(message)).text())?.[1] ?? '';
    await settle(page, client.slice('/clientes/'.length), '100,00');
    const after = await Mailbox.start('none');
    try {
      await useMailbox(page, after);
      const seen = await reached(page, message, 'Retido');
      expect(seen).toContain('O débito mudou');
      expect(after.to('pago@exemplo.example')).toHaveLength(0);
      await post(page, '/api/messages/resolve', {
        message: message.slice('/mensagens/'.length),
        resolution: 'send_again',
        reason: '',
      });
      await reached(page, message, 'Enviado');
      expect(after.to('pago@exemplo.example')).toHaveLength(1);
    } finally {
      await after.stop();
    }
  });
});

/** Records a payment of the client's oldest charge, as its page would. */
async function settle(page: Parameters<typeof sendTo>[0], client: string, amount: string): Promise<void> {
  const html = await (await page.request.get(`/lancamentos/quitar?cliente=${client}`)).text();
  const charge = /name="cmd\[charges\]\[\]" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const query = new URLSearchParams({ 'cmd[client]': client, 'cmd[charges][]': charge, 'cmd[date]': '2026-11-19', 'cmd[amount]': amount });
  const computed = await (await page.request.get(`/lancamentos/quitar?${query}`)).text();
  const hidden = (name: string): string => new RegExp(`name="cmd\\[${name}\\]" value="([^"]*)"`).exec(computed)?.[1] ?? '';
  const answer = await post(page, '/api/settlement/settle', {
    client,
    key: hidden('key'),
    '[charges][0]': charge,
    date: '2026-11-19',
    amount,
    method: 'pix',
    seen: hidden('seen'),
    shown: hidden('shown'),
  });
  expect(answer.status, answer.text).toBeLessThan(400);
}

test('1,000 messages and a server that is killed in the middle: each once, or marked uncertain', async ({ page, app }, info) => {
  test.setTimeout(400_000);
  const count = 1000;
  const directory = info.outputPath('mil');
  const settings = { ...app.settings, databaseUrl: await copySqlite('world', directory) };
  const file = path.join(directory, 'mil.csv');
  const rows = Array.from({ length: count }, (_, n) => `M-${n};Devedor ${1000 + n};MIL-${n};2026-07-01;2026-10-20;${100 + n},00`);
  await writeFile(file, ['client_id;client_name;document;issued;due;amount', ...rows, ''].join('\n'));
  await command(settings, 'import', 'receivables', file, '--company', COMPANIES.alfa);
  let server = await Server.start(settings);
  const mailbox = await Mailbox.start('starttls');
  try {
    await fillCompany(page, server.url);
    await useMailbox(page, mailbox, server.url);
    const go = mailbox.pause();
    let next = 0;
    const queueing = async (): Promise<void> => {
      for (let n = next++; n < count; n = next++) {
        await queueFor(page, { name: `Devedor ${1000 + n}` }, { '[to][0][email]': `devedor${n}@mil.example` }, server.url);
      }
    };
    await Promise.all([queueing(), queueing(), queueing(), queueing()]);
    // The last one is handed over and not answered: nobody knows whether it arrived.
    const { taken, goOn } = mailbox.takeOnly(count / 4);
    go();
    await taken;
    await server.kill();
    goOn();
    expect(mailbox.mails.length).toBeLessThan(count - 100);
    server = await Server.start(settings);
    const waiting = async (): Promise<number> => {
      const now = await states(page, server.url);
      return (now.queued ?? 0) + (now.sending ?? 0);
    };
    // Whose attempt was lost waits for the end of its lease.
    await expect.poll(waiting, { timeout: 150_000, intervals: [500] }).toBe(0);
    const { sent = 0, uncertain = 0 } = await states(page, server.url);
    expect(sent + uncertain).toBe(count);
    expect(uncertain).toBeLessThanOrEqual(1);
    // Whatever the product says was sent, arrived; and nothing arrived twice.
    const arrived = new Set(mailbox.mails.flatMap((mail) => mail.to));
    expect(arrived.size).toBe(mailbox.mails.length);
    expect(arrived.size).toBeGreaterThanOrEqual(sent);
  } finally {
    await server.stop();
    await mailbox.stop();
  }
});
