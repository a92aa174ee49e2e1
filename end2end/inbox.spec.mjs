// A visitor asks for a person; two of the team see it live, one takes it, answers, resolves and reopens.
import assert from 'node:assert/strict';
import { expectTrouble, house, journey, look, watch, assertNoTrouble, axe } from './harness.mjs';
import { ANN, OLGA, alive, axeInChosenThemes, button, fill, invite, open, setUp, signIn } from './people.mjs';

const home = house();
const SITE = 'https://chamomile.example';
let bot;

/** A visitor, by the way without sockets. */
async function visitor(url) {
  const post = async (path, body, token) => {
    const headers = { 'content-type': 'application/json', origin: SITE, ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };
  const { token } = await post('/v1/session', { project: bot.id, key: bot.widget.key });
  let number = 0;
  const frame = (body) => post('/v1/frames', body, token);
  return {
    say: (text) => frame({ type: 'message', client_id: `v${(number += 1)}`, text }),
    human: () => frame({ type: 'human', client_id: `v${(number += 1)}` }),
    typing: (on) => frame({ type: 'typing', on }),
    read: (seq) => frame({ type: 'read', seq }),
  };
}

const thread = (page) => page.getByRole('log', { name: 'Messages' });
const bubble = (page, text) => thread(page).locator('.bubble', { hasText: text });
const rows = (page) => page.getByRole('list', { name: 'Conversations' }).getByRole('link');
const untouched = (page) =>
  page.evaluate(() => {
    globalThis.untouched = true;
  });

journey(home, 'An empty inbox says what will be here', async ({ page, url }) => {
  await setUp(page, url);
  bot = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/api/bots', { method: 'POST', headers, body: JSON.stringify({ name: 'Romi' }) });
    return answer.json();
  });
  assert.match(bot.id, /^proj_/);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox' }).click();
  await page.getByText('Nobody is waiting').waitFor();
  await look(page, 'inbox-empty');
  await page.getByRole('link', { name: 'Show all open' }).click();
  await page.getByText('No open conversation').waitFor();
  assert.equal(new URL(page.url()).search, '?list=open');
});

journey(home, 'A conversation arrives live, is taken, answered, resolved and reopened, before the eyes of two', async ({ page, browser, url }) => {
  await signIn(page, url, OLGA);
  const link = await invite(page, url, ANN.email);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const ann = watch(await context.newPage());
  ann.setDefaultTimeout(10_000);
  await open(ann, link);
  await fill(ann, { 'Your name': ANN.name, Password: ANN.password });
  await ann.locator('form button[type=submit]').last().click();
  await ann.waitForURL(`${url}/`);
  for (const one of [page, ann]) {
    await open(one, `${url}/inbox`);
    await untouched(one);
  }

  const guest = await visitor(url);
  await guest.say('Do you ship chamomile to the moon?');
  await guest.human();
  for (const one of [page, ann]) {
    await rows(one).first().waitFor();
    assert.match(await rows(one).first().innerText(), /The visitor asked for a human/);
  }
  // The count in the navigation follows by itself.
  await page.locator('.nav-line[href="/inbox"] .nav-count', { hasText: '1' }).waitFor();

  for (const one of [page, ann]) {
    await rows(one).first().click();
    await bubble(one, 'to the moon?').waitFor();
  }
  await look(page, 'inbox-waiting');

  // Typing is seen, and gives way to the message.
  await guest.typing(true);
  await page.getByText(/is typing$/).waitFor();
  await guest.say('Hello? Anybody?');
  for (const one of [page, ann]) await bubble(one, 'Anybody?').waitFor();
  await page.getByText(/is typing$/).waitFor({ state: 'detached' });

  await page.keyboard.press('a');
  await page.locator('.thread-head').getByText('You', { exact: true }).waitFor();
  await ann.locator('.thread-head').getByText(OLGA.name).waitFor();
  assert.equal(await button(ann, 'Take').count(), 0, 'a colleague cannot take it away');

  await page.keyboard.press('r');
  await page.keyboard.type('Not to the moon. **To Mars** we do:');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('[see here](https://chamomile.example/mars) <img src=x onerror=alert(1)>');
  await ann.getByText(`${OLGA.name} is typing an answer`).waitFor();
  await page.keyboard.press('Enter');
  for (const one of [page, ann]) {
    await bubble(one, 'To Mars').locator('strong').waitFor();
    assert.equal(await bubble(one, 'To Mars').count(), 1, 'it stands there once');
    assert.equal(await bubble(one, 'To Mars').getByRole('link').getAttribute('href'), 'https://chamomile.example/mars');
    assert.equal(await one.locator('.thread img').count(), 0);
  }
  await page.locator('.is-unsent').waitFor({ state: 'detached' });
  assert.equal(await page.locator('#answer').inputValue(), '');
  await guest.read(99);
  await page.getByText('Seen by the visitor').waitFor();
  await look(page, 'inbox-thread');

  // What is half typed stays with its conversation, over a reload too.
  await page.locator('#answer').fill('half typed');
  await page.reload();
  await alive(page);
  assert.equal(await page.locator('#answer').inputValue(), 'half typed');
  await bubble(page, 'To Mars').waitFor();
  await untouched(page);
  await page.locator('#answer').fill('');

  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  for (const one of [page, ann]) await one.locator('.composer-closed').waitFor();
  await rows(page).first().waitFor({ state: 'detached' });
  await look(page, 'inbox-resolved');
  await button(ann.locator('.thread-head'), 'Reopen').click();
  await ann.locator('.thread-head').getByText('You', { exact: true }).waitFor();
  await page.locator('.thread-head').getByText(ANN.name).waitFor();
  await page.getByText('Episode 2').first().waitFor();

  // Two at once keep their order; the thread has each once.
  for (const text of ['first', 'second', 'third']) {
    await ann.locator('#answer').fill(text);
    await ann.keyboard.press('Enter');
  }
  await bubble(page, 'third').waitFor();
  const last = await thread(page).locator('.bubble-agent .bubble-body').allInnerTexts();
  assert.deepEqual(last.slice(-3), ['first', 'second', 'third']);
  assert.equal(await ann.evaluate(() => globalThis.untouched), true, 'it was not reloaded');
  assertNoTrouble(ann);
  await context.close();
});

journey(home, 'What could not be sent says so and is sent again once', async ({ page, context, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/inbox?list=open`);
  await rows(page).first().click();
  await page.locator('#answer').waitFor();
  expectTrouble(page, /ERR_FAILED|ERR_INTERNET_DISCONNECTED|request failed/);
  await context.route('**/_fn/reply', (route) => route.abort());
  await page.locator('#answer').fill('lost on its way');
  await page.keyboard.press('Enter');
  await page.getByText('Not sent.').waitFor();
  await axe(page);
  await context.unroute('**/_fn/reply');
  // A reload does not lose it.
  await page.reload();
  await alive(page);
  await button(page, 'Try again').click();
  await page.locator('.is-unsent').waitFor({ state: 'detached' });
  assert.equal(await bubble(page, 'lost on its way').count(), 1);
});

journey(home, 'An answer that fails after its conversation was left is told, and waits there', async ({ page, context, url }) => {
  await signIn(page, url, OLGA);
  const other = await visitor(url);
  await other.say('Do you gift-wrap?');
  await open(page, `${url}/inbox?list=open`);
  await rows(page).nth(1).waitFor();
  await rows(page).first().click();
  await bubble(page, 'Do you gift-wrap?').waitFor();
  expectTrouble(page, /ERR_FAILED|request failed/);
  let lose;
  const lost = new Promise((resolve) => {
    lose = resolve;
  });
  await context.route('**/_fn/reply', async (route) => {
    await lost;
    await route.abort();
  });
  await page.locator('#answer').fill('We do, in yellow');
  await page.keyboard.press('Enter');
  await page.locator('.is-unsent').waitFor();
  await rows(page).nth(1).click();
  await bubble(page, 'Do you gift-wrap?').waitFor({ state: 'detached' });
  lose();
  await page.getByText(/^An answer to .* was not sent\./).waitFor();
  await context.unroute('**/_fn/reply');
  await page.goBack();
  await button(page, 'Try again').click();
  await page.locator('.is-unsent').waitFor({ state: 'detached' });
  assert.equal(await bubble(page, 'We do, in yellow').count(), 1);
});

journey(home, 'Who resolves a conversation and goes on to the next can still take it back', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/inbox?list=open`);
  await rows(page).first().click();
  await bubble(page, 'Do you gift-wrap?').waitFor();
  await page.keyboard.press('e');
  await page.getByText('Resolved.', { exact: true }).waitFor();
  await rows(page).filter({ hasText: 'in yellow' }).waitFor({ state: 'detached' });
  await rows(page).first().click();
  await bubble(page, 'Do you gift-wrap?').waitFor({ state: 'detached' });
  await button(page, 'Undo').click();
  await rows(page).filter({ hasText: 'in yellow' }).waitFor();
});

journey(home, 'The row that has the focus stays what it is while the list changes its order', async ({ page, url }) => {
  const [calm, busy] = [await visitor(url), await visitor(url)];
  for (const one of [busy, calm]) {
    await one.say('Good morning');
    // From here on no bot answers, and the newest words are theirs.
    await one.human();
  }
  await busy.say('I write all the time');
  await calm.say('I was here last');
  await signIn(page, url, OLGA);
  await open(page, `${url}/inbox?list=open`);
  const row = rows(page).filter({ hasText: 'I was here last' });
  await row.focus();
  await row.evaluate((element) => {
    globalThis.row = element;
  });
  assert.equal(await row.evaluate((element) => element === element.closest('ol').querySelector('a')), true, 'it is the first');
  await busy.say('Here I am again');
  await rows(page).first().getByText('Here I am again').waitFor();
  await page.waitForFunction(() => document.activeElement === globalThis.row);
  assert.match(await page.evaluate(() => document.activeElement.innerText), /I was here last/);
  // What is new in it is shown in it.
  await calm.say('And now I say more');
  await rows(page).first().getByText('And now I say more').waitFor();
  await page.waitForFunction(() => document.activeElement === globalThis.row);
  assert.match(await page.evaluate(() => document.activeElement.innerText), /And now I say more/);
  await page.keyboard.press('Enter');
  await bubble(page, 'I was here last').waitFor();
});

journey(home, 'Keys walk through the list, and ? shows them', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  const other = await visitor(url);
  await other.say('Where is my order?');
  await open(page, `${url}/inbox?list=open`);
  await rows(page).nth(1).waitFor();
  const hrefs = await rows(page).evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  await page.keyboard.press('j');
  await page.waitForURL(url + hrefs[0] + '?list=open');
  await page.keyboard.press('j');
  await page.waitForURL(url + hrefs[1] + '?list=open');
  await page.keyboard.press('k');
  await page.waitForURL(url + hrefs[0] + '?list=open');
  await page.goBack();
  await page.waitForURL(url + hrefs[1] + '?list=open');
  await page.keyboard.press('?');
  await page.getByText('Next conversation').waitFor();
  await look(page, 'inbox-keys');
});

journey(home, 'On a phone the panes are steps, and Back leads back', async ({ page, url }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, url, OLGA);
  await open(page, `${url}/inbox?list=open`);
  await axeInChosenThemes(page);
  await rows(page).first().click();
  await page.locator('#answer').waitFor();
  assert.equal(await rows(page).first().isVisible(), false);
  await axeInChosenThemes(page);
  await page.getByRole('link', { name: 'Contact', exact: true }).click();
  await page.getByRole('complementary', { name: 'Contact' }).waitFor();
  await axeInChosenThemes(page);
  await page.goBack();
  await page.locator('#answer').waitFor();
  await page.getByRole('link', { name: 'To the list' }).click();
  await rows(page).first().waitFor();
});
