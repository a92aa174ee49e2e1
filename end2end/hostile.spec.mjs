// What somebody writes so that it does something else than be read: it is shown, and does nothing.
import assert from 'node:assert/strict';
import { assertNoTrouble, house, journey, startSite, watch } from './harness.mjs';
import { OLGA, open, signIn, startOwner } from './people.mjs';

const RUN = 'globalThis.harmed=1;top.harmed=1';
const HOSTILE = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}"></svg><iframe srcdoc="<script>${RUN}</script>"></iframe>`,
  `[a script](javascript:${RUN})`,
  `[a tabbed script](java\tscript:${RUN})`,
  `[a document](data:text/html,<script>${RUN}</script>)`,
  `[another program](vbscript:${RUN})`,
  `![a picture](https://example.invalid/x.png" onerror="${RUN})`,
  `<javascript:${RUN}>`,
  '[a fair link](https://chamomile.example/fair)',
].join('\n\n');
/** Just below what a message may have. */
const DEEP = ['> '.repeat(1_900), '[**_'.repeat(900), `${'- '.repeat(1_900)}x`, '((((('.repeat(700), '*'.repeat(3_900)];

let owner;
let site;
let bot;
const home = house({}, async ({ url, browser }) => {
  owner = await startOwner(browser, url);
  bot = await owner.post('/api/bots', { name: 'Kettle bot' });
  site = await startSite({
    '/': `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kettles</title></head><body><main><h1>Kettles</h1></main>
      <script async src="${url}/v1/widget.js" data-project="${bot.id}" data-key="${bot.widget.key}"></script></body></html>`,
  });
  await owner.patch(`/api/bots/${bot.id}`, {
    domains: [new URL(site.url).host],
    welcome_message: `Welcome <img src=x onerror="${RUN}"> [here](javascript:${RUN})`,
  });
  return site.stop;
});

/** That nothing ran, nothing was made that could, and every link leads to a page. */
async function assertHarmless(page, root) {
  assert.equal(await page.evaluate(() => globalThis.harmed), undefined, 'something ran');
  for (const tag of ['script', 'img', 'iframe', 'object', 'embed', 'form', 'style', 'base']) {
    assert.equal(await root.locator(tag).count(), 0, `a ${tag} was made`);
  }
  const inside = root.locator('*');
  const found = await inside.evaluateAll((all) => ({
    handlers: all.flatMap((element) => [...element.attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => name)),
    links: all.filter((element) => element.matches('a')).map((link) => link.getAttribute('href')),
  }));
  assert.deepEqual(found.handlers, []);
  assert.deepEqual(found.links.filter((href) => !/^(https?:\/\/|\/)/.test(href)), []);
  return found.links;
}

/** Presses whatever looks as if it could be pressed. */
async function pressAll(root, names) {
  for (const name of names) {
    const words = root.getByText(name, { exact: true });
    for (let n = 0; n < (await words.count()); n += 1) await words.nth(n).click();
  }
}
const INERT = ['a script', 'a document', 'another program'];

journey(home, 'Hostile words of an agent, an item and a visitor do nothing in the widget and in the inbox, and can be read', async ({ page, browser, url }) => {
  await owner.post('/api/knowledge/items', {
    title: 'Kettle care',
    content: `# Kettle care\n\n## How do I clean a kettle?\n\nClean a kettle with vinegar <img src=x onerror="${RUN}"> and [a script](javascript:${RUN}).\n\n${HOSTILE}`,
    publish: true,
  });
  await page.goto(site.url);
  await page.getByRole('button', { name: /^Open chat/ }).click();
  const thread = page.getByRole('log');
  await thread.getByText(/^Welcome/).waitFor();
  const say = async (text) => {
    await page.getByRole('dialog').getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
  };
  await say('How do I clean a kettle?');
  await thread.getByText(/with vinegar/).waitFor();
  await say(`<img src=x onerror="${RUN}"> from the visitor`);
  await thread.getByText('from the visitor').waitFor();

  const { items } = await owner.get('/api/conversations?list=open');
  const replies = `/api/conversations/${items[0].id}/message`;
  await owner.post(replies, { text: HOSTILE });
  for (const text of DEEP) await owner.post(replies, { text });
  await owner.post(replies, { text: 'And this is the end.' });

  await thread.getByText('And this is the end.').waitFor();
  assert.ok((await assertHarmless(page, thread)).includes('https://chamomile.example/fair'), 'the fair link is one');
  await pressAll(thread, INERT);
  // The words themselves are there to be read.
  assert.ok((await thread.innerText()).includes('<script>'));
  await assertHarmless(page, thread);

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const team = watch(await context.newPage());
  team.setDefaultTimeout(10_000);
  await signIn(team, url, OLGA);
  await open(team, `${url}/inbox/${items[0].id}?list=open`);
  await team.locator('.thread').getByText('And this is the end.').waitFor();
  const words = team.getByRole('log', { name: 'Messages' });
  assert.ok((await assertHarmless(team, words)).includes('https://chamomile.example/fair'));
  assert.ok((await words.innerText()).includes('<script>'));
  await assertHarmless(team, team.locator('.conversations'));
  await pressAll(words, INERT);
  await assertHarmless(team, words);
  assert.equal(context.pages().length, 1, 'nothing was opened beside');

  // And where the item itself is shown.
  await open(team, `${url}/knowledge`);
  await team.getByRole('link', { name: 'Kettle care' }).click();
  await team.locator('.passage-text', { hasText: 'with vinegar' }).first().waitFor();
  assert.equal(await team.evaluate(() => globalThis.harmed), undefined);
  assert.equal(await team.locator('.passage-text').locator('script, img, iframe, a').count(), 0);
  assertNoTrouble(team);
  await context.close();
});
