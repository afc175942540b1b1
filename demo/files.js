// Attachments: whether, how many, how large, of which kinds. Always within the limits of the proxy.

import { parseList, printList } from './choices.js';
import { TESTS } from './check.js';
import { create } from './dom.js';
import { selectControl, textControl } from './controls.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./settings.js').Attachments} Attachments */

const MEGABYTE = 1024 * 1024;

/** @type {Readonly<Record<string, boolean | undefined>>} */
const ENABLED = { '': undefined, on: true, off: false };

/** @param {Store} store */
export function makeFiles(store) {
  const change = (/** @type {Attachments} */ changes) => {
    const merged = Object.entries({ ...store.settings.attachments, ...changes }).filter(([, value]) => value !== undefined);
    const attachments = Object.fromEntries(merged);
    const fine = TESTS.attachments(attachments);
    if (fine) store.change({ attachments }, `attachments.${Object.keys(changes)}`);
    return fine;
  };
  /** @param {string} value */
  const number = (value) => (value.trim() ? Number(value.trim().replace(',', '.')) : undefined);

  const enabled = selectControl('Attachments', [['', 'As the proxy says'], ['on', 'On'], ['off', 'Off']],
    (value) => change({ enabled: ENABLED[value] }));
  const maxFiles = textControl({
    label: 'Most files', placeholder: '5', wrong: 'Enter a whole number',
    changed: (value) => change({ maxFiles: number(value) }),
  });
  const maxBytes = textControl({
    label: 'Largest, MB', placeholder: '10', wrong: 'Enter a number',
    changed: (value) => {
      const size = number(value);
      return change({ maxBytes: size === undefined ? size : Math.round(size * MEGABYTE) });
    },
  });
  const accept = textControl({
    label: 'Kinds of files', placeholder: 'image/*, .pdf',
    changed: (value) => change({ accept: value.trim() ? parseList(value) : undefined }),
  });
  const limits = create('div', { class: 'stack' }, create('div', { class: 'pair' }, maxFiles.element, maxBytes.element), accept.element);
  store.follow(({ attachments }) => {
    enabled.show(Object.keys(ENABLED).find((key) => ENABLED[key] === attachments.enabled) ?? '');
    limits.hidden = attachments.enabled === false;
    maxFiles.show(String(attachments.maxFiles ?? ''));
    maxBytes.show(String(attachments.maxBytes ? attachments.maxBytes / MEGABYTE : ''));
    accept.show(printList(attachments.accept ?? []));
  });
  return [enabled.element, limits];
}
