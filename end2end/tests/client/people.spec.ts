import { openClient } from '../../fixtures/client-page';
import { expect, reload, test } from '../../fixtures/test';
import { BAKERY } from '../../fixtures/world';

test('contact persons are added, changed and removed', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  const { people } = client;
  await expect(people).toContainText('Nenhuma pessoa de contato.');
  // What stands in the contact form stays while another form is opened, also without JavaScript.
  await client.form.choose('Efetivo');
  await client.form.notes.fill('No meio da ligação');
  await client.open(people, 'Adicionar pessoa');
  await expect(client.form.notes).toHaveValue('No meio da ligação');
  await expect(client.form.outcome('Efetivo')).toBeChecked();
  await people.getByLabel('Nome', { exact: false }).fill('Lúcia Prado');
  await people.getByLabel('Departamento').fill('Financeiro');
  await people.getByLabel('Cargo').fill('Gerente');
  await people.getByLabel('E-mail').fill('lucia@');
  await people.getByLabel('Celular').fill('11 91111-2222');
  await people.getByRole('button', { name: 'Salvar pessoa' }).click();
  await expect(people.getByRole('alert')).toContainText('E-mail inválido');
  await expect(people.getByLabel('Cargo')).toHaveValue('Gerente');
  await people.getByLabel('E-mail').fill('lucia@saojoao.example');
  await people.getByRole('button', { name: 'Salvar pessoa' }).click();

  const line = people.getByRole('listitem').filter({ hasText: 'Lúcia Prado' });
  await expect(line).toContainText('Gerente, Financeiro');
  await expect(line.getByRole('link', { name: /\(11\) 91111-2222/ }).first()).toHaveAttribute('href', 'tel:+5511911112222');
  await expect(line.getByRole('link', { name: /lucia@saojoao\.example/ })).toBeVisible();

  await client.open(line, /Editar/);
  await line.getByLabel('Cargo').fill('Diretora');
  await line.getByRole('button', { name: 'Salvar pessoa' }).click();
  await expect(line).toContainText('Diretora, Financeiro');
  await reload(page);
  await expect(line).toContainText('Diretora, Financeiro');

  await client.open(line, /Editar/);
  await line.getByText('Remover', { exact: true }).click();
  await line.getByRole('button', { name: 'Remover da página' }).click();
  await expect(people).toContainText('Nenhuma pessoa de contato.');
  await reload(page);
  await expect(people).toContainText('Nenhuma pessoa de contato.');
});

test('a person without a name is refused', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.open(client.people, 'Adicionar pessoa');
  await client.people.getByLabel('Departamento').fill('Compras');
  await client.people.getByRole('button', { name: 'Salvar pessoa' }).click();
  await expect(client.people.getByRole('alert')).toContainText('Preencha este campo.');
  await expect(client.people.getByLabel('Departamento')).toHaveValue('Compras');
});

test('contact persons are proposed as the person spoken to', async ({ page }) => {
  const client = await openClient(page, BAKERY);
  await client.open(client.people, 'Adicionar pessoa');
  await client.people.getByLabel('Nome', { exact: false }).fill('Rui Prado');
  await client.people.getByRole('button', { name: 'Salvar pessoa' }).click();
  await expect(client.people.getByRole('listitem').filter({ hasText: 'Rui Prado' })).toBeVisible();
  await expect(page.locator('#pessoas-do-cliente option[value="Rui Prado"]')).toBeAttached();
});
