import { ClientPage, openClient } from '../../fixtures/client-page';
import { expect, test } from '../../fixtures/test';
import { BAKERY, ONLY_BETA, SHARED, USERS } from '../../fixtures/world';

// What happens at once must come out the same each time: a second try would hide that it does not.
test.describe.configure({ retries: 0 });

test('the second person of the day is told who called, and must say why they call again', async ({ page, openAs }) => {
  const first = await openClient(page, BAKERY);
  await first.form.choose('Não efetivo');
  await first.form.time.fill('00:00');
  await first.form.save();
  await expect(page).toHaveURL(/\/agenda/);

  const client = await openClient(await openAs('bia'), BAKERY);
  await expect(client.bar).toContainText('Contatado hoje');
  const guard = client.form.root.getByRole('group', { name: 'Este cliente já foi contatado hoje' });
  await expect(guard).toContainText(`${USERS.caio.name}, às 00:00, por Telefone: Não efetivo.`);

  await client.form.choose('Efetivo');
  await client.form.reason.selectOption({ label: 'Outros' });
  await client.form.notes.fill('Ligou de volta.');
  await client.form.save();
  await expect(client.form.errors).toContainText(USERS.caio.name);
  await expect(client.form.guardReason).toHaveAttribute('aria-invalid', 'true');
  await expect(client.form.notes).toHaveValue('Ligou de volta.');
  await expect(client.entries).toHaveCount(1);

  await client.form.guardReason.fill('O cliente retornou a ligação');
  await client.form.save();
  await expect(client.page).toHaveURL(/\/agenda/);
  await openClient(client.page, BAKERY);
  await expect(client.entries).toHaveCount(2);
  await client.openEntry(client.entries.first());
  await expect(client.entries.first().getByText('O cliente retornou a ligação')).toBeVisible();
});

test('whoever opened the form before the other saved is asked too, and loses nothing', async ({ page, openAs }) => {
  const slow = await openClient(page, BAKERY);
  await expect(slow.form.guardReason).toHaveCount(0);
  await slow.form.choose('Efetivo');
  await slow.form.detail.selectOption({ label: 'Alega já ter pago' });
  await slow.form.reason.selectOption({ label: 'Não recebeu a cobrança' });
  await slow.form.notes.fill('Diz que pagou ontem.');

  const quick = await openClient(await openAs('bia'), BAKERY);
  await quick.form.choose('Sem contato');
  await quick.form.time.fill('00:00');
  await quick.form.save();
  await expect(quick.page).toHaveURL(/\/agenda/);

  await slow.form.save();
  const guard = slow.form.root.getByRole('group', { name: 'Este cliente já foi contatado hoje' });
  await expect(guard).toContainText(`${USERS.bia.name}, às 00:00, por Telefone: Sem contato.`);
  await expect(slow.form.outcome('Efetivo')).toBeChecked();
  await expect(slow.form.detail.locator('option:checked')).toHaveText('Alega já ter pago');
  await expect(slow.form.reason.locator('option:checked')).toHaveText('Não recebeu a cobrança');
  await expect(slow.form.notes).toHaveValue('Diz que pagou ontem.');
  await expect(slow.entries).toHaveCount(1);

  await slow.form.guardReason.fill('Falávamos ao mesmo tempo');
  await slow.form.save();
  await expect(page).toHaveURL(/\/agenda/);
  await openClient(page, BAKERY);
  await expect(slow.entries).toHaveCount(2);
});

test('of two saves at the same moment one records and the other is asked', async ({ page, openAs }) => {
  const one = await openClient(page, BAKERY);
  const two = await openClient(await openAs('bia'), BAKERY);
  for (const client of [one, two]) await client.form.choose('Sem contato');
  await Promise.all([one.form.save(), two.form.save()]);
  const recorded = (client: ClientPage): Promise<boolean> =>
    Promise.race([
      client.page.waitForURL(/\/agenda/, { waitUntil: 'commit' }).then(() => true),
      client.form.guardReason.waitFor().then(() => false),
    ]);
  expect((await Promise.all([recorded(one), recorded(two)])).filter(Boolean)).toHaveLength(1);
  await openClient(page, BAKERY);
  await expect(one.entries).toHaveCount(1);
});

test('two windows of the same person record once', async ({ page, context }) => {
  const one = await openClient(page, BAKERY);
  const two = await openClient(await context.newPage(), BAKERY);
  for (const client of [one, two]) await client.form.choose('Sem contato');
  await one.form.save();
  await expect(one.page).toHaveURL(/\/agenda/);
  await two.form.save();
  await expect(two.form.guardReason).toBeVisible();
  await openClient(page, BAKERY);
  await expect(one.entries).toHaveCount(1);
});

test('a contact for a company out of sight is told without its details', async ({ page, openAs }) => {
  const beta = await openClient(await openAs('otto'), SHARED);
  // Otto sees what is owed to his company, and nothing of the other.
  await expect(beta.overdue).toContainText('TRA-B1');
  await expect(beta.overdue).not.toContainText('TRA-1');

  const both = await openClient(page, SHARED);
  await both.form.choose('Efetivo');
  await both.form.reason.selectOption({ label: 'Outros' });
  await both.form.openCharges();
  await both.form.charge('TRA-1').check();
  await both.form.time.fill('00:00');
  await both.form.notes.fill('Assunto só da Alfa.');
  await both.form.save();
  await expect(page).toHaveURL(/\/agenda/);

  await openClient(beta.page, SHARED);
  await expect(beta.form.guardReason).toBeVisible();
  await expect(beta.form.root).toContainText('00:00');
  for (const part of [beta.bar, beta.form.root.getByRole('group', { name: /já foi contatado hoje/ }), beta.history]) {
    await expect(part).not.toContainText(USERS.caio.name);
  }
  await expect(beta.page.locator('body')).not.toContainText('Assunto só da Alfa.');
});

test('a client of another company does not exist for who may not see it', async ({ openAs }) => {
  const page = await openAs('otto');
  await openClient(page, ONLY_BETA);
  const answer = await page.request.get(`/clientes?q=${encodeURIComponent(BAKERY.name)}`);
  expect(await answer.text()).toContain('Nenhum cliente');
});
