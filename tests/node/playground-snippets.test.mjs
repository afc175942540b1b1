// What the playground offers to copy says the same as its settings: read by parsers, not by eye.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';

import { parseFragment } from 'parse5';
import ts from 'typescript';

import { attributesOf, configOf, propertiesOf } from '../../demo/element.js';
import { PRESETS } from '../../demo/presets.js';
import { DEFAULTS } from '../../demo/settings.js';
import { SNIPPETS } from '../../demo/snippet.js';
import { EVERYTHING } from './playground/everything.mjs';

const PROXY = 'https://support.example.com';

/** Every setting alone, all of them, and every form to start from. */
const CASES = [
  DEFAULTS,
  EVERYTHING,
  ...Object.entries(EVERYTHING).map(([name, value]) => ({ ...DEFAULTS, [name]: value })),
  ...Object.values(PRESETS).map(({ fields }) => ({ ...DEFAULTS, fields })),
].map((settings) => ({ ...settings, proxyUrl: settings.proxyUrl || PROXY }));

/** What the element is to be told. */
const wanted = (settings) => ({
  attributes: { 'proxy-url': settings.proxyUrl, ...Object.fromEntries(attributesOf(settings)) },
  config: configOf(settings),
  properties: Object.fromEntries(propertiesOf(settings)),
});

/** Elements of a fragment by name, at any depth. */
function elements(html, name) {
  const errors = [];
  const fragment = parseFragment(html, { onParseError: ({ code }) => errors.push(code) });
  assert.deepEqual(errors, [], html);
  const all = (node) => [node, ...(node.childNodes ?? []).flatMap(all), ...(node.content ? all(node.content) : [])];
  return all(fragment).filter(({ tagName }) => tagName === name);
}
const attributesIn = ({ attrs }) => Object.fromEntries(attrs.map(({ name, value }) => [name, value]));
const textIn = ({ childNodes }) => childNodes.map(({ value }) => value).join('');
/** Objects of another realm are never equal to ours. */
const own = (value) => value && JSON.parse(JSON.stringify(value));

/** Evaluates one of the constants of a module. */
const constant = (source, name) => {
  const [, expression] = new RegExp(`^const ${name} = (.+?);$`, 'ms').exec(source) ?? [];
  return expression && own(vm.runInNewContext(`(${expression})`));
};

test('the script tag', () => {
  for (const settings of CASES) {
    const html = SNIPPETS.script.print(settings);
    const [script, ...others] = elements(html, 'script');
    assert.deepEqual(others, []);
    const { src, async: asynchronous, 'data-config': config, ...told } = attributesIn(script);
    assert.equal(src, `${settings.bundle}deskbell.js`);
    assert.equal(asynchronous, '');
    const { attributes, properties, config: expected } = wanted(settings);
    const { mode = 'inline', ...rest } = attributes;
    const data = mode === 'launcher' ? rest : { ...rest, mode };
    assert.deepEqual(told, Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value])));
    assert.deepEqual(config && JSON.parse(config), expected);
    const css = elements(html, 'style').map(textIn).join('');
    assert.deepEqual(Object.fromEntries([...css.matchAll(/^ {2}(--[\w-]+): (.+);$/gm)].map(([, name, value]) => [name, value])), properties);
  }
});

test('the module, also where it stands in a page', () => {
  for (const settings of CASES) {
    const source = SNIPPETS.npm.print(settings);
    const [script] = elements(`<script type="module">${source}</script>`, 'script');
    assert.equal(textIn(script), source);
    const form = { attributes: {}, properties: {}, config: undefined };
    let added;
    vm.runInNewContext(source.replace("import 'deskbell';", ''), {
      document: {
        createElement: (name) => ({
          name,
          setAttribute: (key, value) => { form.attributes[key] = value; },
          style: { setProperty: (key, value) => { form.properties[key] = value; } },
          set config(config) { form.config = own(config); },
        }),
        body: { append: (element) => { added = element.name; } },
      },
    });
    assert.equal(added, 'desk-bell');
    assert.deepEqual(form, wanted(settings));
  }
});

test('the component of React', () => {
  for (const settings of CASES) {
    const source = SNIPPETS.react.print(settings);
    const { outputText, diagnostics } = ts.transpileModule(source, {
      reportDiagnostics: true, fileName: 'support.jsx',
      compilerOptions: { jsx: ts.JsxEmit.React, allowJs: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
    });
    assert.deepEqual(diagnostics.map(({ messageText }) => messageText), [], source);
    const program = `${outputText.replace("import 'deskbell';", '').replace('export function', 'function')}\nSupport();`;
    const [name, { config, style = {}, ...attributes }] = own(vm.runInNewContext(program, {
      React: { createElement: (...parts) => parts },
    }));
    assert.equal(name, 'desk-bell');
    assert.deepEqual({ attributes, config, properties: style }, wanted(settings));
  }
});

test('the component of Vue', () => {
  for (const settings of CASES) {
    const source = SNIPPETS.vue.print(settings);
    const [script] = elements(source, 'script');
    const { ':config.prop': config, ':style': style, ...attributes } = attributesIn(elements(source, 'desk-bell')[0]);
    const program = textIn(script);
    assert.equal(ts.transpileModule(program, { reportDiagnostics: true }).diagnostics.length, 0);
    assert.deepEqual({
      attributes,
      config: config && constant(program, config),
      properties: (style && constant(program, style)) ?? {},
    }, wanted(settings));
  }
});

test('the configuration of the proxy: the fields one by one, and what is not allowed by itself', () => {
  assert.equal(SNIPPETS.proxy.print(DEFAULTS).match(/\[\[form.fields\]\]/g).length, 4);
  assert.doesNotMatch(SNIPPETS.proxy.print(DEFAULTS), /visitor_fields|attachments/);
  const text = SNIPPETS.proxy.print(EVERYTHING);
  assert.match(text, /^visitor_fields = \["category", "subCategory", "cf.cf_call", "cf.cf_many"\]$/m);
  assert.match(text, /^\[attachments\]\nenabled = true\nmax_files = 2\nmax_bytes = 1048576\naccept = \["image\/\*", "\.pdf"\]$/m);
  assert.match(text, /^showWhen = \{ field = "category", is = \["Hard & soft", "[^]+?"\] \}$/m);
});
