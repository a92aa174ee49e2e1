// Pages that no other journey visits, and what all pages have in common.
import assert from 'node:assert/strict';
import { axe, expectTrouble, house, journey, look } from './harness.mjs';
import { OLGA, alive, axeInChosenThemes, button, field, open, setUp, signIn } from './people.mjs';

const home = house();
const PAGES = ['/', '/inbox', '/knowledge', '/bots', '/intents', '/settings/workspace', '/settings/team', '/settings/api-keys', '/settings/audit', '/settings/mail', '/account', '/workspaces/new', '/system'];

journey(home, 'The system page shows the installation, with a chart and the same figures as a table', async ({ page, url }) => {
  await setUp(page, url);
  await open(page, `${url}/system`);
  await page.getByText('SQLite').waitFor();
  await page.getByText('Answers you').waitFor();
  await page.locator('.chart-canvas canvas').waitFor();
  await look(page, 'system');
  await page.getByText('View as table').click();
  const table = page.getByRole('table', { name: /How busy/ });
  // The title row and an hour of minutes, zeros included.
  assert.equal(await table.getByRole('row').count(), 61);
  await axe(page);
  await page.getByText('No job was given up').waitFor();
  // It comes up to date by itself: this very page is a socket.
  await page.waitForFunction(() => Number(document.querySelector('[aria-labelledby=sockets-label]').textContent) >= 1);
});

journey(home, 'The mail log of an installation without mail says so', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/settings/mail`);
  await page.getByText('This installation sends no mail').waitFor();
  await page.getByText('No mail yet').waitFor();
  await look(page, 'mail-empty');
});

journey(home, 'An address that does not exist is a 404 in the frame, with a way on', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  expectTrouble(page, /status of 404/);
  const answer = await open(page, `${url}/settings/nowhere`);
  assert.equal(answer.status(), 404);
  await page.getByText('Nothing here').waitFor();
  await look(page, 'not-found');
  await page.getByRole('link', { name: 'Go to home' }).click();
  await page.waitForURL(`${url}/`);
  await page.getByText('Getting started').waitFor();
});

journey(home, 'A reset link and an invitation that never were are explained', async ({ page, url }) => {
  expectTrouble(page, /status of 4\d\d/);
  await open(page, `${url}/invite/${'x'.repeat(43)}`);
  await page.getByRole('heading', { name: 'This invitation does not work' }).waitFor();
  await look(page, 'invitation-gone');
  await open(page, `${url}/reset-password/${'x'.repeat(43)}`);
  await field(page, 'New password').fill('a password for nobody');
  await button(page, 'Set password').click();
  await page.getByRole('alert').getByText(/link/i).waitFor();
});

journey(home, 'Every page has a title, one heading and no violation in a chosen theme', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  const titles = new Set();
  for (const path of PAGES) {
    await open(page, url + path);
    const title = await page.title();
    assert.match(title, / · ROMASHKA$/, path);
    titles.add(title);
    assert.equal(await page.locator('h1').count(), 1, path);
    assert.ok((await page.locator('.page-purpose').innerText()).length > 10, path);
    await axeInChosenThemes(page);
  }
  assert.equal(titles.size, PAGES.length, 'titles tell the pages apart');
});

journey(home, 'Every link of the navigation leads to its page', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
  const entries = await links.evaluateAll((all) => all.map((link) => ({ name: link.querySelector('.sidebar-label').innerText, path: link.getAttribute('href') })));
  assert.ok(entries.length >= 9, `${entries.length} links`);
  for (const { name, path } of entries) {
    const answer = await open(page, url + path);
    assert.equal(answer.status(), 200, path);
    assert.equal(new URL(page.url()).pathname, path);
    const heading = await page.getByRole('heading', { level: 1 }).innerText();
    // Home is called by the business.
    if (path !== '/') assert.equal(heading, name, path);
    assert.equal(await links.and(page.locator('[aria-current=page]')).getAttribute('href'), path);
  }
});

journey(home, 'The chart library is fetched on a page with a chart, and on no other', async ({ page, url }) => {
  const charts = [];
  page.on('request', (request) => {
    if (/\/assets\/(echarts|split_charts)/.test(request.url())) charts.push(request.url());
  });
  await signIn(page, url, OLGA);
  for (const path of PAGES.filter((path) => path !== '/system')) {
    await open(page, url + path);
    await page.waitForLoadState('networkidle');
  }
  assert.deepEqual(charts, []);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'System', exact: true }).click();
  await page.locator('.chart-canvas canvas').waitFor();
  assert.ok(charts.some((address) => /echarts/.test(address)), 'and there it is');
});

journey(home, 'A workspace without a bot is told how to get one', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/bots`);
  await page.getByText('No bot yet').waitFor();
  await look(page, 'bots-empty');
  await button(page.locator('.state-action'), 'New bot').click();
  await page.getByRole('dialog', { name: 'New bot' }).waitFor();
  await axe(page);
});

journey(home, 'Every component is accessible in its states, in both themes', async ({ page, url }) => {
  // Plain HTML: the frontend of a release, which journeys run with, does not know this page.
  const answer = await page.goto(`${url}/dev/components`);
  assert.equal(answer.status(), 200);
  await page.getByRole('heading', { name: 'Components', level: 1 }).waitFor();
  assert.equal(await page.title(), 'Components · ROMASHKA');
  await axeInChosenThemes(page);
  await look(page, 'components');
  for (const [opener, name] of [['Open dialog', 'Invite to Northwind Teas'], ['Open drawer', 'Audit entry 1,204']]) {
    await button(page, opener).click();
    await page.getByRole('dialog', { name }).waitFor();
    await axeInChosenThemes(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name }).waitFor({ state: 'hidden' });
  }
  await button(page, 'Columns').click();
  await field(page, 'Last seen').waitFor();
  await axeInChosenThemes(page);
});

journey(home, 'Pages follow each other without a reload, and Back leads back', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await page.evaluate(() => {
    globalThis.untouched = true;
  });
  const navigation = page.getByRole('navigation', { name: 'Main' });
  for (const [name, heading] of [['Team', 'Team'], ['API keys', 'API keys'], ['Audit log', 'Audit log'], ['System', 'System'], ['Workspace', 'Workspace']]) {
    await navigation.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  }
  await page.goBack();
  await page.getByRole('heading', { name: 'System', level: 1 }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor();
  assert.equal(await page.evaluate(() => globalThis.untouched), true);
});

journey(home, 'The command palette goes anywhere, and the shortcuts are shown', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await palette.waitFor();
  await look(page, 'palette');
  await page.keyboard.type('invit');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/settings/team`);
  await page.getByRole('heading', { name: 'Team', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('invite someone');
  await page.keyboard.press('Enter');
  const invitation = page.getByRole('dialog', { name: 'Invite someone' });
  await invitation.waitFor();
  assert.equal(new URL(page.url()).search, '?invite=1', 'the dialog can be linked to');
  await page.keyboard.press('Escape');
  await page.waitForURL(`${url}/settings/team`);
  await invitation.waitFor({ state: 'hidden' });
  await page.getByRole('dialog', { name: 'Invite someone' }).waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await look(page, 'shortcuts');
});

journey(home, 'On a phone the navigation is a drawer', async ({ page, url }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, url, OLGA);
  assert.equal(await page.getByRole('link', { name: 'Audit log' }).isVisible(), false);
  await button(page, 'Open navigation').click();
  await page.getByRole('link', { name: 'Audit log' }).waitFor();
  await look(page, 'navigation');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor();
});

journey(home, 'Forms work before the page has come alive', async ({ browser, url }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/settings/workspace`);
  await page.getByLabel('Email', { exact: true }).fill(OLGA.email);
  await page.getByLabel('Password', { exact: true }).fill('not my password');
  await button(page, 'Sign in').click();
  await page.getByText(/do not match/).waitFor();
  await page.getByLabel('Email', { exact: true }).fill(OLGA.email);
  await page.getByLabel('Password', { exact: true }).fill(OLGA.password);
  await button(page, 'Sign in').click();
  await page.waitForURL(`${url}/settings/workspace`);
  await page.getByLabel('Name', { exact: true }).fill('Plain Shop');
  await button(page, 'Save changes').click();
  await page.waitForLoadState();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Plain Shop');
  await context.close();
});

journey(home, 'A page is rendered by the server in under 50 ms', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  for (const path of PAGES) {
    const took = [];
    for (let n = 0; n < 9; n += 1) {
      const begun = performance.now();
      const answer = await page.request.get(url + path);
      await answer.text();
      took.push(performance.now() - begun);
    }
    took.sort((a, b) => a - b);
    // A debug build on a busy machine is allowed three times that; the benchmarks hold the release to it.
    assert.ok(took[4] < 150, `${path}: ${took[4].toFixed(1)} ms`);
  }
});
