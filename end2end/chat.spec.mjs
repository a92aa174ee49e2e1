// A visitor of a shop talks: to the bot, then to a person; through broken lines, reloads and a server that restarts.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { axe, expectTrouble, frailLines, freePort, house, journey, look, shots, startServer, startSite, watch, assertNoTrouble } from './harness.mjs';
import { startOwner } from './people.mjs';

const sitePort = await freePort();
const shop = `127.0.0.1:${sitePort}`;
const address = `127.0.0.1:${await freePort()}`;

const RETURNS = `<!doctype html><html lang="en"><head><title>Returns</title></head><body><main><h1>Returns</h1>
  <h2>How long can I return a kettle?</h2><p>You can return a kettle within 30 days of delivery. Keep the receipt.</p>
  <h2>Who pays for the return?</h2><p>We pay for the return shipping inside the European Union.</p></main></body></html>`;

let owner;
const home = house({ env: { ROMASHKA_ADDR: address, ROMASHKA_ALLOW_HOSTS: shop } }, async ({ url, browser }) => {
  owner = await startOwner(browser, url);
  const bot = await owner.post('/api/bots', { name: 'Kettle bot' });
  await owner.patch(`/api/bots/${bot.id}`, { domains: [shop], welcome_message: 'Hello. Ask me about **kettles**.' });
  const page = (attributes = '', language = 'en') => `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Kettles</title>
    <meta name="viewport" content="width=device-width"></head><body><main><h1>Kettles</h1></main>
    <script async src="${url}/v1/widget.js" data-project="${bot.id}" data-key="${bot.widget.key}" ${attributes}></script></body></html>`;
  const site = await startSite(
    {
      '/': page(),
      '/ar': page('data-language="ar"'),
      '/de': page('data-language="de"'),
      '/es': page('', 'es'),
      '/returns': RETURNS,
    },
    sitePort,
  );
  await owner.post('/api/knowledge/import-url', { url: `http://${shop}/returns`, publish: true });
  return site.stop;
});

const thread = (page) => page.getByRole('log');
const field = (page) => page.getByRole('dialog').getByRole('textbox');

async function openChat(page, path = '/') {
  await page.goto(`http://${shop}${path}`);
  await page.getByRole('button', { name: /^(Open chat|فتح المحادثة|Chat öffnen|Abrir el chat)/ }).click();
  await page.getByRole('dialog').waitFor();
}

async function write(page, text) {
  await field(page).fill(text);
  await page.keyboard.press('Enter');
  await thread(page).getByText(text, { exact: true }).waitFor();
}

const source = (page) => thread(page).getByRole('link', { name: /^Returns/ });
const unknown = (page) => thread(page).getByRole('button', { name: 'Talk to a human' });

/** The open conversation in which this was said. */
async function conversationOf(text) {
  for (let tries = 0; tries < 50; tries += 1) {
    const { items } = await owner.get('/api/conversations?list=open');
    for (const { id } of items) {
      const { messages, ...conversation } = await owner.get(`/api/conversations/${id}`);
      if (messages.some((message) => message.text === text)) return { ...conversation, messages };
    }
    await wait(100);
  }
  return assert.fail(`no conversation has “${text}”`);
}

journey(home, 'A question is answered from the knowledge with a link to its source, and a reload keeps all of it', async ({ page, context }) => {
  await openChat(page);
  await thread(page).getByText('Ask me about').waitFor();
  await write(page, 'How long can I return a kettle?');
  await thread(page).getByText(/within 30 days/).waitFor();
  assert.equal(await source(page).getAttribute('href'), `http://${shop}/returns`);
  await look(page, 'chat-answer');
  await page.reload();
  await page.getByRole('button', { name: /^Open chat/ }).click();
  const asked = thread(page).getByText('How long can I return a kettle?', { exact: true });
  await asked.waitFor();
  await source(page).waitFor();
  assert.equal(await asked.count(), 1);
  // A second tab is the same visitor, and hears what the first one says.
  const second = watch(await context.newPage());
  await openChat(second);
  await source(second).waitFor();
  await write(page, 'Who pays for the return?');
  await thread(second).getByText(/We pay for the return shipping/).waitFor();
  assertNoTrouble(second);
});

journey(home, 'What the knowledge does not cover gets the offer of a human, who then talks with the visitor', async ({ page }) => {
  await openChat(page);
  const asked = 'Do you have submarines with leather seats?';
  await write(page, asked);
  await unknown(page).waitFor();
  await look(page, 'chat-unknown');
  await unknown(page).click();
  await page.getByText('Waiting for someone from the team').waitFor();
  const { id, handoff_reason: reason, assignee } = await conversationOf(asked);
  assert.deepEqual([reason, assignee.kind], ['customer_request', 'queue']);
  await owner.post(`/api/conversations/${id}/assign`);
  await page.getByRole('heading', { name: 'Olga Romanova' }).waitFor();
  await owner.post(`/api/conversations/${id}/message`, { text: 'Sadly **not**. What do you need it for?' });
  await thread(page).getByText('What do you need it for?').waitFor();
  await write(page, 'For the sea');
  await look(page, 'chat-person');
  // The window had four sizes meanwhile; the newest words are still in sight.
  const end = () => thread(page).evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
  await page.setViewportSize({ width: 390, height: 500 });
  for (let tries = 0; (await end()) > 1 && tries < 20; tries += 1) await wait(50);
  assert.ok((await end()) <= 1, 'the thread is at its end');
  await owner.post(`/api/conversations/${id}/resolve`);
  await page.getByText('Automatic assistant').waitFor();
  await page.getByRole('button', { name: 'Talk to a human' }).waitFor();
});

journey(home, 'A message of an agent shows as a number on the closed launcher, also on the next page', async ({ page }) => {
  await openChat(page);
  await write(page, 'Good morning, is anybody there today?');
  const { id } = await conversationOf('Good morning, is anybody there today?');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await owner.post(`/api/conversations/${id}/message`, { text: 'Yes, I am.' });
  await page.getByRole('button', { name: /^Open chat \(\d\)$/ }).waitFor();
  await page.goto(`http://${shop}/de`);
  await page.getByRole('button', { name: /^Chat öffnen \(\d\)$/ }).click();
  await thread(page).getByText('Yes, I am.').waitFor();
  await page.getByRole('button', { name: 'Chat öffnen', exact: true }).waitFor();
});

journey(home, 'In Arabic the chat runs from right to left', async ({ page }) => {
  await openChat(page, '/ar');
  assert.equal(await page.getByRole('dialog').getAttribute('dir'), 'rtl');
  await write(page, 'مرحبا');
  await thread(page).getByText('أُرسلت').waitFor();
  await look(page, 'chat-arabic');
});

journey(home, 'On a page in Spanish the chat is in Spanish', async ({ page }) => {
  await openChat(page, '/es');
  const dialog = page.getByRole('dialog', { name: 'Chat', exact: true });
  assert.equal(await dialog.getAttribute('lang'), 'es');
  await page.getByRole('textbox', { name: 'Escribe un mensaje' }).waitFor();
  await page.getByRole('button', { name: 'Cerrar el chat' }).waitFor();
  await axe(page);
  await write(page, '¿Tienen submarinos con asientos de cuero?');
  await thread(page).getByText(/no lo sé/).waitFor();
  await thread(page).getByRole('button', { name: 'Hablar con una persona' }).click();
  await page.getByText('En espera de alguien del equipo').waitFor();
  assert.doesNotMatch(await dialog.innerText(), /\b(Sent|Waiting|Talk to|Automatic|Write a)\b/);
  await look(page, 'chat-spanish');
});

journey(home, 'A line that has silently died is noticed and made anew, and one with signs of life is kept', async ({ page }) => {
  const lines = await frailLines(page, /\/v1\/socket/);
  await openChat(page);
  await write(page, 'Is this line alive?');
  await thread(page).getByText('Sent', { exact: true }).waitFor();
  const { id } = await conversationOf('Is this line alive?');
  for (let signs = 0; signs < 8; signs += 1) {
    await wait(1000);
    lines[0].sign();
  }
  assert.equal(lines.length, 1, 'it was given up though it lived');
  lines[0].isDead = true;
  await owner.post(`/api/conversations/${id}/message`, { text: 'Told into a dead line' });
  await wait(500);
  assert.equal(await thread(page).getByText('Told into a dead line').count(), 0);
  await thread(page).getByText('Told into a dead line').waitFor();
  assert.equal(lines.length, 2);
});

journey(home, 'Where sockets are blocked the chat goes on over server-sent events', async ({ page }) => {
  const posts = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname);
  });
  let refused = 0;
  await page.routeWebSocket(/\/v1\/socket/, (socket) => {
    refused += 1;
    socket.close({ code: 1008 });
  });
  await openChat(page);
  await write(page, 'How long can I return a kettle?');
  await source(page).waitFor({ timeout: 20_000 });
  await write(page, 'Who pays for the return?');
  await thread(page).getByText(/We pay for the return shipping/).waitFor();
  assert.equal(refused, 2);
  assert.deepEqual(posts, ['/v1/session', '/v1/stream', '/v1/frames', '/v1/frames'].concat(posts.slice(4)));
});

journey(home, 'A visitor who writes without a network is told so, and the message arrives once when it is back', async ({ page, context }) => {
  expectTrouble(page, /ERR_INTERNET_DISCONNECTED/);
  await openChat(page);
  await write(page, 'Hello from the train');
  await thread(page).getByText('Sent', { exact: true }).waitFor();
  await context.setOffline(true);
  await page.getByText('You are offline. Your messages are kept.').waitFor();
  await write(page, 'And from the tunnel');
  await thread(page).getByText('Will be sent when you are connected').waitFor();
  await axe(page);
  await shots(page, 'chat-offline');
  await context.setOffline(false);
  await page.getByText('You are offline.').waitFor({ state: 'hidden' });
  const { messages } = await conversationOf('And from the tunnel');
  assert.equal(messages.filter((message) => message.text === 'And from the tunnel').length, 1);
});

journey(home, 'What could not be sent before the visitor went on to another page is sent from there, once', async ({ page }) => {
  expectTrouble(page, /ERR_FAILED|Failed to load resource|WebSocket/);
  await page.route('**/v1/session', (route) => route.abort());
  await openChat(page);
  await write(page, 'See you on the next page');
  await thread(page).getByText('Will be sent when you are connected').waitFor();
  await page.unroute('**/v1/session');
  await page.goto(`http://${shop}/de`);
  const { messages } = await conversationOf('See you on the next page');
  assert.equal(messages.filter((message) => message.text === 'See you on the next page').length, 1);
  await page.getByRole('button', { name: /^Chat öffnen/ }).click();
  await thread(page).getByText('See you on the next page', { exact: true }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: /^Chat öffnen/ }).click();
  await thread(page).getByText('See you on the next page', { exact: true }).waitFor();
  assert.equal(await thread(page).getByText('See you on the next page', { exact: true }).count(), 1);
});

journey(home, 'What is half typed is there on the next page of the tab, and gone when it was sent', async ({ page }) => {
  await openChat(page);
  await page.getByRole('textbox', { name: 'Write a message' }).fill('Do you also repair\nold kettles');
  await page.goto(`http://${shop}/de`);
  await page.getByRole('button', { name: /^Chat öffnen/ }).click();
  const field = page.getByRole('textbox', { name: 'Nachricht schreiben' });
  assert.equal(await field.inputValue(), 'Do you also repair\nold kettles');
  await field.press('Enter');
  await thread(page).getByText('Do you also repair').first().waitFor();
  await page.reload();
  await page.getByRole('button', { name: /^Chat öffnen/ }).click();
  await thread(page).getByText('Do you also repair').first().waitFor();
  assert.equal(await field.inputValue(), '');
});

journey(home, 'The page’s own code opens the chat, says something in it and hears what comes', async ({ page }) => {
  await page.goto(`http://${shop}/`);
  await page.getByRole('button', { name: 'Open chat' }).waitFor();
  await page.evaluate(() => {
    globalThis.heard = [];
    for (const name of ['open', 'close', 'message', 'unread']) {
      globalThis.Romashka.on(name, (detail) => globalThis.heard.push([name, detail?.author ?? detail]));
    }
  });
  await page.evaluate(() => globalThis.Romashka.sendMessage('How long can I return a kettle?'));
  await page.getByRole('button', { name: 'Open chat (1)' }).waitFor();
  await page.evaluate(() => globalThis.Romashka.open());
  await source(page).waitFor();
  await page.evaluate(() => globalThis.Romashka.close());
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const heard = await page.evaluate(() => globalThis.heard.map(([name, detail]) => `${name} ${detail ?? ''}`.trim()));
  assert.deepEqual(heard.filter((line) => line !== 'unread 0'), ['message bot', 'unread 1', 'open', 'close']);
});

// Last, because the house's own server is not there any more afterwards.
journey(home, 'A server that restarts in between loses nothing, and the chat comes back by itself', async ({ page, server, url }) => {
  expectTrouble(page, /WebSocket connection|ERR_CONNECTION_REFUSED|Failed to load resource/);
  await openChat(page);
  await write(page, 'Good evening');
  await thread(page).getByText('Sent', { exact: true }).waitFor();
  await server.stop({ keep: true });
  await write(page, 'How long can I return a kettle?');
  await page.getByText('Connection lost. Your messages are kept.').waitFor();
  await axe(page);
  await shots(page, 'chat-lost');
  const again = await startServer({ env: { ROMASHKA_ADDR: new URL(url).host, ROMASHKA_ALLOW_HOSTS: shop }, folder: server.folder });
  try {
    await source(page).waitFor({ timeout: 40_000 });
    const { messages } = await conversationOf('How long can I return a kettle?');
    assert.equal(messages.filter((message) => message.text === 'How long can I return a kettle?').length, 1);
    await page.getByText('Connection lost.').waitFor({ state: 'hidden' });
  } finally {
    await again.stop();
  }
});
