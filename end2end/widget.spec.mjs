// A visitor on a business's own site, which is another origin than ours.
import assert from 'node:assert/strict';
import { axe, expectTrouble, house, journey, look, startSite } from './harness.mjs';
import { startOwner } from './people.mjs';

let site;
let bot;
const home = house({}, async ({ url, browser }) => {
  const owner = await startOwner(browser, url);
  bot = await owner.post('/api/bots', { name: 'Kettle bot' });
  const snippet = (attributes = '', key = bot.widget.key) =>
    `<script async src="${url}/v1/widget.js" data-project="${bot.id}" data-key="${key}" ${attributes}></script>`;
  const policy = `default-src 'none'; img-src 'self'; script-src ${url} 'wasm-unsafe-eval'; connect-src ${url}`;
  const sockets = url.replace('http', 'ws');
  const hostile = '<style>* { position: static; color: red; font-size: 40px } button { display: none }</style>';
  site = await startSite({
    '/': page(snippet()),
    '/left': page(snippet('data-position="bottom-left" data-color="gold" data-language="ar"')),
    '/strict': { html: page(snippet()), headers: { 'content-security-policy': `${policy} ${sockets}` } },
    '/stricter': { html: page(snippet()), headers: { 'content-security-policy': policy } },
    '/head': page('', snippet()),
    '/twice': page(snippet() + snippet()),
    '/nameless': page(`<script async src="${url}/v1/widget.js"></script>`),
    '/hostile': page(snippet(), hostile),
    '/wrong-key': page(snippet('', 'pk_live_00000000000000000000')),
    '/wrong-project': page(snippet().replace(bot.id, 'proj_00000000000000000000')),
  });
  await owner.patch(`/api/bots/${bot.id}`, { domains: [new URL(site.url).host] });
  return site.stop;
});

function page(body, head = '') {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kettles</title>
    <meta name="viewport" content="width=device-width">${head}</head>
    <body><main><h1>Kettles</h1>${body}</main></body></html>`;
}

const launcher = (page) => page.getByRole('button', { name: 'Open chat' });
const panel = (page) => page.getByRole('dialog', { name: 'Chat' });

journey(home, 'A visitor opens the chat and closes it by button and by Escape', async ({ page }) => {
  await page.goto(site.url);
  await launcher(page).click();
  await panel(page).waitFor();
  assert.equal(await launcher(page).getAttribute('aria-expanded'), 'true');
  await page.getByRole('button', { name: 'Close chat' }).click();
  await panel(page).waitFor({ state: 'hidden' });
  // Back where the visitor was, so that the keyboard goes on from there: Enter opens it again.
  await page.keyboard.press('Enter');
  await panel(page).waitFor();
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'hidden' });
  assert.equal(await launcher(page).getAttribute('aria-expanded'), 'false');
});

journey(home, 'The chat’s own code is fetched only when somebody wants it', async ({ page }) => {
  const fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(site.url);
  await launcher(page).waitFor();
  assert.deepEqual(fetched.filter((path) => path.startsWith('/assets/')), []);
  const module = page.waitForResponse((response) => response.url().endsWith('.wasm'));
  await launcher(page).hover();
  await module;
  assert.match(fetched.join(' '), /\/assets\/widget\.[0-9a-f]{16}\.js( |$)/);
  assert.match(fetched.join(' '), /\/assets\/widget\.[0-9a-f]{16}\.wasm( |$)/);
});

journey(home, 'Launcher and panel are accessible in both themes and widths', async ({ page }) => {
  await page.goto(site.url);
  await launcher(page).waitFor();
  await look(page, 'widget-launcher');
  await launcher(page).click();
  await panel(page).waitFor();
  await look(page, 'widget-panel');
});

journey(home, 'Position, colour and language follow the attributes', async ({ page }) => {
  await page.goto(`${site.url}/left`);
  const button = page.getByRole('button', { name: 'فتح المحادثة' });
  const box = await button.boundingBox();
  assert.ok(box.x < 100, `on the left, and not at ${box.x}`);
  const style = await button.evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    return { backgroundColor, color };
  });
  // Black and not white on gold: the one that can be read.
  assert.deepEqual(style, { backgroundColor: 'rgb(255, 215, 0)', color: 'rgb(0, 0, 0)' });
  await button.click();
  const dialog = page.getByRole('dialog', { name: 'المحادثة' });
  assert.equal(await dialog.getAttribute('dir'), 'rtl');
  await axe(page);
});

journey(home, 'The chat works under a strict Content Security Policy', async ({ page }) => {
  await page.goto(`${site.url}/strict`);
  await launcher(page).click();
  await panel(page).waitFor();
  // A line to the server, too.
  await page.keyboard.type('Good morning');
  await page.keyboard.press('Enter');
  await page.getByText('Sent', { exact: true }).waitFor();
});

journey(home, 'A policy that forbids sockets leaves the chat its other way', async ({ page }) => {
  expectTrouble(page, /violates the following Content Security Policy/);
  await page.goto(`${site.url}/stricter`);
  await launcher(page).click();
  await panel(page).waitFor();
  await page.keyboard.type('Good morning');
  await page.keyboard.press('Enter');
  await page.getByText('Sent', { exact: true }).waitFor();
});

journey(home, 'Before the visitor acts there is one request that caches keep, and nothing is stored', async ({ page, context }) => {
  const asked = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const config = page.waitForResponse((response) => response.url().endsWith('/config'));
  await page.goto(site.url);
  await launcher(page).waitFor();
  const answer = await config;
  assert.match(answer.headers()['cache-control'], /public, max-age=\d+/);
  assert.equal(answer.request().headers().cookie, undefined);
  const ours = asked.filter((request) => request !== 'GET /' && request !== 'GET /favicon.ico');
  assert.deepEqual(ours, ['GET /v1/widget.js', `GET /api/widget/${bot.id}/config`]);
  await launcher(page).click();
  await panel(page).getByText('Hello. How can we help you?').waitFor();
  await panel(page).getByRole('heading', { name: 'Kettle bot' }).waitFor();
  assert.deepEqual(asked.filter((request) => !request.startsWith('GET')), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.deepEqual(await context.cookies(), []);
});

journey(home, 'A wrong key is told to the visitor as a chat that is not there, and to the developer in words', async ({ page }) => {
  expectTrouble(page, /ROMASHKA: |status of 401/);
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(`${site.url}/wrong-key`);
  await launcher(page).click();
  await page.getByRole('textbox', { name: 'Write a message' }).fill('Good morning');
  await page.keyboard.press('Enter');
  await page.getByText('The chat is not available on this page.').waitFor();
  await page.getByText('Not sent').waitFor();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  assert.match(said.join('\n'), /ROMASHKA: .*key/i);
  await axe(page);
});

journey(home, 'A page with a project that is none, or of a foreign origin, shows no launcher and says why in the console', async ({ page, url }) => {
  expectTrouble(page, /ROMASHKA: the chat does not show|status of 40[34]/);
  const warned = page.waitForEvent('console', (message) => message.text().includes('does not show'));
  await page.goto(`${site.url}/wrong-project`);
  await warned;
  assert.equal(await page.locator('romashka-widget').count(), 0);
  const script = { src: `${url}/v1/widget.js`, project: bot.id, key: bot.widget.key };
  const foreign = await startSite({
    '/': `<!doctype html><html lang="en"><head><title>Other</title></head><body><h1>Other</h1>
      <script async src="${script.src}" data-project="${script.project}" data-key="${script.key}"></script></body></html>`,
  });
  try {
    const refused = page.waitForEvent('console', (message) => message.text().includes('does not show'));
    await page.goto(foreign.url);
    await refused;
    assert.equal(await page.locator('romashka-widget').count(), 0);
  } finally {
    await foreign.stop();
  }
});

journey(home, 'A snippet in the head waits for the body', async ({ page }) => {
  await page.goto(`${site.url}/head`);
  await launcher(page).waitFor();
});

journey(home, 'A second snippet on the page is refused politely', async ({ page }) => {
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(`${site.url}/twice`, { waitUntil: 'networkidle' });
  assert.equal(await launcher(page).count(), 1);
  assert.match(said.join('\n'), /already/);
});

journey(home, 'Without project and key there is a hint in the console and no launcher', async ({ page }) => {
  expectTrouble(page, /needs a project id and a key/);
  await page.goto(`${site.url}/nameless`, { waitUntil: 'networkidle' });
  assert.equal(await page.locator('romashka-widget').count(), 0);
});

journey(home, 'The page’s style sheet does not reach the launcher', async ({ page }) => {
  await page.goto(`${site.url}/hostile`);
  const box = await launcher(page).boundingBox();
  assert.deepEqual([box.width, box.height], [56, 56]);
  assert.ok(box.x > 1000 && box.y > 700, `bottom right, and not at ${box.x}, ${box.y}`);
});

journey(home, 'When the chat’s code cannot be fetched the visitor is told, and the next click tries again', async ({ page }) => {
  expectTrouble(page, /could not be loaded|Failed to (load|fetch)|ERR_FAILED/);
  await page.goto(site.url);
  await page.route('**/assets/*', (route) => route.abort());
  await launcher(page).click();
  await page.getByText('The chat could not be loaded.').waitFor();
  await page.unroute('**/assets/*');
  await launcher(page).click();
  await panel(page).waitFor();
});
