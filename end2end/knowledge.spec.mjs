// An owner makes a bot, gives it knowledge in three ways, and takes the snippet.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertNoTrouble, axe, expectTrouble, freePort, house, journey, look, startSite, watch } from './harness.mjs';
import { axeInChosenThemes, button, field, open, setUp, signIn, OLGA } from './people.mjs';

const sitePort = await freePort();
const shop = `127.0.0.1:${sitePort}`;
const pages = {
  '/care': `<!doctype html><html lang="en"><head><title>Kettle care · Kettles</title></head><body><nav><a href="/">Sale of the week</a></nav>
    <main><h1>Kettle care</h1><h2>How often should I descale?</h2><p>Descale your kettle once a month with vinegar and water.</p></main>
    <footer>All rights reserved</footer></body></html>`,
};
const home = house({ env: { ROMASHKA_ALLOW_HOSTS: shop } }, async () => (await startSite(pages, sitePort)).stop);

/** Lets a file of the disk go over an element, as a person's hand would: no script could. */
async function dropFiles(page, element, ...files) {
  const { x, y, width, height } = await element.boundingBox();
  const debug = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await debug.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
    if (type === 'dragOver') await page.locator('.file-drop.is-over').waitFor();
  }
}

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

journey(home, 'A page is read by its address, without what stands around its text', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/knowledge/add`);
  await field(page, 'Address of the page').fill(`http://${shop}/care`);
  await button(page, 'Read page').click();
  await page.waitForURL(/\/knowledge\/item_/);
  await page.getByRole('heading', { name: 'Kettle care', level: 1 }).waitFor();
  await page.getByText('Published', { exact: true }).first().waitFor();
  await page.locator('.passage-text', { hasText: 'once a month with vinegar' }).waitFor();
  assert.equal(await page.getByText(/Sale of the week|All rights reserved/).count(), 0);
  await page.getByRole('link', { name: `http://${shop}/care` }).waitFor();
  await open(page, `${url}/knowledge`);
  await page.getByRole('row', { name: /Kettle care/ }).waitFor();
});

journey(home, 'Plain text and HTML are chosen as files, too', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  const files = [
    { name: 'warranty.txt', mimeType: 'text/plain', text: 'Warranty\n\nEvery kettle has a warranty of two years.', title: 'Warranty', says: 'two years' },
    {
      name: 'gifts.html',
      mimeType: 'text/html',
      text: '<!doctype html><html lang="en"><head><title>Gift wrapping</title></head><body><main><h1>Gift wrapping</h1><p>We wrap every gift in yellow paper for two euros.</p></main></body></html>',
      title: 'Gift wrapping',
      says: 'yellow paper',
    },
  ];
  for (const { name, mimeType, text, title, says } of files) {
    await open(page, `${url}/knowledge/add`);
    await field(page, 'File').setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
    await button(page, 'Read file').click();
    await page.waitForURL(/\/knowledge\/item_/);
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await page.locator('.passage-text', { hasText: says }).waitFor();
  }
});

journey(home, 'A file is dropped onto the area for it; several at once are refused, and none is lost', async ({ page, url, server }) => {
  const [markdown, html] = [join(server.folder, 'colours.md'), join(server.folder, 'sizes.html')];
  await writeFile(markdown, '# Colours\n\nOur kettles come in red, in blue and in chamomile yellow.');
  await writeFile(html, '<html lang="en"><head><title>Sizes</title></head><body><h1>Sizes</h1><p>The small kettle holds one litre, the large one two.</p></body></html>');
  await signIn(page, url, OLGA);
  await open(page, `${url}/knowledge/add`);
  const area = page.getByText('Drop a file here, or choose one.');
  await dropFiles(page, area, markdown, html);
  await page.getByText('Drop one file at a time.').waitFor();
  await axe(page);
  for (const [file, title, says] of [[markdown, 'Colours', 'chamomile yellow'], [html, 'Sizes', 'holds one litre']]) {
    await open(page, `${url}/knowledge/add`);
    await dropFiles(page, area, file);
    assert.equal(await field(page, 'File').evaluate((input) => input.files[0].name), file.split('/').at(-1));
    await button(page, 'Read file').click();
    await page.waitForURL(/\/knowledge\/item_/);
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await page.locator('.passage-text', { hasText: says }).waitFor();
  }
});

journey(home, 'Persona, welcome and colour are saved, and the copied snippet shows them on the website', async ({ page, context, browser, url }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  await signIn(page, url, OLGA);
  await open(page, `${url}/bots`);
  await page.getByRole('link', { name: 'Mila' }).click();
  await page.waitForURL(/\/bots\/proj_/);
  const values = {
    Persona: 'You are Mila. You are brief, and know kettles.',
    'Welcome message': 'Welcome to **Kettles**. Ask me anything.',
    Colour: '#7a1f4d',
    'Websites, one per line': shop,
  };
  for (const [label, text] of Object.entries(values)) await field(page, label).fill(text);
  await button(page, 'Save changes').click();
  await page.getByText('Bot saved.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Mila', level: 1 }).waitFor();
  for (const [label, text] of Object.entries(values)) assert.equal(await field(page, label).inputValue(), text, label);

  await page.evaluate(() => navigator.clipboard.writeText('nothing yet'));
  await button(page, 'Copy Snippet').click();
  await page.getByText('Copied', { exact: true }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await page.getByRole('region', { name: 'Snippet' }).innerText());

  pages['/'] = `<!doctype html><html lang="en"><head><title>Kettles</title>${copied}</head><body><main><h1>Kettles</h1></main></body></html>`;
  const website = await browser.newContext();
  const visitor = watch(await website.newPage());
  visitor.setDefaultTimeout(10_000);
  await visitor.goto(`http://${shop}/`);
  const launcher = visitor.getByRole('button', { name: 'Open chat' });
  await launcher.waitFor();
  assert.equal(await launcher.evaluate((element) => getComputedStyle(element).backgroundColor), 'rgb(122, 31, 77)');
  await launcher.click();
  await visitor.getByRole('log').getByText('Ask me anything.').waitFor();
  assert.equal(await visitor.getByRole('log').locator('strong').innerText(), 'Kettles');
  assert.doesNotMatch(await visitor.getByRole('dialog').innerText(), /know kettles/, 'the persona is not for visitors');
  assertNoTrouble(visitor);
  await website.close();
});
