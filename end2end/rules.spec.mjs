// An owner sets what a bot minds, and teaches it an intent of the business's own.
import assert from 'node:assert/strict';
import { axe, expectTrouble, house, journey, look } from './harness.mjs';
import { axeInChosenThemes, button, field, open, signIn, startOwner, wrong, OLGA } from './people.mjs';

let owner;
let bot;
const home = house({}, async ({ browser, server }) => {
  owner = await startOwner(browser, server.url);
  bot = await owner.post('/api/bots', { name: 'Mila' });
  await owner.post('/api/knowledge/items', {
    title: 'Delivery',
    content: 'Delivery costs 4.90 EUR. It is cheap. We deliver within 3 to 5 working days.',
    publish: true,
  });
  return () => owner.context.close();
});

const ask = (text) => owner.post('/api/ai/chat', { bot: bot.id, messages: [{ role: 'visitor', text }] });

journey(home, 'The business and the tone are saved, and the bot names its company', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/bots/${bot.id}`);
  await page.getByRole('navigation', { name: 'Settings of the bot' }).getByRole('link', { name: 'Business and tone' }).click();
  await page.waitForURL(/\?tab=business$/);
  await field(page, 'Company').fill('Chamomile & Sons');
  await page.getByRole('radio', { name: /^Friendly/ }).check();
  await button(page, 'Save changes').click();
  await page.getByText('Bot saved.').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Mila', level: 1 }).waitFor();
  assert.equal(await field(page, 'Company').inputValue(), 'Chamomile & Sons');
  assert.ok(await page.getByRole('radio', { name: /^Friendly/ }).isChecked());
  await axeInChosenThemes(page);
  await look(page, 'bot-business');
  assert.match((await ask('Who are you?')).text, /Chamomile & Sons/);
});

journey(home, 'Thresholds that do not fit are named, and what is never said is not said', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/bots/${bot.id}?tab=answers`);
  expectTrouble(page, /status of 422/);
  await field(page, 'Offers from').fill('0.9');
  await field(page, 'Never say, one per line').fill('cheap');
  await field(page, 'Blocked topics, one per line').fill('medical advice');
  await button(page, 'Save changes').click();
  await wrong(page, 'Offers from', /upper threshold/);
  assert.equal(await field(page, 'Never say, one per line').inputValue(), 'cheap');
  await field(page, 'Offers from').fill('0.2');
  await button(page, 'Save changes').click();
  await page.getByText('Bot saved.').waitFor();
  await axeInChosenThemes(page);
  await look(page, 'bot-answers');
  const said = (await ask('What does delivery cost?')).text;
  assert.match(said, /4\.90/);
  assert.doesNotMatch(said, /cheap/i);
  const declined = await ask('Can you give me some medical advice?');
  assert.deepEqual([declined.verdict, declined.offers_human], ['unknown', true]);
});

journey(home, 'What somebody else saved meanwhile is not overwritten, and what was typed stays', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/bots/${bot.id}?tab=model`);
  await field(page, 'Temperature').fill('0.3');
  await owner.patch(`/api/bots/${bot.id}`, { rules: { temperature: 1.1 } });
  await page.getByText('Someone else has changed this').waitFor();
  expectTrouble(page, /status of 409/);
  await button(page, 'Save changes').click();
  await page.getByText(/Somebody changed “Mila” in the meantime/).waitFor();
  assert.equal(await field(page, 'Temperature').inputValue(), '0.3');
  assert.equal((await owner.get(`/api/bots/${bot.id}`)).rules.temperature, 1.1);
  await button(page, 'Load again').click();
  await page.waitForFunction(() => document.querySelector('[name="rules[temperature]"]').value === '1.1');
  const hide = page.getByRole('checkbox', { name: /^Hide personal data from the model/ });
  assert.ok(!(await hide.isChecked()) && (await page.getByRole('checkbox', { name: /^Say good answers again/ }).isChecked()));
  await hide.check();
  await button(page, 'Save changes').click();
  await page.getByText('Bot saved.').waitFor();
  const { redact_personal_data, reuse_answers, temperature } = (await owner.get(`/api/bots/${bot.id}`)).rules;
  assert.deepEqual([redact_personal_data, reuse_answers, temperature], [true, true, 1.1]);
  await field(page, 'Tokens for each day').fill('50000');
  await button(page, 'Save budget').click();
  await page.getByText('Budget saved.').waitFor();
  await page.getByText('0 of 50,000').waitFor();
  // What was saved stands there when the page is opened anew, from its top.
  await open(page, `${url}/bots/${bot.id}?tab=model`);
  await page.getByText('0 of 50,000').waitFor();
  assert.ok(await page.getByRole('checkbox', { name: /^Hide personal data from the model/ }).isChecked());
  await axeInChosenThemes(page);
  await look(page, 'bot-model');
});

journey(home, 'An intent is learnt at once, tried, and answers visitors', async ({ page, url }) => {
  await signIn(page, url, OLGA);
  await open(page, `${url}/intents`);
  await page.getByText('No intent of your own yet').waitFor();
  await axe(page);
  await look(page, 'intents-empty');
  await page.getByRole('link', { name: 'New intent' }).click();
  expectTrouble(page, /status of 422/);
  await field(page, 'Name').fill('Gift cards');
  await field(page, 'Examples, one per line').fill('do you sell gift cards');
  await button(page, 'Save intent').click();
  await wrong(page, 'Examples, one per line', /at least 3/);
  await field(page, 'Examples, one per line').fill('do you sell gift cards\ncan I buy a gift card\ngift card please');
  await page.getByRole('radio', { name: /^Answer with a text/ }).check();
  await field(page, 'What the bot says').fill('Yes, from 10 EUR.');
  await axeInChosenThemes(page);
  await look(page, 'intent');
  await button(page, 'Save intent').click();
  await page.getByText('Intent saved.').waitFor();
  await page.getByRole('row', { name: /Gift cards/ }).waitFor();
  await field(page, 'Sentence').fill('Can I buy gift cards?');
  await button(page, 'Try it').click();
  await page.getByText(/Gift cards, with confidence .*Answer with a text/).waitFor();
  await axeInChosenThemes(page);
  await look(page, 'intents');
  assert.equal((await ask('Can I buy gift cards?')).text, 'Yes, from 10 EUR.');
  assert.match((await ask('What does delivery cost?')).text, /4\.90/);
  await page.getByRole('link', { name: 'Gift cards' }).click();
  await button(page.locator('.page-head'), 'Delete').click();
  await button(page.getByRole('dialog', { name: 'Delete this intent?' }), 'Delete').click();
  await page.getByText('No intent of your own yet').waitFor();
});
