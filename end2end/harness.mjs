// What every journey stands on: a real server on a fresh folder, a real Chromium, and eyes that see what a person would
// not: errors in the console, requests that failed, accessibility.
//
//   import { journey, house } from './harness.mjs';
//   const home = house();                     // one server and one browser for the file
//   journey(home, 'The owner signs in', async ({ page, url }) => { … });
//
// A journey fails when its page wrote an error or a warning to the console, threw, or lost a request. What is meant to
// fail is announced: `expectTrouble(page, /401/)`.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const binary = process.env.ROMASHKA_BIN ?? join(root, 'target/debug/romashka');
const screenshots = join(root, 'target/screenshots');

const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless=new',
    // The tests run as root on throw-away machines, where Chromium's own sandbox does not start.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
  ],
};

/** A port that nobody listens on. */
export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts `romashka serve` on a fresh folder and waits until it is ready. `env` adds to its (otherwise bare) environment. */
export async function startServer({ env = {}, folder } = {}) {
  const own = folder === undefined;
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'romashka-journey-')));
  const address = env.ROMASHKA_ADDR ?? `127.0.0.1:${await freePort()}`;
  const child = spawn(binary, ['serve'], {
    cwd: home,
    env: { PATH: process.env.PATH, ROMASHKA_ADDR: address, ROMASHKA_DATA_DIR: join(home, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
  }
  let ended;
  child.on('error', (error) => {
    ended = String(error);
  });
  child.on('exit', (code, signal) => {
    ended ??= `ended with ${signal ?? code}`;
  });
  const url = `http://${address}`;
  const server = {
    url,
    folder: home,
    log: () => log,
    /** Stops it as an operator would; `keep` leaves its folder to the next. That it stops, and did not panic, is part of every journey. */
    async stop({ keep = false } = {}) {
      if (ended === undefined) {
        child.kill('SIGTERM');
        const deadline = Date.now() + 15_000;
        while (ended === undefined && Date.now() < deadline) await wait(50);
        if (ended === undefined) {
          child.kill('SIGKILL');
          assert.fail(`the server did not stop within 15 s of being asked:\n${log}`);
        }
      }
      if (own && !keep) await rm(home, { recursive: true, force: true });
      assert.doesNotMatch(log, /panicked at/, 'the server panicked');
    },
  };
  const deadline = Date.now() + 30_000;
  for (;;) {
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) return server;
    if (ended !== undefined || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the server did not become ready (${ended ?? 'no answer in 30 s'}):\n${log}`);
    }
    await wait(50);
  }
}

/**
 * Starts Chromium with an empty profile. People here wish for reduced motion: what still moves when it is to be pressed is
 * scrolled about by the driver, which then presses where it no longer is.
 */
export async function startBrowser() {
  const browser = await chromium.launch(CHROMIUM);
  const newContext = browser.newContext.bind(browser);
  browser.newContext = (options) => newContext({ reducedMotion: 'reduce', ...options });
  return browser;
}

/** Pages of some business on an origin of their own. `pages` maps paths to HTML, or to `{ html, headers }`. */
export async function startSite(pages, port = 0) {
  const server = http.createServer((request, response) => {
    const page = pages[new URL(request.url, 'http://site').pathname];
    const { html, headers } = typeof page === 'string' ? { html: page } : (page ?? {});
    // Browsers ask for an icon by themselves; that there is none is no trouble of the journey.
    const status = html !== undefined ? 200 : request.url === '/favicon.ico' ? 204 : 404;
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(html);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

const watched = new WeakMap();

/** Collects what goes wrong in a page. */
export function watch(page) {
  const seen = { troubles: [], expected: [] };
  watched.set(page, seen);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      const { url } = message.location();
      seen.troubles.push(`console ${message.type()}: ${message.text()}${url ? ` (${url})` : ''}`);
    }
  });
  page.on('pageerror', (error) => seen.troubles.push(`uncaught: ${error.stack ?? error}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Leaving a page aborts what it was still fetching.
    if (reason !== 'net::ERR_ABORTED') seen.troubles.push(`request failed: ${request.url()} ${reason}`);
  });
  return page;
}

/** Announces trouble that the journey means to cause. */
export function expectTrouble(page, pattern) {
  watched.get(page).expected.push(pattern);
}

/** Fails if the page had any trouble that was not announced. */
export function assertNoTrouble(page) {
  const { troubles, expected } = watched.get(page);
  const left = troubles.filter((trouble) => !expected.some((pattern) => pattern.test(trouble)));
  assert.deepEqual(left, [], 'the page had trouble');
}

/**
 * Stands between a page and the sockets of these addresses: gives the lines, each of which can be cut without anybody being
 * told (`isDead`), and given signs of life. Waits of a minute and more last a twentieth of that in the page, so that a
 * silence is over in seconds.
 */
export async function frailLines(page, address) {
  await page.addInitScript(() => {
    const { setTimeout: later } = globalThis;
    globalThis.setTimeout = (call, ms, ...rest) => later(call, ms >= 60_000 ? ms / 20 : ms, ...rest);
  });
  const lines = [];
  await page.routeWebSocket(address, (socket) => {
    const line = { isDead: false, sign: () => socket.send('') };
    lines.push(line);
    const server = socket.connectToServer();
    server.onMessage((message) => line.isDead || socket.send(message));
    socket.onMessage((message) => line.isDead || server.send(message));
  });
  return lines;
}

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Holds the page, shadow roots included, against WCAG 2.2 AA; zero violations. */
export async function axe(page) {
  // Through the debugger and not by a script element, which the page's Content Security Policy would refuse.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await axeSource);
  const violations = await page.evaluate(async () => {
    // A dialog that is still fading in has no contrast yet. What goes round for ever (a spinner) is not waited for.
    const ends = ({ effect }) => effect && effect.getComputedTiming().endTime !== Infinity;
    const roots = [document, ...[...document.querySelectorAll('*')].map((element) => element.shadowRoot).filter(Boolean)];
    const running = roots.flatMap((root) => root.getAnimations()).filter(ends);
    await Promise.allSettled(running.map((animation) => animation.finished));
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const result = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`),
    }));
  });
  assert.deepEqual(violations, [], `accessibility of ${page.url()}`);
}

const WIDTHS = [1440, 390];
const THEMES = ['light', 'dark'];

async function eachLook(page, visit) {
  const before = page.viewportSize();
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: width > 600 ? 900 : 844 });
      await visit(theme, width);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}

/** Screenshots at two widths, light and dark, as `target/screenshots/NAME-WIDTH-THEME.png`. */
export async function shots(page, name) {
  await eachLook(page, (theme, width) => page.screenshot({ path: join(screenshots, `${name}-${width}-${theme}.png`) }));
}

/** Screenshots, and accessibility in each of those looks. */
export async function look(page, name) {
  await eachLook(page, async (theme, width) => {
    await page.screenshot({ path: join(screenshots, `${name}-${width}-${theme}.png`) });
    await axe(page);
  });
}

/**
 * One server and one browser for the journeys of a file. `furnish(home)` runs once both are there and may return what
 * undoes it: one hook and not two, because node does not promise the order of several at the top of a file.
 */
export function house(options = {}, furnish = async () => {}) {
  const home = {};
  before(async () => {
    home.server = await startServer(options);
    home.url = home.server.url;
    home.browser = await startBrowser();
    home.undo = await furnish(home);
  });
  // A test and no `after` hook: at the top of a file, node 18 runs that only once nothing is left to run, which it never
  // is while a server and a browser are. On the next tick, because by then the file has named all its own tests.
  process.nextTick(() => {
    test('The server stops when it is asked to, and has not panicked', async () => {
      try {
        await home.undo?.();
      } finally {
        await home.browser?.close();
        await home.server?.stop();
      }
    });
  });
  return home;
}

/** A test with a fresh, watched page (own cookies; `options.context` shares those of another). */
export function journey(home, name, walk, options = {}) {
  test(name, async (t) => {
    const context = options.context?.() ?? (await home.browser.newContext({ viewport: { width: 1440, height: 900 } }));
    const page = watch(await context.newPage());
    // Locally nothing takes longer; Playwright's own half minute only makes failures slow.
    page.setDefaultTimeout(10_000);
    try {
      await walk({ page, context, url: home.url, server: home.server, browser: home.browser, t });
      assertNoTrouble(page);
    } catch (error) {
      const picture = join(screenshots, `failed-${name.replace(/\W+/g, '-').toLowerCase()}.png`);
      await page.screenshot({ path: picture }).catch(() => {});
      t.diagnostic(`screenshot: ${picture}`);
      t.diagnostic(`trouble seen: ${watched.get(page).troubles.join(' | ') || 'none'}`);
      t.diagnostic(`server's last words: ${home.server.log().slice(-2000)}`);
      throw error;
    } finally {
      await (options.context ? page.close() : context.close());
    }
  });
}
