// Where the form is, how wide, and what happens with what nobody has sent yet.

import { segmentControl, selectControl } from './controls.js';

/** @typedef {import('./store.js').Store} Store */

/** @param {Store} store */
export function makePlacing(store) {
  const mode = segmentControl('Place', 'mode', [['inline', 'In the page'], ['launcher', 'Floating button']],
    (value) => store.change({ mode: /** @type {any} */ (value) }, 'mode'));
  const position = segmentControl('Corner of the button', 'position', [['start', 'Start'], ['end', 'End']],
    (value) => store.change({ position: /** @type {any} */ (value) }, 'position'));
  store.follow((settings) => {
    mode.show(settings.mode);
    position.show(settings.position);
    position.element.hidden = settings.mode !== 'launcher';
  });
  return [mode.element, position.element];
}

/** @param {Store} store */
export function makeWidth(store) {
  const width = segmentControl('Width of the preview', 'width', [['page', 'Page'], ['phone', 'Phone'], ['column', 'Column']],
    (value) => store.change({ width: /** @type {any} */ (value) }, 'width'));
  store.follow((settings) => width.show(settings.width));
  width.element.classList.add('bare');
  return width.element;
}

/** @param {Store} store */
export function makeTheme(store) {
  const theme = segmentControl('Theme', 'theme', [['auto', 'Auto'], ['light', 'Light'], ['dark', 'Dark']],
    (value) => store.change({ theme: /** @type {any} */ (value) }, 'theme'));
  store.follow((settings) => {
    theme.show(settings.theme);
    document.documentElement.dataset.theme = settings.theme;
  });
  theme.element.classList.add('bare');
  return theme.element;
}

/** @param {Store} store */
export function makeDraft(store) {
  const draft = selectControl('Unsent requests are kept', [['session', 'for this tab'], ['local', 'for seven days'], ['off', 'nowhere']],
    (value) => store.change({ draft: /** @type {any} */ (value) }, 'draft'));
  store.follow((settings) => draft.show(settings.draft));
  return draft.element;
}
