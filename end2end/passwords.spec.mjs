// Forgotten, changed and replaced passwords.
import assert from 'node:assert/strict';
import { expectTrouble, house, journey, look, watch } from './harness.mjs';
import { ANN, OLGA, alive, button, field, fill, invite, open, operator, setUp, signIn, wrong } from './people.mjs';

const home = house();
const refused = /Failed to load resource: the server responded with a status of 4\d\d/;

journey(home, 'Where no mail goes out, the page says who can help, and the operator makes the link', async ({ page, url, server }) => {
  await setUp(page, url);
  // Away from the page first, which would lose its socket with the cookie.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await open(page, `${url}/sign-in`);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.waitForURL(`${url}/forgot`);
  expectTrouble(page, refused);
  await fill(page, { Email: 'olga' });
  await button(page, 'Send a link').click();
  await wrong(page, 'Email', /mail address/);
  assert.equal(await field(page, 'Email').inputValue(), 'olga');
  await fill(page, { Email: OLGA.email });
  await button(page, 'Send a link').click();
  await page.getByText('romashka user reset-password').waitFor();
  await look(page, 'forgot-by-hand');

  const said = await operator(server, 'user', 'reset-password', OLGA.email);
  const [path] = said.match(/\/reset-password\/[\w-]+/) ?? assert.fail(said);
  await open(page, url + path);
  await fill(page, { 'New password': 'short' });
  await button(page, 'Set password').click();
  await wrong(page, 'New password', /10 characters/);
  await look(page, 'reset');
  await fill(page, { 'New password': 'nine brave chamomiles' });
  await button(page, 'Set password').click();
  await page.waitForURL(/\/sign-in\?changed=1/);
  await page.getByText('Your password is changed').waitFor();
  await alive(page);
  await look(page, 'sign-in-changed');

  // The old one is over, and so is the link.
  await fill(page, { Email: OLGA.email, Password: OLGA.password });
  await button(page, 'Sign in').click();
  await page.getByRole('alert').locator('.notice').waitFor();
  await open(page, url + path);
  await fill(page, { 'New password': 'ten brave chamomiles' });
  await button(page, 'Set password').click();
  await page.getByRole('alert').locator('.notice').waitFor();
  await signIn(page, url, { email: OLGA.email, password: 'nine brave chamomiles' });
});

journey(home, 'Changing the password ends the other sign-ins, and a wrong current one is named', async ({ page, browser, url }) => {
  const person = { email: OLGA.email, password: 'nine brave chamomiles' };
  await signIn(page, url, person);
  const context = await browser.newContext();
  const other = watch(await context.newPage());
  await signIn(other, url, person);

  await open(page, `${url}/account`);
  assert.ok((await button(page, 'End').count()) >= 1);
  expectTrouble(page, refused);
  await fill(page, { 'Current password': 'not this one', 'New password': OLGA.password });
  await button(page, 'Change password').click();
  await wrong(page, 'Current password', /./);
  assert.equal(await field(page, 'New password').inputValue(), OLGA.password, 'what was typed stays');
  await fill(page, { 'Current password': person.password });
  await button(page, 'Change password').click();
  await page.getByText('Password changed.').waitFor();

  await other.goto(`${url}/account`);
  assert.equal(new URL(other.url()).pathname, '/sign-in');
  await context.close();
});

journey(home, 'An owner hands a password link to a member who belongs to this workspace alone', async ({ page, browser, url }) => {
  await signIn(page, url, OLGA);
  const link = await invite(page, url, ANN.email);
  const context = await browser.newContext();
  const other = watch(await context.newPage());
  await open(other, link);
  await fill(other, { 'Your name': ANN.name, Password: ANN.password });
  await button(other, 'Join').click();
  await other.waitForURL(`${url}/`);

  await open(page, `${url}/settings/team`);
  await button(page, `Actions for ${ANN.name}`).click();
  await button(page, 'Make a password link').click();
  const dialog = page.getByRole('dialog', { name: 'Make a password link' });
  await look(page, 'team-reset-link');
  await button(dialog, 'Make a password link').click();
  const address = await field(dialog, 'Password link').inputValue();
  await button(dialog, 'Done').click();
  await open(other, address);
  await fill(other, { 'New password': 'her own new words' });
  await button(other, 'Set password').click();
  await other.waitForURL(/\/sign-in/);
  await signIn(other, url, { email: ANN.email, password: 'her own new words' });

  // Removing her says what is lost, and takes effect on her open page's next step.
  await button(page, `Actions for ${ANN.name}`).click();
  await button(page, 'Remove from team').click();
  const question = page.getByRole('dialog', { name: 'Are you sure?' });
  await question.getByText(/loses access/).waitFor();
  await look(page, 'team-remove');
  await button(question, 'Remove from team').click();
  await page.getByText(`${ANN.name} is removed from the team.`).waitFor();
  await other.getByText('You do not belong to this workspace any more').waitFor();
  await open(other, `${url}/`);
  await other.getByText('No workspace').first().waitFor();
  await look(other, 'home-nowhere');
  await context.close();
});

journey(home, 'The last owner cannot leave', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/settings/team`);
  expectTrouble(page, refused);
  await button(page, `Actions for ${OLGA.name}`).click();
  await button(page, 'Leave workspace').click();
  const question = page.getByRole('dialog', { name: 'Are you sure?' });
  await button(question, 'Leave workspace').click();
  await question.getByText(/owner/).waitFor();
});
