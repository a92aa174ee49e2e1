// The server as an operator's tools see it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { house } from './harness.mjs';

const home = house();

test('The health addresses answer', async () => {
  for (const path of ['/healthz', '/readyz']) {
    assert.equal((await fetch(home.url + path)).status, 200, path);
  }
});

test('Assets may be kept for ever, the loader’s stable address may not, and both may be used by other origins', async () => {
  const loader = await fetch(`${home.url}/v1/widget.js`);
  assert.equal(loader.status, 200);
  assert.match(loader.headers.get('content-type'), /javascript/);
  assert.equal(loader.headers.get('access-control-allow-origin'), '*');
  assert.doesNotMatch(loader.headers.get('cache-control') ?? '', /immutable/);
  const asset = (await loader.text()).match(/\/assets\/widget\.[0-9a-f]{16}\.wasm/)[0];
  const wasm = await fetch(home.url + asset, { headers: { 'accept-encoding': 'br' } });
  assert.equal(wasm.status, 200);
  assert.equal(wasm.headers.get('content-type'), 'application/wasm');
  assert.equal(wasm.headers.get('content-encoding'), 'br');
  assert.equal(wasm.headers.get('access-control-allow-origin'), '*');
  assert.match(wasm.headers.get('cache-control'), /immutable/);
});

test('An asset that is not there is a 404 and not a page', async () => {
  const missing = await fetch(`${home.url}/assets/frontend.0000000000000000.js`);
  assert.equal(missing.status, 404);
});
