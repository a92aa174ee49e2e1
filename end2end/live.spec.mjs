// What one person does appears where another looks, and a restart of the server loses nothing.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { assertNoTrouble, expectTrouble, frailLines, freePort, house, journey, startBrowser, startServer, watch } from './harness.mjs';
import { ANN, BUSINESS, OLGA, alive, button, field, invite, open, setUp, signIn } from './people.mjs';

const home = house();

journey(home, 'A second window shows an invitation without a reload, and keeps what is being typed there', async ({ page, context, url }) => {
  await setUp(page, url);
  const other = watch(await context.newPage());
  await open(other, `${url}/settings/team`);
  await other.getByText('No open invitations').waitFor();
  // A mark that a reload would wipe out.
  await other.evaluate(() => {
    globalThis.untouched = true;
  });
  await button(other.locator('.page-head'), 'Invite someone').click();
  const dialog = other.getByRole('dialog', { name: 'Invite someone' });
  await field(dialog, 'Email').fill('half typ');
  await invite(page, url, ANN.email);
  await other.getByRole('cell', { name: ANN.email }).waitFor({ state: 'attached' });
  assert.equal(await field(dialog, 'Email').inputValue(), 'half typ');
  assert.equal(await other.evaluate(() => globalThis.untouched), true);
  assertNoTrouble(other);
});

journey(home, 'Settings that are being typed are not overwritten by those of somebody else', async ({ page, browser, url }) => {
  const context = await browser.newContext();
  const other = watch(await context.newPage());
  for (const window of [page, other]) {
    await open(window, `${url}/sign-in`);
    await field(window, 'Email').fill(OLGA.email);
    await field(window, 'Password').fill(OLGA.password);
    await button(window, 'Sign in').click();
    await window.waitForURL(`${url}/`);
    await open(window, `${url}/settings/workspace`);
  }
  await field(other, 'Website').fill('https://half.typed');
  await field(page, 'Name').fill('Renamed Shop');
  await button(page, 'Save changes').click();
  await other.getByText('Someone else has changed this').waitFor();
  assert.equal(await field(other, 'Website').inputValue(), 'https://half.typed');
  await button(other, 'Load again').click();
  await other.waitForFunction(() => document.querySelector('[name=name]').value === 'Renamed Shop');
  // What was given up is gone, and not only behind what is shown.
  await other.waitForFunction((website) => document.querySelector('[name=website]').value === website, BUSINESS.website);
  // The field in which this window has typed and saved shows what the other one saves later.
  await field(other, 'Name').fill('Shop of the other');
  await button(other, 'Save changes').click();
  await page.waitForFunction(() => document.querySelector('[name=name]').value === 'Shop of the other');
  assert.equal(await page.getByText('Someone else has changed this').count(), 0);
  assertNoTrouble(other);
  await context.close();
});

journey(home, 'A line that has silently died is noticed and made anew, and one with signs of life is kept', async ({ page, url }) => {
  const lines = await frailLines(page, /\/live$/);
  await signIn(page, url, OLGA, '/');
  await open(page, `${url}/settings/team`);
  await page.getByRole('cell', { name: ANN.email }).waitFor();
  await wait(500);
  const before = lines.length;
  const line = lines.at(-1);
  for (let signs = 0; signs < 8; signs += 1) {
    await wait(1000);
    line.sign();
  }
  assert.equal(lines.length, before, 'it was given up though it lived');
  line.isDead = true;
  const invitation = { email: 'late@chamomile.example', role: 'agent' };
  const answer = await page.request.post(`${url}/api/invitations`, { data: invitation, headers: { origin: url } });
  assert.ok(answer.ok(), await answer.text());
  await wait(500);
  assert.equal(await page.getByRole('cell', { name: invitation.email }).count(), 0);
  await page.getByRole('cell', { name: invitation.email }).waitFor();
  assert.equal(lines.length, before + 1);
});

test('After the server restarts, an open page says that it is behind, resumes, and shows what it missed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'romashka-journey-'));
  const env = { ROMASHKA_ADDR: `127.0.0.1:${await freePort()}` };
  let server = await startServer({ env, folder });
  const browser = await startBrowser();
  try {
    const context = await browser.newContext();
    const page = watch(await context.newPage());
    await setUp(page, server.url);
    await open(page, `${server.url}/settings/team`);
    await page.getByText('No open invitations').waitFor();
    await page.evaluate(() => {
      globalThis.untouched = true;
    });
    // The browser itself writes about sockets and requests that find no server.
    expectTrouble(page, /WebSocket connection to .* failed|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET/);
    await server.stop();
    await page.getByText('Reconnecting').waitFor({ timeout: 30_000 });
    server = await startServer({ env, folder });
    // Somebody else is quicker than the page's next attempt.
    const other = watch(await context.newPage());
    await invite(other, server.url, ANN.email);
    await page.getByRole('cell', { name: ANN.email }).waitFor({ timeout: 30_000 });
    await page.getByText('Reconnecting').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => globalThis.untouched), true, 'it was not reloaded');
    await alive(page);
    assertNoTrouble(page);
    assertNoTrouble(other);
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
