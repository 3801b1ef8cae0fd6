import { openAgenda } from '../../fixtures/agenda-page';
import { openClient } from '../../fixtures/client-page';
import { expect, test } from '../../fixtures/test';
import { BAKERY, USERS } from '../../fixtures/world';

test('an appointment is made on the page of the client', async ({ page, openAs }) => {
  const client = await openClient(page, BAKERY);
  const { appointments } = client;
  await client.open(appointments, 'Novo agendamento');
  await appointments.getByLabel('Data').fill('2026-11-18');
  await appointments.getByLabel('Observações').fill('Cobrar a segunda parcela');
  await appointments.getByRole('button', { name: 'Salvar agendamento' }).click();
  await expect(appointments.getByRole('alert')).toContainText('Esta data já passou.');
  await expect(appointments.getByLabel('Observações')).toHaveValue('Cobrar a segunda parcela');
  await appointments.getByLabel('Data').fill('2026-11-25');
  await appointments.getByLabel('Hora').fill('11:45');
  await appointments.getByLabel('Responsável').selectOption({ label: USERS.bia.name });
  await appointments.getByRole('button', { name: 'Salvar agendamento' }).click();
  const line = appointments.getByRole('listitem');
  for (const fact of ['25/11/2026 11:45', USERS.bia.name, 'Cobrar a segunda parcela']) {
    await expect(line).toContainText(fact);
  }
  await expect(client.bar).toContainText('25/11/2026');

  // A second one from the same page is another one.
  await client.open(appointments, 'Novo agendamento');
  await appointments.getByLabel('Data').fill('2026-12-02');
  await appointments.getByRole('button', { name: 'Salvar agendamento' }).click();
  await expect(line).toHaveCount(2);
  const hers = await openAgenda(await openAs('bia'));
  await expect(hers.row(BAKERY)).toHaveCount(1);
});

test('a day is needed', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.open(client.appointments, 'Novo agendamento');
  await client.appointments.getByRole('button', { name: 'Salvar agendamento' }).click();
  await expect(client.appointments.getByRole('alert')).toContainText('Data: Preencha este campo.');
});
