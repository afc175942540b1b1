// What only the snippet needs to know about the owner's site. The form on this page keeps its own proxy.

import { TESTS } from './check.js';
import { selectControl, textControl } from './controls.js';

/** @typedef {import('./store.js').Store} Store */

/** @type {ReadonlyArray<{ name: 'proxyUrl' | 'bundle' | 'departmentId' | 'fallbackHref', label: string, placeholder?: string, wrong: string }>} */
const ENTRIES = [
  { name: 'proxyUrl', label: 'Address of your proxy', placeholder: 'https://support.example.com', wrong: 'Enter an address that starts with https://' },
  { name: 'bundle', label: 'Folder of the bundle', wrong: 'Enter a path that starts with / or https://' },
  { name: 'departmentId', label: 'Department', placeholder: 'The proxy’s first', wrong: 'Enter the digits of the department’s id' },
  { name: 'fallbackHref', label: 'Way out for old browsers', placeholder: '/contact', wrong: 'Enter a path that starts with / or https://' },
];

/** @type {ReadonlyArray<readonly [value: string, label: string]>} */
const LOADS = [
  ['', 'when it is needed'],
  ['eager', 'at once'],
  ['idle', 'when the page is idle'],
  ['visible', 'when it comes into view'],
  ['interaction', 'when somebody comes near'],
];

/** @param {Store} store */
export function makeSite(store) {
  const load = selectControl('The form is loaded', LOADS, (value) => store.change({ load: /** @type {any} */ (value) }, 'load'));
  store.follow((settings) => load.show(settings.load));
  const entries = ENTRIES.map(({ name, ...texts }) => {
    const control = textControl({
      ...texts,
      changed: (value) => {
        const fine = TESTS[name](value.trim());
        if (fine) store.change({ [name]: value.trim() }, name);
        return fine;
      },
    });
    store.follow((settings) => control.show(settings[name]));
    return control.element;
  });
  return [...entries, load.element];
}
