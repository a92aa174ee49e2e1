// The demo as a person meets it: a shop of its own beside the server, whose pages carry the bot that the dashboard shows.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { assertNoTrouble, axe, freePort, house, journey, look, watch } from './harness.mjs';
import { OLGA, alive, binary, button, open, setUp, signIn } from './people.mjs';

const shop = `127.0.0.1:${await freePort()}`;
const demo = { said: '' };

const home = house({}, async () => async () => {
  if (demo.child === undefined || demo.child.exitCode !== null) return;
  demo.child.kill('SIGINT');
  await once(demo.child, 'exit');
  assert.equal(demo.child.exitCode, 0, 'the shop closes in order');
});

const WORKSPACE = 'Kamille & Co (demo shop)';

/** Starts the demo as an operator would, beside the server, and waits until the shop is open. */
async function startDemo(server) {
  const env = { PATH: process.env.PATH, ROMASHKA_DATA_DIR: join(server.folder, 'data'), ROMASHKA_ADDR: new URL(server.url).host };
  demo.child = spawn(binary, ['demo', '--shop', shop], { cwd: server.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [demo.child.stdout, demo.child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      demo.said += text;
    });
  }
  const deadline = Date.now() + 60_000;
  while (!demo.said.includes(`The shop is open at http://${shop}/`)) {
    assert.ok(demo.child.exitCode === null && Date.now() < deadline, `the demo did not open:\n${demo.said}`);
    await wait(50);
  }
}

const thread = (page) => page.getByRole('log');
const chat = (page) => page.getByRole('dialog').getByRole('textbox');
const LAUNCHER = { en: 'Open chat', es: 'Abrir el chat', de: 'Chat öffnen' };
const bubble = (page, text) => page.locator('.thread .bubble', { hasText: text });

async function ask(page, text) {
  await chat(page).fill(text);
  await page.keyboard.press('Enter');
  await thread(page).getByText(text, { exact: true }).waitFor();
}

journey(home, 'The demo opens a shop whose pages carry exactly the snippet that the bot’s page shows', async ({ page, url, server }) => {
  await setUp(page, url);
  await startDemo(server);
  assert.match(demo.said, /15 pages read, 15 in all/);
  await open(page, url);
  await page.locator('.sidebar-top .switcher').click();
  await button(page, WORKSPACE).click();
  await page.getByRole('heading', { name: WORKSPACE, level: 1 }).waitFor();
  await alive(page);
  await open(page, `${url}/bots`);
  await page.getByRole('link', { name: 'Mila' }).click();
  const snippet = await page.getByRole('region', { name: 'Snippet' }).innerText();
  for (const path of ['/', '/help/en/returns', '/help/de/rueckgabe']) {
    const html = await (await fetch(`http://${shop}${path}`)).text();
    assert.equal(html.split(snippet).length, 2, `${path} carries it once, as it is`);
    assert.equal(html.match(/<script/g).length, 1, `${path} carries nothing else`);
  }
  assert.notEqual(new URL(`http://${shop}`).origin, new URL(url).origin);
  await open(page, `${url}/knowledge`);
  for (const language of ['English', 'Spanish', 'German']) await page.getByText(language, { exact: true }).first().waitFor();
});

const ASKED = [
  { language: 'en', text: 'How many days do I have to return an item?', says: /30 days/, source: '/help/en/returns' },
  { language: 'es', text: '¿Cuánto tarda el envío a España?', says: /3 a 5 días/, source: '/help/es/envios' },
  { language: 'de', text: 'Wie lange kann ich Ware zurückgeben?', says: /30 Tagen/, source: '/help/de/rueckgabe' },
];

for (const { language, text, says, source } of ASKED) {
  journey(home, `The shop’s assistant answers a question in ${language} in that language, with a link to the shop’s page`, async ({ page }) => {
    await page.goto(`http://${shop}${source}`);
    await page.getByRole('button', { name: LAUNCHER[language] }).click();
    await ask(page, text);
    await thread(page).getByText(says).waitFor();
    const link = thread(page).getByRole('link').first();
    assert.equal(await link.getAttribute('href'), `http://${shop}${source}`);
    await axe(page);
    const [beside] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await beside.waitForLoadState();
    assert.equal(beside.url(), `http://${shop}${source}`);
    await beside.close();
  });
}

journey(home, 'What the shop does not know is said so, and who asks for a human in words is in the inbox with reason and history', async ({ page, browser, url }) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const team = watch(await context.newPage());
  team.setDefaultTimeout(10_000);
  await signIn(team, url, OLGA);
  await open(team, `${url}/inbox`);
  await team.getByText('Nobody is waiting').waitFor();

  await page.goto(`http://${shop}/`);
  await page.getByRole('button', { name: LAUNCHER.en }).click();
  await ask(page, ASKED[0].text);
  await thread(page).getByText(ASKED[0].says).waitFor();
  await ask(page, 'Do you have submarines with leather seats?');
  await thread(page).getByText(/I don’t know that/).waitFor();
  await thread(page).getByRole('button', { name: 'Talk to a human' }).waitFor();
  await look(page, 'demo-unknown');
  await ask(page, 'I would like to talk to a real person, please');
  await page.getByText('Waiting for someone from the team').waitFor();

  const row = team.getByRole('list', { name: 'Conversations' }).getByRole('link');
  await row.getByText('The visitor asked for a human').waitFor();
  await row.click();
  await bubble(team, 'I would like to talk to a real person, please').waitFor();
  await team.getByText('Handed over: The visitor asked for a human').first().waitFor();
  const history = await team.locator('.thread .bubble .bubble-body').allInnerTexts();
  const place = (pattern) => history.findIndex((text) => pattern.test(text));
  const order = [/How many days/, ASKED[0].says, /submarines/, /I don’t know that/, /a real person/].map(place);
  assert.ok(order[0] === 0 && order.every((at, n) => n === 0 || at > order[n - 1]), `the whole talk, in order: ${order} of ${history}`);
  const answer = bubble(team, '30 days');
  assert.equal(await answer.getByRole('link').first().getAttribute('href'), `http://${shop}/help/en/returns`);
  await answer.getByText('Answered', { exact: true }).waitFor();
  await look(team, 'demo-inbox');
  assertNoTrouble(team);
  await context.close();
});
