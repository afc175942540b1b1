// The settings as what a site owner puts into a page, a program, and the proxy's configuration.

import { SAFE } from './catalog.js';
import { attributesOf, configOf, propertiesOf } from './element.js';
import { attribute, javascript, json, string, toml } from './literal.js';

/** @typedef {import('./settings.js').Settings} Settings */

/** Longer tags have a line for each attribute. */
const WIDTH = 90;

/** The kinds of snippets, in order, by name. @type {Readonly<Record<string, { label: string, print: (settings: Settings) => string }>>} */
export const SNIPPETS = {
  script: { label: 'Script tag', print: script },
  npm: { label: 'npm', print: npm },
  react: { label: 'React', print: react },
  vue: { label: 'Vue', print: vue },
  proxy: { label: 'Proxy', print: proxy },
};

/** @param {Settings} settings @returns {[string, string][]} */
const attributes = (settings) => [['proxy-url', settings.proxyUrl], ...attributesOf(settings)];

/** One tag with everything; the loader has `launcher` where nothing is said. @param {Settings} settings */
function script(settings) {
  const told = attributes(settings).filter(([name]) => name !== 'mode').map(([name, value]) => [`data-${name}`, value]);
  if (settings.mode === 'inline') told.splice(1, 0, ['data-mode', 'inline']);
  const config = configOf(settings);
  if (config) told.push(['data-config', json(config, '  ')]);
  const source = `${settings.bundle.replace(/\/*$/, '/')}deskbell.js`;
  const written = told.map(([name, value]) => attribute(name, value));
  const tag = element(`script async ${attribute('src', source)}`, written, '></script>');
  const style = propertiesOf(settings).map(([name, value]) => `  ${name}: ${value};\n`).join('');
  return style ? `<style>\ndesk-bell {\n${style}}\n</style>\n${tag}` : tag;
}

/** @param {string} start @param {string[]} written @param {string} end @param {string} [indent] */
function element(start, written, end, indent = '') {
  const line = `<${start} ${written.join(' ')}${end}`;
  if (!line.includes('\n') && line.length <= WIDTH) return line;
  return `<${start}\n${indent}  ${written.join(`\n${indent}  `)}${end}`;
}

/** @param {Settings} settings */
function npm(settings) {
  const config = configOf(settings);
  const lines = [
    "import 'deskbell';",
    '',
    "const form = document.createElement('desk-bell');",
    ...attributes(settings).map(([name, value]) => `form.setAttribute(${string(name)}, ${string(value)});`),
    ...propertiesOf(settings).map(([name, value]) => `form.style.setProperty(${string(name)}, ${string(value)});`),
    ...(config ? [`form.config = ${javascript(config)};`] : []),
    'document.body.append(form);',
  ];
  return lines.join('\n');
}

/** An attribute of JSX knows no escapes but those of HTML; what needs any is a text of JavaScript. @param {[string, string]} pair */
const jsx = ([name, value]) => (/^[^"&<>{}\\\n]*$/.test(value) ? `${name}="${value}"` : `${name}={${string(value)}}`);

/** From version 19 on, which sets properties of custom elements. @param {Settings} settings */
function react(settings) {
  const { config, style, declared } = shared(settings);
  const written = attributes(settings).map(jsx);
  if (config) written.push('config={config}');
  if (style) written.push('style={style}');
  return [
    "import 'deskbell';",
    ...declared,
    '',
    'export function Support() {',
    `  return ${element('desk-bell', written, ' />', '  ')};`,
    '}',
  ].join('\n');
}

/** @param {Settings} settings */
function vue(settings) {
  const { config, style, declared } = shared(settings);
  const written = attributes(settings).map(([name, value]) => attribute(name, value));
  if (config) written.push(':config.prop="config"');
  if (style) written.push(':style="style"');
  return [
    "<!-- vite.config.js: vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'desk-bell' } } }) -->",
    '<script setup>',
    "import 'deskbell';",
    ...declared,
    '</script>',
    '',
    '<template>',
    `  ${element('desk-bell', written, '></desk-bell>', '  ')}`,
    '</template>',
  ].join('\n');
}

/** What frameworks are better given outside of the component, so that it stays the same. @param {Settings} settings */
function shared(settings) {
  const config = configOf(settings);
  const properties = propertiesOf(settings);
  const style = properties.length ? Object.fromEntries(properties) : undefined;
  const declared = Object.entries({ config, style }).filter(([, value]) => value)
    .flatMap(([name, value]) => ['', `const ${name} = ${javascript(value)};`]);
  return { config, style, declared };
}

/** What the proxy must be told, so that it takes what this form asks for. @param {Settings} settings */
function proxy(settings) {
  const { fields, attachments } = settings;
  const beyond = fields.map(({ name }) => name).filter((name) => !SAFE.includes(name));
  const lines = [];
  if (beyond.length) lines.push(`visitor_fields = ${toml(beyond)}`, '');
  if (attachments.enabled) {
    const { maxFiles, maxBytes, accept } = attachments;
    const limits = Object.entries({ max_files: maxFiles, max_bytes: maxBytes, accept }).filter(([, value]) => value !== undefined);
    lines.push('[attachments]', 'enabled = true', ...limits.map(([key, value]) => `${key} = ${toml(value)}`), '');
  }
  for (const field of fields) {
    lines.push('[[form.fields]]', ...Object.entries(field).map(([key, value]) => `${key} = ${toml(value)}`), '');
  }
  return lines.join('\n').trimEnd();
}
