// What the people of the journeys do again and again.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { axe } from './harness.mjs';

export const OLGA = { name: 'Olga Romanova', email: 'olga@chamomile.example', password: 'seven calm chamomiles' };
export const ANN = { name: 'Ann Lee', email: 'ann@chamomile.example', password: 'a quiet field in june' };
export const BUSINESS = { name: 'Chamomile Shop', website: 'https://chamomile.example' };

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The program. */
export const binary = process.env.ROMASHKA_BIN ?? join(root, 'target/debug/romashka');

/** Waits until the page has come alive: until then forms work natively, and menus of ours not at all. */
export async function alive(page) {
  await page.waitForSelector('html[data-alive]', { state: 'attached' });
}

/** Opens an address and waits until it is alive. */
export async function open(page, address) {
  const answer = await page.goto(address);
  await alive(page);
  return answer;
}

/** The field of a label, within a page or a part of it. */
export const field = (within, label) => within.getByLabel(label, { exact: true });

/** Fills a form: label → text. */
export async function fill(within, values) {
  for (const [label, text] of Object.entries(values)) await field(within, label).fill(text);
}

/** The button of this name. */
export const button = (within, name) => within.getByRole('button', { name, exact: true });

/** The first run, from the first page to home. */
export async function setUp(page, url, person = OLGA, business = BUSINESS) {
  await open(page, `${url}/setup`);
  await fill(page, {
    'Your name': person.name,
    Email: person.email,
    Password: person.password,
    'Name of your business': business.name,
    Website: business.website,
  });
  await button(page, 'Create account').click();
  await page.waitForURL(`${url}/`);
  await alive(page);
}

/** Signs in, from the sign-in page to `to`. */
export async function signIn(page, url, person, to = '/') {
  await open(page, `${url}/sign-in`);
  await fill(page, { Email: person.email, Password: person.password });
  await button(page, 'Sign in').click();
  await page.waitForURL(url + to);
  await alive(page);
}

/**
 * The owner after the first run, as a program that acts in their name: `get`, `post` and `patch` speak JSON. The form is sent
 * without scripts, which is how it works before the page has come alive.
 */
export async function startOwner(browser, url) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/setup`);
  await fill(page, {
    'Your name': OLGA.name,
    Email: OLGA.email,
    Password: OLGA.password,
    'Name of your business': BUSINESS.name,
    Website: BUSINESS.website,
  });
  await button(page, 'Create account').click();
  await page.waitForURL(`${url}/`);
  const ask = async (method, path, data) => {
    const answer = await context.request.fetch(url + path, { method, data, headers: { origin: url } });
    assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return answer.status() === 204 ? undefined : answer.json();
  };
  return {
    context,
    get: (path) => ask('GET', path),
    post: (path, data = {}) => ask('POST', path, data),
    patch: (path, data) => ask('PATCH', path, data),
  };
}

/** Invites someone by the dialog of the team page, and gives the link. */
export async function invite(page, url, email, role = 'Agent') {
  await open(page, `${url}/settings/team`);
  await button(page.locator('.page-head'), 'Invite someone').click();
  const dialog = page.getByRole('dialog', { name: 'Invite someone' });
  await field(dialog, 'Email').fill(email);
  await dialog.getByRole('radio', { name: role }).check();
  await button(dialog, 'Make invitation').click();
  const link = field(dialog, 'Invitation link');
  await link.waitFor();
  const address = await link.inputValue();
  await button(dialog, 'Done').click();
  return address;
}

/** That a form has said what is wrong beside this field, and that the cursor stands there. */
export async function wrong(within, label, pattern) {
  const input = field(within, label);
  await input.and(within.locator('[aria-invalid=true]')).waitFor();
  const described = await input.getAttribute('aria-describedby');
  const texts = await Promise.all(
    described.split(' ').map((id) => input.page().locator(`[id="${id}"]`).innerText()),
  );
  assert.match(texts.join(' '), pattern, `what is said beside “${label}”`);
}

/** Runs a command of the program on the folder of a server, as its operator would. */
export async function operator(server, ...words) {
  const env = { PATH: process.env.PATH, ROMASHKA_DATA_DIR: join(server.folder, 'data'), ROMASHKA_ADDR: new URL(server.url).host };
  const { stdout } = await promisify(execFile)(binary, words, { cwd: server.folder, env });
  return stdout;
}

/** Axe in both themes of the person's own choice, which differ from those of the system in how they are set. */
export async function axeInChosenThemes(page) {
  for (const theme of ['light', 'dark']) {
    await page.evaluate((chosen) => document.documentElement.setAttribute('data-theme', chosen), theme);
    await axe(page);
  }
  await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
}
