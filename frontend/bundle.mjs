// Bundles one thing, called by `cargo xtask build`:
//   node bundle.mjs style   IN.css OUT.css [--plain]      the style sheet with its imports, in their layers
//   node bundle.mjs module  IN.mjs OUT.js [--plain]       an ES module with its imports
//   node bundle.mjs script  IN.mjs OUT.js [--plain]       the same as a classic script that keeps its names to itself
//   node bundle.mjs loader  IN.js  OUT.js NAME=TEXT …     the widget's classic script; NAMEs become string constants
// `--plain` leaves out the minifying, for `make dev`.
import { build, transform } from 'esbuild';
import { readFile } from 'node:fs/promises';

// Chrome, Firefox and Safari of the last two years; the style sheet uses light-dark(), nesting and relative colours.
const target = ['chrome125', 'firefox128', 'safari18'];

const [kind, input, output, ...rest] = process.argv.slice(2);
const minify = !rest.includes('--plain');
const common = {
  entryPoints: [input],
  outfile: output,
  bundle: true,
  minify,
  target,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

/** A style sheet as a minified string, to be put into the loader. */
async function sheet(path) {
  const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target });
  return code.trim();
}

const kinds = {
  style: () => build({ ...common, external: ['/assets/*'] }),
  // The glue that wasm-bindgen writes mentions its own default file name; the page always names the hashed one.
  module: () => build({ ...common, format: 'esm' }),
  // Loaded by a plain script element: what stands at the top of it would be a global variable, and ECharts has one that
  // is called `Element`.
  script: () => build({ ...common, format: 'iife' }),
  loader: () => {
    const define = {};
    for (const pair of rest.filter((word) => word.includes('='))) {
      const at = pair.indexOf('=');
      define[pair.slice(0, at)] = JSON.stringify(pair.slice(at + 1));
    }
    const inline = {
      name: 'minified-style',
      setup(esbuild) {
        esbuild.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await sheet(path), loader: 'text' }));
      },
    };
    return build({ ...common, format: 'iife', define, plugins: [inline] });
  },
};

if (!kinds[kind]) {
  console.error(`bundle.mjs: unknown kind "${kind}"; one of ${Object.keys(kinds).join(', ')}`);
  process.exit(2);
}
try {
  await kinds[kind]();
} catch (error) {
  // esbuild has already said which line it did not like.
  if (!error.errors) console.error(error);
  process.exit(1);
}
