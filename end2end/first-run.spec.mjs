// The first day of a business: from nobody to an owner with a team, a key and a second workspace.
import assert from 'node:assert/strict';
import { expectTrouble, house, journey, look, watch } from './harness.mjs';
import { ANN, BUSINESS, OLGA, alive, button, field, fill, invite, open, signIn, wrong } from './people.mjs';

const home = house({}, async (home) => {
  home.olga = await home.browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'Europe/Berlin' });
});
const asOlga = { context: () => home.olga };
// A form that is refused is an answer with an error status, which Chromium writes to the console.
const refused = /Failed to load resource: the server responded with a status of 4\d\d/;

journey(home, 'While nobody has an account, every page leads to the set-up', async ({ page, url }) => {
  for (const path of ['/', '/sign-in', '/forgot', '/settings/team', '/account', '/no/such/page']) {
    await open(page, url + path);
    assert.equal(new URL(page.url()).pathname, '/setup', path);
  }
  await look(page, 'setup');
});

journey(
  home,
  'The owner is told which fields are wrong, keeps what was typed, and is in',
  async ({ page, url }) => {
    await open(page, `${url}/`);
    assert.equal(await field(page, 'Time zone').inputValue(), 'Europe/Berlin', 'the browser guesses the time zone');
    expectTrouble(page, refused);
    await fill(page, { 'Your name': OLGA.name, Email: 'olga at chamomile', Password: 'short', Website: 'not a site' });
    await button(page, 'Create account').click();
    await wrong(page, 'Email', /mail address/);
    await wrong(page, 'Password', /10 characters/);
    await wrong(page, 'Name of your business', /name/);
    await wrong(page, 'Website', /web address/);
    assert.equal(await field(page, 'Your name').inputValue(), OLGA.name);
    assert.equal(await field(page, 'Email').inputValue(), 'olga at chamomile');
    assert.equal(await field(page, 'Website').inputValue(), 'not a site');
    assert.ok(await field(page, 'Email').evaluate((input) => input === document.activeElement), 'the cursor is there');
    await look(page, 'setup-wrong');

    await fill(page, {
      Email: OLGA.email,
      Password: OLGA.password,
      'Name of your business': BUSINESS.name,
      Website: BUSINESS.website,
    });
    await button(page, 'Create account').click();
    await page.waitForURL(`${url}/`);
    await alive(page);
    await page.getByRole('heading', { name: BUSINESS.name, level: 1 }).waitFor();
    await page.getByText('Invite your team').waitFor();
    assert.equal(await page.locator('.step.is-next .step-title').innerText(), 'Make a bot');
    await look(page, 'home-fresh');
  },
  asOlga,
);

journey(
  home,
  'Set-up is over once there is an owner',
  async ({ page, url }) => {
    await open(page, `${url}/setup`);
    assert.equal(page.url(), `${url}/`);
  },
  asOlga,
);

journey(
  home,
  'The business gets its settings, and a wrong time zone is named',
  async ({ page, url }) => {
    await open(page, `${url}/settings/workspace`);
    expectTrouble(page, refused);
    await fill(page, { 'Time zone': 'Mars/Base', 'Event log, in days': '1' });
    await button(page, 'Save changes').click();
    await wrong(page, 'Time zone', /time zone/);
    await wrong(page, 'Event log, in days', /days/);
    assert.equal(await field(page, 'Time zone').inputValue(), 'Mars/Base');
    await fill(page, { Name: 'Chamomile & Sons', 'Time zone': 'europe/lisbon', 'Event log, in days': '60' });
    await button(page, 'Save changes').click();
    await page.getByText('Workspace saved.').waitFor();
    // The frame shows the new name without a reload.
    await page.locator('.switcher-name').getByText('Chamomile & Sons').waitFor();
    await page.reload();
    await alive(page);
    assert.equal(await field(page, 'Name').inputValue(), 'Chamomile & Sons');
    assert.equal(await field(page, 'Time zone').inputValue(), 'Europe/Lisbon');
    await look(page, 'settings-workspace');
  },
  asOlga,
);

journey(
  home,
  'An agent is invited by link, joins in another browser, and her role is enforced',
  async ({ page, url, browser }) => {
    await open(page, `${url}/settings/team`);
    await page.getByText('No open invitations').waitFor();
    await look(page, 'team-alone');
    expectTrouble(page, refused);
    await button(page.locator('.page-head'), 'Invite someone').click();
    const dialog = page.getByRole('dialog', { name: 'Invite someone' });
    await field(dialog, 'Email').fill('nobody');
    await button(dialog, 'Make invitation').click();
    await wrong(dialog, 'Email', /mail address/);
    assert.equal(await field(dialog, 'Email').inputValue(), 'nobody');
    await look(page, 'team-invite');
    await field(dialog, 'Email').fill(OLGA.email);
    await button(dialog, 'Make invitation').click();
    await dialog.getByText(/already/).first().waitFor();
    await page.keyboard.press('Escape');

    const link = await invite(page, url, ANN.email);
    assert.ok(link.startsWith(`${url}/invite/`), link);
    await page.getByRole('row', { name: new RegExp(ANN.email) }).waitFor();
    await look(page, 'team-invited');

    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const other = watch(await context.newPage());
    await open(other, link);
    await other.getByRole('heading', { name: 'Join Chamomile & Sons' }).waitFor();
    await look(other, 'invitation');
    expectTrouble(other, refused);
    await fill(other, { 'Your name': ANN.name, Password: 'password' });
    await button(other, 'Join').click();
    await wrong(other, 'Password', /10 characters/);
    assert.equal(await field(other, 'Your name').inputValue(), ANN.name);
    await field(other, 'Password').fill(ANN.password);
    await button(other, 'Join').click();
    await other.waitForURL(`${url}/`);
    await alive(other);

    // The owner's page shows her without a reload.
    await page.getByRole('row', { name: new RegExp(ANN.name) }).waitFor();
    await page.getByText('No open invitations').waitFor();

    // What an agent may not do is not offered, and refused when asked for all the same.
    const navigation = other.getByRole('navigation', { name: 'Main' });
    assert.equal(await navigation.getByRole('link', { name: 'Team' }).count(), 1);
    for (const name of ['API keys', 'Audit log', 'Mail log', 'System']) {
      assert.equal(await navigation.getByRole('link', { name }).count(), 0, name);
    }
    for (const path of ['/settings/api-keys', '/settings/audit', '/settings/mail', '/system']) {
      const answer = await open(other, url + path);
      assert.equal(answer.status(), 403, path);
      await other.getByRole('heading', { name: 'Not for your role' }).waitFor();
    }
    await look(other, 'forbidden');
    await open(other, `${url}/settings/team`);
    assert.equal(await button(other, 'Invite someone').count(), 0);
    const status = await other.evaluate(async () => {
      const body = new URLSearchParams({ email: 'x@y.example', role: 'owner' });
      return (await fetch('/_fn/invite', { method: 'POST', body })).status;
    });
    assert.equal(status, 403);

    // A used link says so.
    const third = watch(await (await browser.newContext()).newPage());
    expectTrouble(third, refused);
    await open(third, link);
    await third.getByRole('heading', { name: 'This invitation does not work' }).waitFor();
    await third.context().close();

    // A change of her role reaches her page.
    await open(other, `${url}/`);
    await page.getByLabel(`Role of ${ANN.name}`).selectOption('admin');
    await page.getByText(`The role of ${ANN.name} is changed.`).waitFor();
    await open(other, `${url}/settings/api-keys`);
    await other.getByRole('heading', { name: 'API keys', level: 1 }).waitFor();
    await context.close();
  },
  asOlga,
);

journey(
  home,
  'A role that may not be changed is shown as it is',
  async ({ page, url }) => {
    await open(page, `${url}/settings/team`);
    expectTrouble(page, refused);
    const role = page.getByLabel(`Role of ${OLGA.name}`);
    await role.selectOption('admin');
    await page.locator('.toast').getByText(/owner/).waitFor();
    await page.waitForFunction((label) => document.querySelector(`[id="${label}"]`).value === 'owner', await role.getAttribute('id'));
  },
  asOlga,
);

journey(
  home,
  'An API key is shown once, works with Bearer within its scopes, and stops when revoked',
  async ({ page, url }) => {
    await open(page, `${url}/settings/api-keys`);
    await page.getByText('No API keys yet').waitFor();
    await look(page, 'api-keys-empty');
    expectTrouble(page, refused);
    await button(page.locator('.page-head'), 'New API key').click();
    const dialog = page.getByRole('dialog', { name: 'New API key' });
    await button(dialog, 'Make key').click();
    await wrong(dialog, 'What is it for', /name|Enter/);
    await look(page, 'api-keys-new');
    await field(dialog, 'What is it for').fill('Nightly report');
    await dialog.getByRole('checkbox', { name: /See the team/ }).check();
    await button(dialog, 'Make key').click();
    const secret = await field(dialog, 'Secret').inputValue();
    assert.match(secret, /^rk_live_/);
    await look(page, 'api-keys-secret');
    await button(dialog, 'Done').click();

    const ask = (path) => fetch(url + path, { headers: { authorization: `Bearer ${secret}` } });
    const members = await ask('/api/members');
    assert.equal(members.status, 200);
    const { items } = await members.json();
    assert.deepEqual(items.map((member) => member.email).sort(), [ANN.email, OLGA.email].sort());
    assert.equal((await ask('/api/audit')).status, 403);
    assert.equal((await fetch(`${url}/api/members`)).status, 401);

    await page.reload();
    await alive(page);
    assert.equal(await page.getByText(secret).count(), 0, 'the secret is not shown again');
    const row = page.getByRole('row', { name: /Nightly report/ });
    await look(page, 'api-keys');
    await button(row, 'Revoke').click();
    const question = page.getByRole('dialog', { name: 'Revoke this key?' });
    await question.getByText(/“Nightly report” stop working/).waitFor();
    await look(page, 'api-keys-revoke');
    await button(question, 'Revoke key').click();
    await page.getByText('Key “Nightly report” is revoked.').waitFor();
    assert.equal((await ask('/api/members')).status, 401);
  },
  asOlga,
);

journey(
  home,
  'The audit log tells all of it, can be filtered, and the filter is in the address',
  async ({ page, url }) => {
    await open(page, `${url}/settings/audit`);
    const log = page.getByRole('list', { name: 'Audit log' });
    for (const sentence of [
      'created the workspace',
      'changed the workspace settings',
      'invited someone',
      'joined the workspace',
      'changed a role',
      'made an API key',
      'revoked an API key',
    ]) {
      await log.getByText(sentence).first().waitFor();
    }
    assert.ok((await log.getByText(OLGA.name).count()) >= 5, 'who did it is named');
    await look(page, 'audit');
    await page.getByLabel('Action', { exact: true }).selectOption('member.invited');
    await button(page, 'Filter').click();
    await page.waitForURL(/kind=member\.invited/);
    await alive(page);
    await log.getByText('invited someone').first().waitFor();
    assert.equal(await log.getByText('made an API key').count(), 0);
    await look(page, 'audit-filtered');
    await page.goBack();
    await log.getByText('made an API key').first().waitFor();
  },
  asOlga,
);

journey(
  home,
  'The theme is chosen, comes with the first byte of the next page, and is the same after signing in elsewhere',
  async ({ page, url, browser }) => {
    await open(page, `${url}/account`);
    const stored = page.waitForResponse((answer) => answer.url().endsWith('/_fn/set_theme'));
    await page.locator('.theme-row [data-tip="Dark"]').click();
    await page.waitForSelector('html[data-theme=dark]');
    await stored;
    const html = await (await page.request.get(`${url}/`)).text();
    assert.match(html.slice(0, 400), /data-theme="dark"/);
    const context = await browser.newContext();
    const other = watch(await context.newPage());
    await signIn(other, url, OLGA);
    assert.equal(await other.getAttribute('html', 'data-theme'), 'dark');
    await context.close();
    await open(page, `${url}/account`);
    await page.locator('.theme-row [data-tip="As the system"]').click();
    await page.waitForFunction(() => !document.documentElement.hasAttribute('data-theme'));
  },
  asOlga,
);

journey(
  home,
  'A second workspace is empty, and switching leads back and forth',
  async ({ page, url }) => {
    await open(page, `${url}/workspaces/new`);
    expectTrouble(page, refused);
    await fill(page, { Website: 'no site' });
    await button(page, 'Create workspace').click();
    await wrong(page, 'Name of the business', /name/);
    assert.equal(await field(page, 'Website').inputValue(), 'no site');
    await look(page, 'workspace-new');
    await fill(page, { 'Name of the business': 'Tea House', Website: '' });
    await button(page, 'Create workspace').click();
    await page.waitForURL(`${url}/`);
    await alive(page);
    await page.getByRole('heading', { name: 'Tea House', level: 1 }).waitFor();
    await open(page, `${url}/settings/api-keys`);
    await page.getByText('No API keys yet').waitFor();

    await button(page.locator('.sidebar-top'), /Tea House/).click();
    await button(page, 'Chamomile & Sons').click();
    await page.waitForURL(`${url}/`);
    await alive(page);
    await page.getByRole('heading', { name: 'Chamomile & Sons', level: 1 }).waitFor();
    await look(page, 'home');
    await open(page, `${url}/account`);
    await look(page, 'account');
  },
  asOlga,
);

journey(
  home,
  'Signing out ends the session; signing in leads to the page that was wanted',
  async ({ page, url }) => {
    await open(page, `${url}/`);
    await page.locator('.sidebar-bottom').getByRole('button', { name: OLGA.name }).click();
    await button(page, 'Sign out').click();
    await page.waitForURL(`${url}/sign-in`);
    await look(page, 'sign-in');
    const answer = await page.request.get(`${url}/settings/team`, { maxRedirects: 0 });
    assert.equal(answer.status(), 303);
    assert.equal(answer.headers().location, '/sign-in?next=/settings/team');

    await open(page, `${url}/settings/audit?kind=member.invited`);
    expectTrouble(page, refused);
    await fill(page, { Email: OLGA.email, Password: 'not my password' });
    await button(page, 'Sign in').click();
    await page.getByRole('alert').getByText(/do not match|password/i).first().waitFor();
    assert.equal(await field(page, 'Email').inputValue(), OLGA.email);
    await look(page, 'sign-in-wrong');
    await field(page, 'Password').fill(OLGA.password);
    await button(page, 'Sign in').click();
    await page.waitForURL(/\/settings\/audit\?kind=member\.invited/);
    await page.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor();
  },
  asOlga,
);
