// An owner connects the shop's own system, and a visitor asks where their order is.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { expectTrouble, freePort, house, journey, look } from './harness.mjs';
import { axeInChosenThemes, button, field, open, signIn, startOwner, wrong, OLGA } from './people.mjs';

const port = await freePort();
const shop = `127.0.0.1:${port}`;
const KEY = 'Bearer the-shops-own-key';

let owner;
let bot;
const home = house({ env: { ROMASHKA_ALLOW_HOSTS: shop } }, async ({ browser, server }) => {
  const system = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://shop');
    const isHers = pathname === '/orders/441209' && searchParams.get('email') === 'lisa@tea.example';
    const [status, body] =
      request.headers.authorization !== KEY ? [401, {}]
      : isHers ? [200, { status: 'Packed', text: 'It leaves us tonight.', expected_on: '2026-12-01', margin: 80 }]
      : [404, {}];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  system.listen(port, '127.0.0.1');
  await once(system, 'listening');
  owner = await startOwner(browser, server.url);
  bot = await owner.post('/api/bots', { name: 'Mila' });
  return async () => {
    await owner.context.close();
    system.close();
    system.closeAllConnections();
  };
});

const visitor = (text) => ({ role: 'visitor', text });
const assistant = ({ text }) => ({ role: 'assistant', text });
const ask = (messages) => owner.post('/api/ai/chat', { bot: bot.id, messages });

journey(home, 'The owner connects the shop, whose key is never shown again', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/bots/${bot.id}`);
  await page.getByRole('navigation', { name: 'Settings of the bot' }).getByRole('link', { name: 'Tools' }).click();
  await page.waitForURL(/\?tab=tools$/);
  await page.getByRole('heading', { name: 'Order status' }).waitFor();
  expectTrouble(page, /status of 422/);
  await page.getByRole('checkbox', { name: /^The bot may use it/ }).check();
  await field(page, 'Address of your shop’s system').fill(`http://${shop}/orders`);
  await button(page, 'Save tools').click();
  await wrong(page, 'Address of your shop’s system', /\{order\}/);
  await field(page, 'Address of your shop’s system').fill(`http://${shop}/orders/{order}?email={email}`);
  await field(page, 'Authorization header').fill(KEY);
  await look(page, 'bot-tools');
  await button(page, 'Save tools').click();
  await page.getByText('Tools saved.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Order status' }).waitFor();
  assert.equal(await field(page, 'Authorization header').inputValue(), '');
  assert.equal(await field(page, 'Authorization header').getAttribute('placeholder'), 'Is set');
  assert.ok(await page.getByRole('checkbox', { name: /^The bot may use it/ }).isChecked());
  assert.doesNotMatch(await page.content(), /the-shops-own-key/);
  await axeInChosenThemes(page);
  await look(page, 'bot-tools-saved');
});

journey(home, 'A visitor is asked for number and address, and reads where the order is', async ({ page, url }) => {
  const talk = [visitor('Where is my order?')];
  let answer = await ask(talk);
  assert.match(answer.text, /order number/);
  talk.push(assistant(answer), visitor('441209'));
  answer = await ask(talk);
  assert.match(answer.text, /e-mail address/);
  answer = await ask([...talk, assistant(answer), visitor('eve@evil.example')]);
  assert.deepEqual([answer.verdict, answer.offers_human], ['unknown', true]);
  answer = await ask([visitor('Where is my order 441209? I used lisa@tea.example')]);
  assert.match(answer.text, /Packed[^]*It leaves us tonight[^]*2026-12-01/);
  assert.doesNotMatch(answer.text, /80/);
  await signIn(page, url, OLGA);
  await open(page, `${url}/bots/${bot.id}?tab=tools`);
  // Saved without typing the key anew, it is still there; switched off, nothing is asked any more.
  await page.getByRole('checkbox', { name: /^The bot may use it/ }).uncheck();
  await button(page, 'Save tools').click();
  await page.getByText('Tools saved.').waitFor();
  assert.doesNotMatch((await ask([visitor('Where is my order 441209?')])).text, /e-mail address|Packed/);
  const [tool] = await owner.get(`/api/bots/${bot.id}/tools`);
  assert.deepEqual([tool.is_on, tool.fields[1].is_set], [false, true]);
});
