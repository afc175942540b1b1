// The playground: the element that customers embed, everything that can be set, and what to copy.
import { DeskbellElement } from '/deskbell/element.js';

import { keepInAddress } from './address.js';
import { copies } from './copies.js';
import { create, find, say } from './dom.js';
import { makeFiles } from './files.js';
import { makeForm } from './form.js';
import { makeLanguage } from './language.js';
import { parse, print } from './link.js';
import { makeLook } from './look.js';
import { makePanel } from './panel.js';
import { makeDraft, makePlacing, makeTheme, makeWidth } from './placing.js';
import { makePreview } from './preview.js';
import { DEFAULTS } from './settings.js';
import { makeSite } from './site.js';
import { Store } from './store.js';
import { makeWording } from './wording.js';

const form = find('desk-bell');
const asked = new URLSearchParams(location.search);

// `?proxy=` and `?inbox=` point the page at servers on other ports.
const proxy = asked.get('proxy');
if (proxy) form.setAttribute('proxy-url', proxy);
const inbox = asked.get('inbox');
if (inbox && /^https?:/.test(inbox)) document.querySelectorAll('a.inbox').forEach((link) => link.setAttribute('href', inbox));

// Trunk takes its links out of the page and starts the module itself; the element is to use that one.
if (!document.querySelector('link[data-trunk]')) {
  DeskbellElement.load = () => new Promise((resolve) => {
    const started = () => Reflect.get(window, 'wasmBindings');
    if (started()) resolve(started());
    else addEventListener('TrunkApplicationStarted', () => resolve(started()), { once: true });
  });
}

const { settings, ignored } = parse(location.hash);
const store = new Store(settings);
makePreview(store, form, find('#stage'));
customElements.define('desk-bell', DeskbellElement);
makePanel(store, form.getAttribute('proxy-url'));

/** @param {string[]} names what of a link means nothing here */
function tell(names) {
  const note = find('#ignored');
  note.hidden = !names.length;
  note.textContent = names.length ? `Some of this link could not be understood and was left out: ${names.join(', ')}.` : '';
}
tell(ignored);
keepInAddress(store, tell);

find('#theme').append(makeTheme(store));
find('#width').append(makeWidth(store));
find('#controls-place').append(...makePlacing(store), makeLanguage(store), makeDraft(store));
find('#controls-look').append(...makeLook(store));
find('#controls-texts').append(...makeWording(store));
find('#controls-site').append(...makeSite(store));
find('#controls-files').append(...makeFiles(store));
find('#controls-fields').append(...await makeForm(store));

find('#reset').addEventListener('click', () => {
  store.change(DEFAULTS, 'reset');
  tell([]);
  say('Everything is as it was');
});
copies(find('#link'), () => {
  const hash = print(store.settings);
  return `${location.origin}${location.pathname}${location.search}${hash && `#${hash}`}`;
});

form.addEventListener('deskbell-created', (/** @type {CustomEvent} */ { detail }) => {
  find('#arrived').replaceChildren('Ticket ', create('b', {}, `#${detail.ticketNumber}`), ' is in the inbox.');
});

// Beside the form there is room for the controls; below it they would be a long way.
const wide = matchMedia('(min-width: 60rem)');
const unfold = () => { find('#controls').open = wide.matches; };
wide.addEventListener('change', unfold);
unfold();
document.documentElement.dataset.ready = '';
