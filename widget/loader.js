// The script that a business puts on its pages, served at the stable address /v1/widget.js:
//
//   <script async src="https://…/v1/widget.js" data-project="proj_…" data-key="pk_live_…"></script>
//
// or with `window.RomashkaConfig = { projectId, apiKey, position, theme, primaryColor, welcomeMessage, language }` before it.
// It shows the launcher at once and then asks for the bot's name, greeting and colour, which are the same for everybody. The
// chat's own code is fetched at the first sign that somebody wants it (pointer, focus, click), or when the visitor has talked
// in this tab before.
// WIDGET_JS and WIDGET_WASM become the hashed addresses when `cargo xtask build` bundles this file.
import sheet from './style/launcher.css';
import { pick, strings } from './launcher.strings.mjs';

const POSITIONS = ['bottom-right', 'bottom-left'];
const THEMES = ['auto', 'light', 'dark'];

/** A `<svg>` made of one path; built node by node, since pages with Trusted Types refuse markup in strings. */
function icon(path) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(space, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** What the page asked for. Page variables win over attributes; what is not understood is said and left at its default. */
function settings(script) {
  const given = { ...window.RomashkaConfig };
  const read = (name, attribute) => given[name] ?? script?.dataset[attribute];
  const one = (name, choices) => {
    const value = read(name, name) ?? choices[0];
    if (choices.includes(value)) return value;
    console.warn(`ROMASHKA: ${name} "${value}" is not known; use one of ${choices.join(', ')}.`);
    return choices[0];
  };
  let color = read('primaryColor', 'color');
  if (color !== undefined && !CSS.supports('color', color)) {
    console.warn(`ROMASHKA: primaryColor "${color}" is not a colour.`);
    color = undefined;
  }
  return {
    project: read('projectId', 'project'),
    key: read('apiKey', 'key'),
    position: one('position', POSITIONS),
    theme: one('theme', THEMES),
    color,
    welcome: read('welcomeMessage', 'welcome'),
    language: pick(read('language', 'language') ?? (document.documentElement.lang || navigator.language)),
  };
}

/** Black or white, whichever can be read on the colour (WCAG contrast). The browser resolves every notation for us. */
function textOn(color) {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return '#fff';
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#fff' : '#000';
}

function start(script) {
  if (window.Romashka) {
    console.info('ROMASHKA: the chat is on this page already; the second script does nothing.');
    return;
  }
  const origin = new URL(script.src).origin;
  const config = settings(script);
  if (!config.project || !config.key) {
    console.warn('ROMASHKA: the chat needs a project id and a key (data-project and data-key, or RomashkaConfig).');
    return;
  }
  const words = strings[config.language];
  const host = document.createElement('romashka-widget');
  const root = host.attachShadow({ mode: 'open' });
  const frame = document.createElement('div');
  frame.className = 'frame';
  frame.dataset.theme = config.theme;
  frame.dataset.side = config.position.split('-')[1];
  const paint = (color) => {
    frame.style.setProperty('--romashka-accent', color);
    frame.style.setProperty('--romashka-on-accent', textOn(color));
  };
  if (config.color) paint(config.color);
  const style = new CSSStyleSheet();
  style.replaceSync(sheet);
  root.adoptedStyleSheets = [style];

  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'launcher';
  button.lang = config.language;
  button.setAttribute('aria-label', words.open);
  button.setAttribute('aria-expanded', 'false');
  button.append(icon('M21 11.5a8 8 0 0 1-11.6 7.2L4 20l1.4-4.9A8 8 0 1 1 21 11.5Z'));
  const problem = document.createElement('p');
  problem.className = 'problem';
  problem.lang = config.language;
  problem.setAttribute('role', 'status');
  frame.append(button, problem);
  root.append(frame);

  const mark = `romashka.${config.project}`;
  const listeners = {};
  /** Tells the page, once the chat is done with what it was doing. */
  const tell = (name, detail) => {
    for (const listener of [...(listeners[name] ?? [])]) {
      queueMicrotask(() => listener(detail));
    }
  };
  const hear = (name, detail) => {
    if (name === 'closing') {
      queueMicrotask(close);
      return;
    }
    if (name === 'talking') {
      try {
        sessionStorage.setItem(mark, detail);
      } catch {
        // The browser keeps nothing: the next page of this tab then waits until somebody opens the chat.
      }
      return;
    }
    if (name === 'unread') {
      button.dataset.unread = detail > 99 ? '99+' : detail || '';
      button.setAttribute('aria-label', detail ? `${words.open} (${detail})` : words.open);
    }
    tell(name, detail);
  };

  // The one request before the visitor acts: the same for everybody, and kept by caches.
  const about = fetch(`${origin}/api/widget/${encodeURIComponent(config.project)}/config`, { credentials: 'omit' })
    .then(async (answer) => {
      if (answer.ok) return answer.json();
      const { code, detail } = await answer.json();
      if (code === 'not_found' || code === 'forbidden') {
        console.warn(`ROMASHKA: the chat does not show on this page. ${detail}`);
        host.remove();
      }
      return {};
    })
    .catch(() => ({}));
  about.then((bot) => {
    if (bot.color && !config.color) paint(bot.color);
  });

  let chat;
  /** Fetches the chat once; a failure is forgotten, so that the next click tries again. */
  const load = () => {
    if (chat) return chat;
    // Both at once: one after the other would cost a second way to the server and back.
    const glue = import(origin + WIDGET_JS);
    const wasm = fetch(origin + WIDGET_WASM);
    chat = Promise.all([glue, wasm])
      .then(async ([module, answer]) => {
        await module.default({ module_or_path: answer });
        const made = new module.Widget(root, frame, origin, config.project, config.key, config.language, hear);
        about.then((bot) => made.configure(bot.name ?? '', bot.welcome_message ?? '', config.welcome));
        return made;
      })
      .catch((error) => {
        chat = undefined;
        throw error;
      });
    return chat;
  };
  const show = (open) => button.setAttribute('aria-expanded', String(open));
  const isOpen = () => button.getAttribute('aria-expanded') === 'true';

  async function open() {
    if (isOpen()) return;
    try {
      (await load()).open();
    } catch (error) {
      console.error('ROMASHKA: the chat could not be loaded.', error);
      problem.textContent = words.failed;
      return;
    }
    problem.textContent = '';
    show(true);
  }

  async function close() {
    if (!isOpen()) return;
    show(false);
    (await load()).close();
    button.focus();
  }

  const toggle = () => (isOpen() ? close() : open());
  const sendMessage = async (text) => (await load()).send(String(text));
  /** Calls `listener` whenever it happens: open, close, message, unread. Gives back what ends that. */
  const on = (name, listener) => {
    (listeners[name] ??= new Set()).add(listener);
    return () => listeners[name].delete(listener);
  };
  const prepare = () => load().catch(() => {});
  button.addEventListener('pointerenter', prepare, { once: true });
  button.addEventListener('focus', prepare, { once: true });
  button.addEventListener('click', toggle);
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) close();
  });
  window.Romashka = { open, close, toggle, sendMessage, on };
  document.body.append(host);
  try {
    // Whoever talked in this tab is told of news on its next page, too, and what the last page could not send goes out.
    const kept = sessionStorage.getItem(mark);
    if (kept !== null) {
      const wake = () => load().then((made) => made.resume(kept)).catch(() => {});
      (window.requestIdleCallback ?? setTimeout)(wake);
    }
  } catch {
    // The browser keeps nothing: then there is nothing to go on with.
  }
}

const script = document.currentScript ?? document.querySelector('script[src*="/v1/widget.js"]');
if (document.body) {
  start(script);
} else {
  document.addEventListener('DOMContentLoaded', () => start(script), { once: true });
}
