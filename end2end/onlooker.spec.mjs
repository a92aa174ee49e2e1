// A visitor talks in the chat, and the team looks on in the inbox: what each sees of the other before anything is sent, what
// an answer of the bot rests on, and what was said long ago.
import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { assertNoTrouble, axe, freePort, house, journey, look, startSite, watch } from './harness.mjs';
import { OLGA, alive, button, field, fill, invite, open, signIn, startOwner } from './people.mjs';

const VERA = { name: 'Vera Lind', email: 'vera@chamomile.example', password: 'nobody answers like me' };
const RETURNS = `<!doctype html><html lang="en"><head><title>Returns</title></head><body><main><h1>Returns</h1>
  <h2>How long can I return a kettle?</h2><p>You can return a kettle within 30 days of delivery. Keep the receipt until then.</p>
  </main></body></html>`;

const [sitePort, modelPort] = [await freePort(), await freePort()];
const shop = `127.0.0.1:${sitePort}`;
const model = { asked: [] };
let owner;

/** A model service. Whoever waits for the next question writes its answer; where nobody does, it knows nothing. */
const service = http.createServer(async (request, response) => {
  for await (const _ of request);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const say = (content) => {
    const choices = [{ index: 0, delta: { content }, finish_reason: null }];
    response.write(`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices })}\n\n`);
  };
  const end = () => {
    const choices = [{ index: 0, delta: {}, finish_reason: 'stop' }];
    response.write(`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices })}\n\n`);
    response.end('data: [DONE]\n\n');
  };
  const writer = model.asked.shift();
  if (writer) return writer({ say, end });
  say('[none]');
  return end();
});
const nextQuestion = () => new Promise((asked) => model.asked.push(asked));

const home = house(
  {
    env: {
      ROMASHKA_ALLOW_HOSTS: `${shop},127.0.0.1:${modelPort}`,
      OPENAI_BASE_URL: `http://127.0.0.1:${modelPort}/v1`,
      OPENAI_MODEL: 'm',
    },
  },
  async ({ url, browser }) => {
    service.listen(modelPort, '127.0.0.1');
    await once(service, 'listening');
    owner = await startOwner(browser, url);
    const bot = await owner.post('/api/bots', { name: 'Kettle bot' });
    await owner.patch(`/api/bots/${bot.id}`, { domains: [shop] });
    const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kettles</title></head>
      <body><main><h1>Kettles</h1></main>
      <script async src="${url}/v1/widget.js" data-project="${bot.id}" data-key="${bot.widget.key}"></script></body></html>`;
    const site = await startSite({ '/': page, '/returns': RETURNS }, sitePort);
    await owner.post('/api/knowledge/import-url', { url: `http://${shop}/returns`, publish: true });
    return async () => {
      await site.stop();
      service.closeAllConnections();
      service.close();
    };
  },
);

const bubble = (page, text) => page.locator('.thread .bubble', { hasText: text });
const rows = (page) => page.getByRole('list', { name: 'Conversations' }).getByRole('link');
const chat = (page) => page.getByRole('dialog').getByRole('textbox');

/** A visitor with a browser of their own, who has opened the chat and said this. */
async function visitor(browser, text) {
  const context = await browser.newContext();
  const page = watch(await context.newPage());
  page.setDefaultTimeout(10_000);
  await page.goto(`http://${shop}/`);
  await page.getByRole('button', { name: 'Open chat' }).click();
  await chat(page).fill(text);
  await page.keyboard.press('Enter');
  await page.getByText('Sent', { exact: true }).waitFor();
  return page;
}

/** Somebody of the team opens the conversation in which this was said last. */
async function lookOn(page, url, text) {
  await open(page, `${url}/inbox?list=open`);
  await rows(page).first().click();
  await bubble(page, text).first().waitFor();
}

/** Types until somebody sees it: who has just begun to look is not told of what began before. */
async function typeUntil(seen, into, text) {
  for (let tries = 0; tries < 10; tries += 1) {
    await into.fill('');
    await into.pressSequentially(text);
    if (await seen.waitFor({ timeout: 1000 }).then(() => true, () => false)) return;
  }
  await seen.waitFor();
}

journey(home, 'The team sees the visitor type, then what the bot is writing, then the answer with what it rests on', async ({ page, browser, url }) => {
  const guest = await visitor(browser, 'Good morning');
  await signIn(page, url, OLGA);
  await lookOn(page, url, 'Good morning');
  const question = nextQuestion();
  await typeUntil(page.getByText(/^Visitor .* is typing$/), chat(guest), 'How long can I return a kettle?');
  await guest.keyboard.press('Enter');
  const { say, end } = await question;
  await page.getByText(/is typing$/).waitFor({ state: 'detached' });
  await page.getByText('The bot is at work').waitFor();
  // A sentence is shown once the next one has begun.
  say('You can return a kettle within 30 days of delivery [1]. Keep');
  const draft = page.locator('.is-being-written');
  await draft.getByText('within 30 days').waitFor();
  assert.match(await draft.innerText(), /is writing/);
  assert.equal(await draft.getByText('Keep').count(), 0);
  await look(page, 'inbox-writing');
  say(' the receipt until then [1].');
  end();
  const answer = bubble(page, 'Keep the receipt until then');
  await answer.getByText('Answered', { exact: true }).waitFor();
  await draft.waitFor({ state: 'detached' });
  assert.equal(await bubble(page, 'within 30 days').count(), 1, 'the answer stands there once');
  assert.match(await answer.innerText(), /\d+ % sure/);
  assert.equal(await answer.getByRole('link', { name: /^Returns/ }).getAttribute('href'), `http://${shop}/returns`);
  assert.doesNotMatch(await guest.getByRole('dialog').innerText(), /% sure/, 'how sure the bot was is for the team alone');
  await look(page, 'inbox-answered');
  assertNoTrouble(guest);
  await guest.context().close();
});

journey(home, 'The visitor sees by name who of the team is typing, for as long as they do', async ({ page, browser, url }) => {
  const guest = await visitor(browser, 'Is anybody of you there?');
  await signIn(page, url, OLGA);
  await lookOn(page, url, 'Is anybody of you there?');
  const typing = guest.getByRole('log').getByText(`${OLGA.name} is typing`);
  await typeUntil(typing, page.locator('#answer'), 'Yes');
  await axe(guest);
  await page.locator('#answer').fill('');
  await typing.waitFor({ state: 'detached' });
  await page.locator('#answer').pressSequentially('Yes, I am');
  await typing.waitFor();
  await page.keyboard.press('Enter');
  await guest.getByRole('log').getByText('Yes, I am').waitFor();
  await typing.waitFor({ state: 'detached' });
  assertNoTrouble(guest);
  await guest.context().close();
});

journey(home, 'Older messages come when somebody asks for them, each once and in order, and what was in sight stays there', async ({ page, browser, url }) => {
  const guest = await visitor(browser, 'Read me the whole list');
  await guest.context().close();
  const { items } = await owner.get('/api/conversations?list=open');
  const lines = Array.from({ length: 60 }, (_, n) => `line ${n + 1} of 60`);
  for (const text of lines) await owner.post(`/api/conversations/${items[0].id}/message`, { text });
  await signIn(page, url, OLGA);
  await lookOn(page, url, 'line 60 of 60');
  assert.equal(await bubble(page, 'line 1 of 60').count(), 0);
  assert.equal(await bubble(page, 'Read me the whole list').count(), 0);
  const older = button(page, 'Show older messages');
  await older.scrollIntoViewIfNeeded();
  const oldest = page.locator('.thread .bubble').first();
  const text = await oldest.locator('.bubble-body').innerText();
  await axe(page);
  await older.click();
  await bubble(page, 'Read me the whole list').waitFor();
  assert.deepEqual(await page.locator('.bubble-agent .bubble-body').allInnerTexts(), lines);
  await older.waitFor({ state: 'detached' });
  const inSight = await bubble(page, text).first().evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const frame = element.closest('.thread-scroll').getBoundingClientRect();
    return bottom > frame.top && top < frame.bottom;
  });
  assert.ok(inSight, `“${text}” went out of sight`);
});

journey(home, 'A viewer reads along live, and is told why there is nothing to write in', async ({ page, browser, url }) => {
  const guest = await visitor(browser, 'Who reads this?');
  await signIn(page, url, OLGA);
  const link = await invite(page, url, VERA.email, 'Viewer');
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const vera = watch(await context.newPage());
  vera.setDefaultTimeout(10_000);
  await open(vera, link);
  await fill(vera, { 'Your name': VERA.name, Password: VERA.password });
  await button(vera, 'Join').click();
  await vera.waitForURL(`${url}/`);
  await alive(vera);
  await lookOn(vera, url, 'Who reads this?');
  await vera.getByText('Your role reads conversations.').waitFor();
  assert.equal(await field(vera, 'Your answer').count(), 0);
  for (const name of ['Take', 'Resolve', 'Send']) assert.equal(await button(vera, name).count(), 0, name);
  await look(vera, 'inbox-viewer');
  // Neither do the keys act, nor does their reading count as the team's.
  for (const key of ['a', 'e', 'r']) await vera.keyboard.press(key);
  await chat(guest).fill('And what do they say?');
  await guest.keyboard.press('Enter');
  await bubble(vera, 'And what do they say?').waitFor();
  assert.equal(await guest.getByText('Seen', { exact: true }).count(), 0);
  await lookOn(page, url, 'And what do they say?');
  await guest.getByText('Seen', { exact: true }).waitFor();
  assert.equal(await button(page, 'Take').count(), 1, 'nobody has taken it');
  assertNoTrouble(vera);
  assertNoTrouble(guest);
  await Promise.all([context.close(), guest.context().close()]);
});
