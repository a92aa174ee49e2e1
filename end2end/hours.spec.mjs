// The owner says when the team answers, and a visitor reads in the chat when somebody is back.
import assert from 'node:assert/strict';
import { expectTrouble, freePort, house, journey, look, startSite } from './harness.mjs';
import { axeInChosenThemes, button, field, open, signIn, startOwner, wrong, OLGA } from './people.mjs';

const sitePort = await freePort();
const shop = `127.0.0.1:${sitePort}`;

let owner;
const home = house({}, async ({ url, browser }) => {
  owner = await startOwner(browser, url);
  const bot = await owner.post('/api/bots', { name: 'Mila' });
  await owner.patch(`/api/bots/${bot.id}`, { domains: [shop] });
  const page = `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Tee</title>
    <meta name="viewport" content="width=device-width"></head><body><main><h1>Tee</h1></main>
    <script async src="${url}/v1/widget.js" data-project="${bot.id}" data-key="${bot.widget.key}"></script></body></html>`;
  return (await startSite({ '/': page }, sitePort)).stop;
});

/** A day of the calendar, so many days from now. */
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

journey(home, 'The owner enters the hours; what cannot be is named, and nothing that was typed is lost', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/settings/workspace`);
  assert.equal(await field(page, 'Friday').inputValue(), '09:00–17:00', 'a usual week stands there at first');
  assert.equal(await field(page, 'Sunday').inputValue(), '');
  expectTrouble(page, /status of 422/);
  await page.getByRole('checkbox', { name: /^Our team answers at set hours/ }).check();
  await field(page, 'Monday').fill('18-9');
  await field(page, 'Tuesday').fill('9-12:30; 1:30pm - 6pm');
  const holidays = page.getByLabel('Holidays');
  await holidays.fill('24.12.2026');
  await button(page, 'Save changes').click();
  await wrong(page, 'Monday', /ends before it begins/);
  await page.getByText('“24.12.2026” is no date.').waitFor();
  assert.equal(await field(page, 'Tuesday').inputValue(), '9-12:30; 1:30pm - 6pm');
  await look(page, 'hours-wrong');
  for (const name of ['Monday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']) await field(page, name).fill('0-24');
  await holidays.fill(`${day(-2)} - ${day(3)} Tea harvest`);
  await button(page, 'Save changes').click();
  await page.getByText('Workspace saved.').waitFor();
  await page.reload();
  await field(page, 'Tuesday').waitFor();
  assert.equal(await field(page, 'Tuesday').inputValue(), '09:00–12:30, 13:30–18:00');
  assert.equal(await page.getByLabel('Holidays').inputValue(), `${day(-2)} – ${day(3)} Tea harvest`);
  await axeInChosenThemes(page);
  await look(page, 'hours');
});

journey(home, 'Who wants a person reads when somebody is back, and once they are, that somebody comes', async ({ page }) => {
  const ask = async (text) => {
    await page.getByRole('dialog').getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
  };
  await page.goto(`http://${shop}/`);
  await page.getByRole('button', { name: /^Chat öffnen/ }).click();
  await ask('Repariert ihr auch Fahrräder?');
  const thread = page.getByRole('log');
  await thread.getByText(/Unser Team ist gerade nicht da\. Wir sind am \S+.* Uhr \(UTC\S*\) wieder da\./).waitFor();
  await ask('Ich möchte mit einem Menschen sprechen');
  await thread.getByText(/Uhr \(UTC\S*\) wieder da\. Dann antwortet Ihnen hier ein Mensch\./).waitFor();
  await look(page, 'hours-visitor');
  await owner.patch('/api/workspace', { hours: { is_on: false } });
  const { items } = await owner.get('/api/conversations?list=open');
  assert.equal(items[0].assignee.kind ?? items[0].assignee, 'queue');
});
