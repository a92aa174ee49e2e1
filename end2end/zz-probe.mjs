import { startServer, startBrowser, watch } from '/work/main/end2end/harness.mjs';
import { setUp, open, alive, button, field } from '/work/main/end2end/people.mjs';
const server = await startServer(); const browser = await startBrowser();
try {
  const context = await browser.newContext({viewport:{width:1440,height:900}});
  const page = await context.newPage();
  page.on('console', m=>console.log('C', m.type(), m.text().slice(0,400)));
  page.on('pageerror', e=>console.log('E', String(e).slice(0,400)));
  await setUp(page, server.url);
  await open(page, server.url+'/system');
  const cells = () => page.locator('tbody tr').first().innerText();
  console.log('T0', JSON.stringify(await cells()), await page.locator('.chart-area').innerHTML());
  await page.evaluate(() => {
    for (const name of ['insertBefore','removeChild','appendChild']) { const f = Node.prototype[name]; Node.prototype[name] = function(...a) { let r, err; try { r = f.apply(this, a); return r; } catch (e) { err = e; throw e; } finally { if (globalThis.LOG) console.log('CALL', name, this.nodeName, a.map(n=>n && (n.nodeName+':'+(n.textContent||'').slice(0,20))).join(' , '), err?String(err):''); } }; }
    const rm = CharacterData.prototype.remove; CharacterData.prototype.remove = function() { if (globalThis.LOG) console.log('REMOVE', this.nodeName, this.textContent, 'in', this.parentNode?.nodeName, new Error().stack.split('\n').slice(2,9).map(x=>x.trim().slice(0,120)).join(' <- ')); return rm.call(this); };
    globalThis.LOG = true;
    const row = document.querySelector('tbody tr');
    new MutationObserver((list) => { for (const m of list) console.log('MUT', m.type, m.target.nodeName, 'added', [...m.addedNodes].map(n=>n.nodeName+':'+n.textContent).join('|'), 'removed', [...m.removedNodes].map(n=>n.nodeName+':'+n.textContent).join('|')); }).observe(row, {subtree:true, childList:true, characterData:true});
  });
  await page.waitForTimeout(6500);
  console.log('T1', JSON.stringify(await cells()), await page.locator('tbody tr').first().innerHTML());
  console.log(await page.locator('.chart-area').innerHTML(), await page.evaluate(()=>({src:document.querySelector('script[data-echarts]')?.src, e: typeof globalThis.echarts})));
} finally { await browser.close(); await server.stop(); }
