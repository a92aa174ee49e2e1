// An owner makes a bot, gives it knowledge in three ways, and takes the snippet.
import assert from 'node:assert/strict';
import { axe, expectTrouble, house, journey, look } from './harness.mjs';
import { axeInChosenThemes, button, field, open, setUp, signIn, OLGA } from './people.mjs';

const home = house();

journey(home, 'The home page leads to the first bot, whose snippet can be copied', async ({ page, url }) => {
  await setUp(page, url);
  await page.getByRole('link', { name: 'New bot' }).click();
  await field(page, 'Name').fill('Mila');
  await button(page, 'Make bot').click();
  await page.waitForURL(/\/bots\/proj_/);
  await page.getByRole('heading', { name: 'Mila', level: 1 }).waitFor();
  const snippet = await page.getByRole('region', { name: 'Snippet' }).innerText();
  assert.match(snippet, /^<script async src="http:\/\/.*\/v1\/widget\.js" data-project="proj_[0-9a-z]{20}" data-key="pk_live_[0-9a-z]{20}"><\/script>$/);
  await page.getByText('No website has asked for it yet.').waitFor();
  await axeInChosenThemes(page);
  await look(page, 'bot');
});

journey(home, 'Where the browser has no clipboard, as without TLS, the snippet can be copied all the same', async ({ page, url }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined }));
  await signIn(page, url, OLGA);
  await open(page, `${url}/bots`);
  await page.getByRole('link', { name: 'Mila' }).click();
  await button(page, 'Copy Snippet').click();
  await page.getByText('Copied', { exact: true }).waitFor();
  await field(page, 'Persona').focus();
  await page.keyboard.press('Control+v');
  assert.match(await field(page, 'Persona').inputValue(), /^<script async src=/);
});

journey(home, 'A wrong colour and a wrong website are named, and what was typed stays', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/bots`);
  await page.getByRole('link', { name: 'Mila' }).click();
  await page.waitForURL(/\/bots\/proj_/);
  expectTrouble(page, /status of 422/);
  await field(page, 'Colour').fill('reddish');
  await field(page, 'Websites, one per line').fill('shop.example.com\nnot a website');
  await button(page, 'Save changes').click();
  await page.getByText('Write the colour as #rrggbb').waitFor();
  await page.getByText('“not a website” is no website').waitFor();
  assert.equal(await field(page, 'Colour').inputValue(), 'reddish');
  await field(page, 'Colour').fill('#7a1f4d');
  await field(page, 'Websites, one per line').fill('shop.example.com');
  await button(page, 'Save changes').click();
  await page.getByText('Bot saved.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Mila', level: 1 }).waitFor();
  assert.equal(await field(page, 'Colour').inputValue(), '#7a1f4d');
});

journey(home, 'What is written by hand is published, found by its title, changed, and archived', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/knowledge`);
  await page.getByText('No knowledge yet').waitFor();
  await axe(page);
  await look(page, 'knowledge-empty');
  await open(page, `${url}/knowledge/add`);
  await axeInChosenThemes(page);
  await look(page, 'knowledge-add');
  await field(page, 'Text').fill('# Opening hours\n\nWe are open from 9 to 17 on weekdays.\n\n## Holidays\n\n- closed on 1 January');
  await button(page, 'Add').click();
  await page.waitForURL(/\/knowledge\/item_/);
  await page.getByRole('heading', { name: 'Opening hours', level: 1 }).waitFor();
  await page.getByText('Published', { exact: true }).first().waitFor();
  await page.locator('.passage-text', { hasText: 'We are open from 9 to 17' }).waitFor();
  await axe(page);
  await look(page, 'knowledge-item');
  await field(page, 'Text').fill('# Opening hours\n\nWe are open from 8 to 18 on weekdays.');
  await button(page, 'Save changes').click();
  await page.locator('.passage-text', { hasText: 'from 8 to 18' }).waitFor();
  await button(page, 'Archive').click();
  await page.getByText('Archived', { exact: true }).first().waitFor();
  await open(page, `${url}/knowledge?status=archived`);
  await page.getByRole('link', { name: 'Opening hours' }).waitFor();
  await field(page, 'Search titles').fill('zebra');
  await button(page, 'Search').click();
  await page.getByText('Nothing found').waitFor();
});

journey(home, 'A file is read by what is in it, and one that is none is refused by name', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/knowledge/add`);
  await button(page, 'Read file').click();
  await page.getByText('Choose a file first.').waitFor();
  expectTrouble(page, /status of 422/);
  await page.setInputFiles('#field-file', { name: 'prices.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj') });
  await button(page, 'Read file').click();
  await page.getByText(/PDF/).last().waitFor();
  await page.setInputFiles('#field-file', { name: 'envios.md', mimeType: 'text/markdown', buffer: Buffer.from('# Envíos\n\nEl envío a España tarda de tres a cinco días laborables.') });
  await button(page, 'Read file').click();
  await page.waitForURL(/\/knowledge\/item_/);
  await page.getByRole('heading', { name: 'Envíos', level: 1 }).waitFor();
  await page.getByText('Spanish', { exact: true }).first().waitFor();
});

journey(home, 'A page that cannot be read says why, and its address stays', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/knowledge/add`);
  expectTrouble(page, /status of 4\d\d|status of 503/);
  await field(page, 'Address of the page').fill('http://127.0.0.1:9/help');
  await button(page, 'Read page').click();
  await page.locator('.is-invalid .field-error, .form-error').filter({ hasText: /\w/ }).first().waitFor();
  assert.equal(await field(page, 'Address of the page').inputValue(), 'http://127.0.0.1:9/help');
});
