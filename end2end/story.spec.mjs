// Maria asks in Spanish, is understood, is answered with a source, asks what follows from it, and says what she thinks of it.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, house, journey, look, startSite, watch, assertNoTrouble } from './harness.mjs';
import { startOwner } from './people.mjs';

const sitePort = await freePort();
const shop = `127.0.0.1:${sitePort}`;
const address = `127.0.0.1:${await freePort()}`;

const DEVOLUCIONES = `<!doctype html><html lang="es"><head><title>Devoluciones</title></head><body><main><h1>Devoluciones</h1>
  <h2>Política de devoluciones</h2><p>Puede devolver cualquier producto en un plazo de 30 días desde la entrega.</p>
  <h2>¿Cuánto tarda la devolución?</h2><p>La devolución del dinero tarda hasta 10 días laborables.</p></main></body></html>`;
const QUESTION = '¿Cuál es su política de devoluciones?';

let owner;
const home = house({ env: { ROMASHKA_ADDR: address, ROMASHKA_ALLOW_HOSTS: shop } }, async ({ url, browser }) => {
  owner = await startOwner(browser, url);
  const bot = await owner.post('/api/bots', { name: 'Tetera' });
  await owner.patch(`/api/bots/${bot.id}`, { domains: [shop] });
  const page = `<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Teteras</title>
    <meta name="viewport" content="width=device-width"></head><body><main><h1>Teteras</h1></main>
    <script async src="${url}/v1/widget.js" data-project="${bot.id}" data-key="${bot.widget.key}"></script></body></html>`;
  const site = await startSite({ '/': page, '/devoluciones': DEVOLUCIONES }, sitePort);
  await owner.post('/api/knowledge/import-url', { url: `http://${shop}/devoluciones`, publish: true });
  return site.stop;
});

const thread = (page) => page.getByRole('log');

async function openChat(page) {
  await page.goto(`http://${shop}/`);
  await page.getByRole('button', { name: /^Abrir el chat/ }).click();
  await page.getByRole('dialog').waitFor();
}

async function write(page, text) {
  await page.getByRole('dialog').getByRole('textbox', { name: 'Escribe un mensaje' }).fill(text);
  await page.keyboard.press('Enter');
  await thread(page).getByText(text, { exact: true }).waitFor();
}

/** The newest conversation. */
async function conversation() {
  const { items } = await owner.get('/api/conversations?list=open');
  return owner.get(`/api/conversations/${items[0].id}`);
}

journey(home, 'Maria asks in Spanish for the return policy, and her next question is understood', async ({ page }) => {
  await openChat(page);
  await write(page, QUESTION);
  await thread(page).getByText(/30 días/).waitFor();
  const source = thread(page).getByRole('link', { name: /Devoluciones/ }).first();
  assert.equal(await source.getAttribute('href'), `http://${shop}/devoluciones`);
  await write(page, '¿y cuánto tarda?');
  await thread(page).getByText(/10 días laborables/).waitFor();
  const { messages, language } = await conversation();
  const asked = messages.find((message) => message.text === QUESTION).analysis;
  assert.deepEqual([language, asked.language, asked.intent, asked.sentiment.label], ['es', 'es', 'check_refund_policy', 'neutral']);
  assert.ok(asked.language_confidence >= 0.9 && asked.intent_confidence >= 0.9, JSON.stringify(asked));
  const answers = messages.filter((message) => message.author.kind === 'bot');
  assert.deepEqual(answers.map((answer) => [answer.verdict, answer.language]), [['answered', 'es'], ['answered', 'es']]);
  await look(page, 'story-maria');
});

journey(home, 'An answer is rated, why not is said, and it stands there in a second tab, after a reload and in the inbox', async ({ page, context }) => {
  await openChat(page);
  await write(page, QUESTION);
  await thread(page).getByText(/30 días/).waitFor();
  const down = (where) => thread(where).getByRole('button', { name: 'No me ayuda' }).first();
  const up = (where) => thread(where).getByRole('button', { name: 'Útil', exact: true }).first();
  const second = watch(await context.newPage());
  await openChat(second);
  await down(second).waitFor();
  await down(page).click();
  await thread(page).getByRole('button', { name: 'Está anticuado' }).click();
  await thread(page).getByRole('textbox', { name: /Cuéntanos más/ }).fill('Eran 14 días');
  await look(page, 'story-why');
  await page.keyboard.press('Enter');
  await thread(page).getByRole('textbox').waitFor({ state: 'detached' });
  const kept = async () => (await conversation()).messages.find((message) => message.author.kind === 'bot').feedback;
  for (let tries = 0; (await kept())?.comment === undefined && tries < 50; tries += 1) await wait(100);
  assert.deepEqual(await kept(), { vote: 'down', reason: 'outdated', comment: 'Eran 14 días' });
  await second.locator('[aria-pressed="true"]').first().waitFor();
  assert.equal(await down(second).getAttribute('aria-pressed'), 'true');
  assertNoTrouble(second);
  await page.reload();
  await page.getByRole('button', { name: /^Abrir el chat/ }).click();
  await down(page).waitFor();
  assert.equal(await down(page).getAttribute('aria-pressed'), 'true');
  await up(page).click();
  for (let tries = 0; (await kept())?.vote !== 'up' && tries < 50; tries += 1) await wait(100);
  assert.deepEqual(await kept(), { vote: 'up' });
  await up(page).click();
  for (let tries = 0; (await kept()) !== undefined && tries < 50; tries += 1) await wait(100);
  assert.equal(await kept(), undefined);
});
