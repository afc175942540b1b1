// The form on the stage: it follows the settings.

import { attributesOf, configOf, propertiesOf } from './element.js';
import { equal } from './equal.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('../npm/src/element.js').DeskbellElement} DeskbellElement */

/** A form that is made anew for every letter would flicker. */
const PAUSE = 250;

/** The others are about another site: its department, its way out, how its pages load. */
const HERE = ['mode', 'position', 'lang', 'theme'];

/** @param {Store} store @param {DeskbellElement} form @param {HTMLElement} stage */
export function makePreview(store, form, stage) {
  /** @type {Record<string, unknown> | undefined} */
  let config;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const configure = () => {
    const next = configOf(store.settings);
    if (equal(next, config)) return;
    config = next;
    steady(stage);
    form.config = next;
  };
  store.follow((settings, by) => {
    stage.dataset.width = settings.width;
    stage.dataset.mode = settings.mode;
    attribute(form, settings);
    dress(form, settings);
    clearTimeout(waiting);
    if (by === 'start') configure();
    else waiting = setTimeout(configure, PAUSE);
  });
  form.addEventListener('deskbell-ready', () => stage.style.removeProperty('min-block-size'));
}

/** What is below the form stays where it is while the form is made anew. @param {HTMLElement} stage */
function steady(stage) {
  stage.style.minBlockSize = `${stage.offsetHeight}px`;
}

/** @param {HTMLElement} form @param {Settings} settings */
function attribute(form, settings) {
  const wanted = new Map(attributesOf(settings));
  for (const name of HERE) {
    const value = wanted.get(name) ?? null;
    if (form.getAttribute(name) === value) continue;
    if (value === null) form.removeAttribute(name);
    else form.setAttribute(name, value);
  }
}

/** @param {HTMLElement} form @param {Settings} settings */
function dress(form, settings) {
  const wanted = new Map(propertiesOf(settings));
  for (const name of [...form.style]) if (!wanted.has(name)) form.style.removeProperty(name);
  for (const [name, value] of wanted) form.style.setProperty(name, value);
}
