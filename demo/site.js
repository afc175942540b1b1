// What only the snippet needs to know about the owner's site. The form on this page keeps its own proxy.

import { TESTS } from './check.js';
import { textControl } from './controls.js';

/** @typedef {import('./store.js').Store} Store */

/** @type {ReadonlyArray<{ name: 'proxyUrl' | 'bundle' | 'departmentId' | 'fallbackHref', label: string, placeholder?: string, wrong: string }>} */
const ENTRIES = [
  { name: 'proxyUrl', label: 'Address of your proxy', placeholder: 'https://support.example.com', wrong: 'Enter an address that starts with https://' },
  { name: 'bundle', label: 'Folder of the bundle', wrong: 'Enter a path that starts with / or https://' },
  { name: 'departmentId', label: 'Department', placeholder: 'The proxy’s first', wrong: 'Enter the digits of the department’s id' },
  { name: 'fallbackHref', label: 'Way out for old browsers', placeholder: '/contact', wrong: 'Enter a path that starts with / or https://' },
];

/** @param {Store} store */
export function makeSite(store) {
  return ENTRIES.map(({ name, ...texts }) => {
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
}
